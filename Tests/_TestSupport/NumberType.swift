public import PReLUKernels

/// The types of number that the kernels serve, as an argument of tests.
public enum NumberType: String, CaseIterable, Sendable {
  case float
  case double

  public var type: any PReLUScalar.Type {
    switch self {
    case .float: Float.self
    case .double: Double.self
    }
  }
}
