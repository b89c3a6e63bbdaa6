public import PReLULayers
public import Runs
public import SafeTensors

/// A network's parameters in a file, named as PyTorch would name them.
public enum ModelFile {
  /// The parameters of a network, of which the file says what it is.
  public static func file<Scalar: BLASScalar & TensorElement>(
    of network: Network<Scalar>, _ kind: NetworkKind, _ activation: ActivationKind
  ) throws(SafeTensorsError) -> TensorFile {
    var file = TensorFile()
    // What PyTorch's users write there.
    file.metadata["format"] = "pt"
    file.metadata["network"] = kind.rawValue
    file.metadata["activation"] = activation.rawValue
    for parameter in network.parameters {
      try file.add(Tensor(parameter.values, shape: parameter.shape), named: name(of: parameter))
    }
    return file
  }

  /// Puts a file's numbers in the place of a network's. A file need not say what it is; all tensors of the network have to be
  /// there, and no others. Nothing is replaced where one is wrong.
  public static func load<Scalar: BLASScalar>(
    _ file: TensorFile, into network: Network<Scalar>, _ kind: NetworkKind,
    _ activation: ActivationKind
  ) throws {
    try check(file, "network", is: kind.rawValue)
    try check(file, "activation", is: activation.rawValue)
    let names = Set(network.parameters.map(name))
    if let unexpected = file.tensors.keys.sorted().first(where: { !names.contains($0) }) {
      throw ModelError.unexpectedTensor(unexpected)
    }
    let values: [[Scalar]] = try network.parameters.map { try self.values(of: $0, in: file) }
    for (parameter, values) in zip(network.parameters, values) {
      try parameter.replaceValues(values)
    }
  }

  /// PyTorch has activations as modules of their own: slopes of `conv1` and of `fc1` are `act1.weight`.
  static func name<Scalar: BLASScalar>(of parameter: Parameter<Scalar>) -> String {
    guard parameter.kind == .slope, let layer = parameter.name.split(separator: ".").first else {
      return parameter.name
    }
    return "act\(layer.drop { !$0.isNumber }).weight"
  }

  private static func check(
    _ file: TensorFile, _ name: String, is expected: String
  ) throws(ModelError) {
    if let found = file.metadata[name], found != expected {
      throw .otherModel(name: name, found: found, expected: expected)
    }
  }

  private static func values<Scalar: BLASScalar>(
    of parameter: Parameter<Scalar>, in file: TensorFile
  ) throws(ModelError) -> [Scalar] {
    let name = name(of: parameter)
    guard let tensor = file[name] else { throw .missingTensor(name) }
    guard tensor.shape == parameter.shape else {
      throw .wrongShape(tensor: name, found: tensor.shape, expected: parameter.shape)
    }
    if let values = tensor.values(as: Float.self) { return values.map { Scalar($0) } }
    if let values = tensor.values(as: Double.self) { return values.map { Scalar($0) } }
    throw .wrongType(tensor: name, found: tensor.elementType.rawValue)
  }
}
