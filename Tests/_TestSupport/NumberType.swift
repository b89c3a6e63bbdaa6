public import PReLUKernels

/// A type of number that tests can compute with.
public typealias Number = PReLUScalar & BinaryFloatingPoint

/// A type of number that tensors hold in memory, with what tests need of it.
public typealias StoredNumber = PReLUScalar & Equatable & ExpressibleByFloatLiteral

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
