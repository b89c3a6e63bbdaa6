public import ImageData
public import PReLULayers
public import Runs

/// What a network makes of images that it was not trained with.
public struct Evaluation: Equatable, Sendable {
  public private(set) var accuracy = 0.0
  public private(set) var units: [LayerUnits] = []

  /// The part of all units that is dead.
  public var deadUnits: Double {
    Double(units.map(\.dead).reduce(0, +)) / Double(max(units.map(\.units).reduce(0, +), 1))
  }

  /// Images that go through the network at once.
  private static let batch = 250

  public init<Scalar: BLASScalar>(
    of network: Network<Scalar>, on data: LabelledImages, threads: Int
  ) throws {
    let pixels = Pixels<Scalar>()
    var layers = network.activatedLayers.map { UnitsSeen(network, layer: $0) }
    var correct = 0
    for start in stride(from: 0, to: data.count, by: Self.batch) {
      let range = start..<min(start + Self.batch, data.count)
      let x = pixels.inputs(ArraySlice(range), of: data)
      let logits = try network.forward(x, batch: range.count, threads: threads)
      let loss = SoftmaxCrossEntropy(
        logits: logits, labels: data.labels[range], classes: LabelledImages.classes)
      correct += loss.correct
      for index in layers.indices {
        try layers[index].look(at: network, x, batch: range.count, threads: threads)
      }
    }
    accuracy = Double(correct) / Double(max(data.count, 1))
    units = layers.map(\.summary)
  }
}
