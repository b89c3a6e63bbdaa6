/// What a layer learns that multiplies, adds a bias and applies an activation.
struct LinearParameters<Scalar: BLASScalar> {
  let weight: Parameter<Scalar>
  let bias: Parameter<Scalar>
  /// `nil` where the activation learns none.
  let slope: Parameter<Scalar>?

  /// Parameters of a layer called `name`: the weights from `generator`, no bias, and the first slopes of the activation.
  init(
    name: String, weightShape: [Int], groups: Int = 1, activation: Activation,
    initializer: Initializer?, using generator: inout RandomGenerator
  ) throws(LayerError) {
    let channels = weightShape[0]
    let initializer = initializer ?? .default(for: activation)
    weight = try Parameter(
      name: "\(name).weight", shape: weightShape, kind: .weight,
      values: initializer.values(shape: weightShape, groups: groups, using: &generator))
    bias = try Parameter(
      name: "\(name).bias", shape: [channels], kind: .bias,
      values: [Scalar](repeating: 0, count: channels))
    if let slopes = activation.initialSlopes(channels: channels, Scalar.self) {
      slope = try Parameter(
        name: "\(name).slope", shape: [slopes.count], kind: .slope, values: slopes)
    } else {
      slope = nil
    }
  }

  var all: [Parameter<Scalar>] { [weight, bias] + (slope.map { [$0] } ?? []) }

  /// Calls `body` with the values.
  func withValues<Result, Failure: Error>(
    _ body: (LinearValues<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let slopes = slope?.values ?? []
    return try unsafe weight.values.withUnsafeBufferPointer { (weight) throws(Failure) in
      try unsafe bias.values.withUnsafeBufferPointer { (bias) throws(Failure) in
        try unsafe slopes.withUnsafeBufferPointer { (slopes) throws(Failure) in
          // Only empty buffers have no address, and a layer has a weight.
          try body(
            unsafe LinearValues(
              weight: weight.baseAddress.unsafelyUnwrapped,
              bias: bias.baseAddress.unsafelyUnwrapped, slopes: slopes))
        }
      }
    }
  }
}

/// The values of `LinearParameters` in memory.
@safe struct LinearValues<Scalar: BLASScalar> {
  let weight: UnsafePointer<Scalar>
  let bias: UnsafePointer<Scalar>
  let slopes: UnsafeBufferPointer<Scalar>
}

extension LinearParameters {
  /// The gradients of no samples.
  func clearGradients() {
    for parameter in all {
      parameter.gradient = [Scalar](repeating: 0, count: parameter.gradient.count)
    }
  }
}
