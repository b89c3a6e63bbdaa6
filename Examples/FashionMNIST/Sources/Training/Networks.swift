import ImageData
public import PReLULayers
public import Runs

extension ActivationKind {
  /// The activation, as layers take it.
  public var activation: Activation {
    switch self {
    case .relu: .relu
    case .leaky: .leakyReLU()
    case .prelu: .prelu()
    case .preluShared: .preluShared()
    case .elu: .elu()
    case .selu: .selu
    }
  }
}

extension NetworkKind {
  /// The network with random weights: `activation` stands behind every layer but the last, which has a logit for each class.
  public func makeNetwork<Scalar: PoolingScalar>(
    activation: Activation, using generator: inout RandomGenerator
  ) throws(LayerError) -> Network<Scalar> {
    switch self {
    case .conv: try Self.makeConvolutional(activation, &generator)
    case .dense: try Self.makeDense(activation, &generator)
    }
  }

  /// 16 and 32 channels of windows of 3x3, each pooled to half its side, and 64 units on top.
  private static func makeConvolutional<Scalar: PoolingScalar>(
    _ activation: Activation, _ generator: inout RandomGenerator
  ) throws(LayerError) -> Network<Scalar> {
    let side = LabelledImages.side
    let conv1 = try Convolution2D<Scalar>(
      name: "conv1", input: ImageShape(channels: 1, height: side, width: side), channels: 16,
      window: 3, padding: 1, activation: activation, using: &generator)
    let pool1 = try MaxPooling<Scalar>(name: "pool1", inputShape: conv1.outputShape)
    let conv2 = try Convolution2D<Scalar>(
      name: "conv2", input: ImageShape(channels: 16, height: side / 2, width: side / 2),
      channels: 32, window: 3, padding: 1, activation: activation, using: &generator)
    let pool2 = try MaxPooling<Scalar>(name: "pool2", inputShape: conv2.outputShape)
    let flatten = try Flatten<Scalar>(name: "flatten", inputShape: pool2.outputShape)
    let fc3 = try Dense<Scalar>(
      name: "fc3", inputs: flatten.outputCount, outputs: 64, activation: activation,
      using: &generator)
    let fc4 = try Dense<Scalar>(
      name: "fc4", inputs: 64, outputs: LabelledImages.classes, using: &generator)
    return try Network([conv1, pool1, conv2, pool2, flatten, fc3, fc4])
  }

  private static func makeDense<Scalar: PoolingScalar>(
    _ activation: Activation, _ generator: inout RandomGenerator
  ) throws(LayerError) -> Network<Scalar> {
    let side = LabelledImages.side
    let flatten = try Flatten<Scalar>(name: "flatten", inputShape: [1, side, side])
    let fc1 = try Dense<Scalar>(
      name: "fc1", inputs: LabelledImages.pixels, outputs: 256, activation: activation,
      using: &generator)
    let fc2 = try Dense<Scalar>(
      name: "fc2", inputs: 256, outputs: 128, activation: activation, using: &generator)
    let fc3 = try Dense<Scalar>(
      name: "fc3", inputs: 128, outputs: LabelledImages.classes, using: &generator)
    return try Network([flatten, fc1, fc2, fc3])
  }
}

extension Network {
  /// Numbers that are learned.
  public var parameterCount: Int { parameters.map(\.values.count).reduce(0, +) }

  /// Where the layers with an activation stand: all that learn, but the last.
  var activatedLayers: [Int] {
    layers.indices.filter { !layers[$0].parameters.isEmpty }.dropLast()
  }

  /// The slopes of each layer that learned some.
  public var learnedSlopes: [LayerSlopes] {
    layers.compactMap { layer in
      layer.slope.map { LayerSlopes(layer: layer.name, slopes: $0.values.map { Double($0) }) }
    }
  }
}

extension Layer {
  var slope: Parameter<Scalar>? { parameters.first { $0.kind == .slope } }
}
