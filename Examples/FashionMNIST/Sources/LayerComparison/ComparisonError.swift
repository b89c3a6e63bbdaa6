/// Why a file is no question that a layer could answer.
public enum ComparisonError: Error, Equatable, CustomStringConvertible {
  /// Its metadata describe no layer.
  case noDescription
  /// They describe one wrongly.
  case malformed(String)
  case missingTensor(String)
  /// The numbers of a tensor are not F64.
  case wrongType(tensor: String)

  public var description: String {
    switch self {
    case .noDescription:
      "its metadata have no entry \(GradientFile.descriptionName.debugDescription)"
    case .malformed(let reason): "describes a layer wrongly: \(reason)"
    case .missingTensor(let name): "tensor \(name.debugDescription) is missing"
    case .wrongType(let tensor): "tensor \(tensor.debugDescription) is not of type F64"
    }
  }
}
