public import PReLUKernels

/// A type of number that the kernels serve and compute in: Float or Double.
public typealias Number = PReLUScalar & BinaryFloatingPoint

/// The types of number that the kernels compute in, as an argument of tests.
public enum NumberType: String, CaseIterable, Sendable {
  case float
  case double

  public var type: any (PReLUScalar & BinaryFloatingPoint).Type {
    switch self {
    case .float: Float.self
    case .double: Double.self
    }
  }
}
