import PReLULayers
import Runs

/// Which units of a layer were positive for some image that went through the network.
struct UnitsSeen {
  private let name: String
  private let layer: Int
  private var wasPositive: [Bool]

  /// The layer numbered `layer`, whose units are the first axis of its output.
  init<Scalar: BLASScalar>(_ network: Network<Scalar>, layer: Int) {
    name = network.layers[layer].name
    self.layer = layer
    wasPositive = [Bool](repeating: false, count: network.layers[layer].outputShape[0])
  }

  var summary: LayerUnits {
    LayerUnits(layer: name, dead: wasPositive.count { !$0 }, units: wasPositive.count)
  }

  /// Takes note of the batch that went through the network last, `x`.
  mutating func look<Scalar: BLASScalar>(
    at network: Network<Scalar>, _ x: [Scalar], batch: Int, threads: Int
  ) throws {
    let input = layer == 0 ? x : network.output(ofLayer: layer - 1)
    let output = network.output(ofLayer: layer)
    let signs = try Self.signs(network.layers[layer], input, output, batch, threads)
    note(signs, batch: batch)
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  private mutating func note<Scalar: BLASScalar>(_ output: [Scalar], batch: Int) {
    let units = wasPositive.count
    let inner = output.count / (max(batch, 1) * units)
    for row in 0..<batch * units where !wasPositive[row % units] {
      wasPositive[row % units] = output[row * inner..<(row + 1) * inner].contains { $0 > 0 }
    }
  }

  /// Numbers that are positive exactly where what the activation was applied to is.
  ///
  /// That is its output, but for slopes below zero, which make positive numbers of negative ones: then the layer is run again
  /// with slopes of 0.
  private static func signs<Scalar: BLASScalar>(
    _ layer: some Layer<Scalar>, _ x: [Scalar], _ output: [Scalar], _ batch: Int, _ threads: Int
  ) throws -> [Scalar] {
    guard let slope = layer.slope, slope.values.contains(where: { $0 < 0 }) else { return output }
    let learned = slope.values
    try slope.replaceValues([Scalar](repeating: 0, count: learned.count))
    // As many values as there were are not refused.
    defer { try? slope.replaceValues(learned) }
    var signs = output
    var y = signs.mutableSpan
    try layer.forward(x.span, into: &y, batch: batch, purpose: .inference, threads: threads)
    return signs
  }
}
