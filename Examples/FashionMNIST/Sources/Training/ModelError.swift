import Runs

/// Why the tensors of a file are not those of a network.
public enum ModelError: Error, Equatable, CustomStringConvertible {
  /// The file says that it holds something else: `name` is `network` or `activation`.
  case otherModel(name: String, found: String, expected: String)
  case missingTensor(String)
  case unexpectedTensor(String)
  case wrongShape(tensor: String, found: [Int], expected: [Int])
  case wrongType(tensor: String, found: String)

  public var description: String {
    switch self {
    case .otherModel(let name, let found, let expected):
      "its \(name) is \(found.debugDescription), not \(expected.debugDescription)"
        + (Self.isKnown(found, as: name) ? ": say --\(name) \(found)" : "")
    case .missingTensor(let name): "tensor \(name.debugDescription) is missing"
    case .unexpectedTensor(let name): "the network has no tensor \(name.debugDescription)"
    case .wrongShape(let tensor, let found, let expected):
      "tensor \(tensor.debugDescription) has the shape \(found) instead of \(expected)"
    case .wrongType(let tensor, let found):
      "tensor \(tensor.debugDescription) is of type \(found), where F32 and F64 can be read"
    }
  }

  /// Whether the program has such a network or activation: a file may say anything.
  private static func isKnown(_ value: String, as name: String) -> Bool {
    name == "network"
      ? NetworkKind(rawValue: value) != nil : ActivationKind(rawValue: value) != nil
  }
}
