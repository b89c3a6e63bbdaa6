public import PReLUKernels

/// A type of number that the kernels serve.
public protocol AnyNumber: PReLUScalar, Equatable {
  /// A number that no kernel computes from the tests' inputs.
  static var untouched: Self { get }
}

extension Float: AnyNumber { public static let untouched: Float = -123_456 }
extension Double: AnyNumber { public static let untouched: Double = -123_456 }
extension Float16: AnyNumber { public static let untouched: Float16 = -12_344 }
extension BFloat16: AnyNumber { public static let untouched: BFloat16 = -123_456.0 }

/// A type of number that tests can compute with.
public typealias Number = AnyNumber & BinaryFloatingPoint

/// The types of number that the kernels compute in, as an argument of tests.
public enum NumberType: String, CaseIterable, Sendable {
  case float
  case double

  public var type: any (AnyNumber & BinaryFloatingPoint).Type {
    switch self {
    case .float: Float.self
    case .double: Double.self
    }
  }
}
