import PReLULayers

/// A layer with numbers for all that it takes, and what it makes of them.
struct LayerProblem<Scalar: BLASScalar> {
  let network: Network<Scalar>
  let batch: Int
  let x: [Scalar]
  /// The gradient to the output.
  let g: [Scalar]

  /// Whose products are multiples of 2^-8 and an odd one of 2^-9.
  ///
  /// With `positiveSlopes` the gradients are computed of the output, otherwise of the product where a slope is not above 0.
  init(
    _ layer: LayerCase, _ activation: Activation, batch: Int, seed: UInt64 = 7,
    positiveSlopes: Bool = false
  ) throws {
    var numbers = DyadicNumbers(seed: seed)
    network = try Network([layer.layer(Scalar.self, activation)])
    self.batch = batch
    x = numbers.numbers(batch * network.layers[0].inputCount)
    g = numbers.numbers(batch * network.layers[0].outputCount)
    for parameter in network.parameters {
      let count = parameter.values.count
      switch parameter.kind {
      case .weight: try parameter.replaceValues(numbers.numbers(count))
      case .bias: try parameter.replaceValues(numbers.biases(count))
      case .slope:
        let slopes: [Scalar] = numbers.slopes(count)
        try parameter.replaceValues(positiveSlopes ? slopes.map { abs($0) + 0.0625 } : slopes)
      }
    }
  }

  func forward(_ purpose: Purpose, threads: Int) throws -> [Scalar] {
    try network.forward(x, batch: batch, purpose: purpose, threads: threads)
  }

  func parameter(_ kind: ParameterKind) -> Parameter<Scalar>? {
    network.parameters.first { $0.kind == kind }
  }

  /// The layer's product and gradients, from their formulas.
  func naive(_ layer: LayerCase) -> NaiveLayer<Scalar> {
    NaiveLayer(
      layer: layer, weight: parameter(.weight)?.values ?? [], bias: parameter(.bias)?.values ?? [],
      batch: batch)
  }
}
