/// The two networks.
public enum NetworkKind: String, CaseIterable, Codable, Sendable {
  case conv
  case dense
}

/// What stands behind every layer but the last.
public enum ActivationKind: String, CaseIterable, Codable, Sendable {
  case relu
  case leaky
  case prelu
  case preluShared = "prelu-shared"
  case elu
  case selu

  /// Its name in a report.
  public var title: String {
    switch self {
    case .relu: "ReLU"
    case .leaky: "Leaky ReLU"
    case .prelu: "PReLU by channel"
    case .preluShared: "PReLU shared"
    case .elu: "ELU"
    case .selu: "SELU"
    }
  }
}
