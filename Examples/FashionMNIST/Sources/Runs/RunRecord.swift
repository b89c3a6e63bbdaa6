import Foundation

/// What came of one run: all that a report needs.
public struct RunRecord: Codable, Equatable, Sendable {
  public struct Epoch: Codable, Equatable, Sendable {
    /// Mean over the epoch's images, each by the weights that its batch met.
    public var loss: Double
    public var trainingAccuracy: Double
    public var testAccuracy: Double
    /// The part of all units that are dead.
    public var deadUnits: Double
    /// Of training alone, without the test.
    public var seconds: Double
    /// What the thread that trains spent of them on a processor, and not waiting for one; of a run with more threads, the other
    /// threads' are missing.
    public var processorSeconds: Double
    public var images: Int

    public var imagesPerSecond: Double { Double(images) / seconds }

    public init(
      loss: Double, trainingAccuracy: Double, testAccuracy: Double, deadUnits: Double,
      seconds: Double, processorSeconds: Double, images: Int
    ) {
      self.loss = loss
      self.trainingAccuracy = trainingAccuracy
      self.testAccuracy = testAccuracy
      self.deadUnits = deadUnits
      self.seconds = seconds
      self.processorSeconds = processorSeconds
      self.images = images
    }
  }

  public var settings: Settings
  public var origin: Origin
  /// Slopes among them.
  public var parameters: Int
  public var epochs: [Epoch]
  public var slopes: [LayerSlopes]
  public var units: [LayerUnits]

  public init(
    settings: Settings, origin: Origin, parameters: Int, epochs: [Epoch], slopes: [LayerSlopes],
    units: [LayerUnits]
  ) {
    self.settings = settings
    self.origin = origin
    self.parameters = parameters
    self.epochs = epochs
    self.slopes = slopes
    self.units = units
  }

  /// After the last epoch; 0 where there was none.
  public var testAccuracy: Double { epochs.last?.testAccuracy ?? 0 }

  /// Of the processor, for training, on average.
  public var processorSecondsAnEpoch: Double {
    epochs.map(\.processorSeconds).reduce(0, +) / Double(max(epochs.count, 1))
  }

  /// Whether the last epoch's loss is no finite number.
  public var hasDiverged: Bool { epochs.last.map { !$0.loss.isFinite } ?? false }
}

/// The slopes that a layer learned.
public struct LayerSlopes: Codable, Equatable, Sendable {
  public var layer: String
  public var slopes: [Double]

  public init(layer: String, slopes: [Double]) {
    self.layer = layer
    self.slopes = slopes
  }
}

/// How many of a layer's units are dead, which is never positive on the test set. A unit is what has weights of its own: a
/// channel of a convolution, wherever in the image it stands, and an output of a dense layer.
public struct LayerUnits: Codable, Equatable, Sendable {
  public var layer: String
  public var dead: Int
  public var units: Int

  public init(layer: String, dead: Int, units: Int) {
    self.layer = layer
    self.dead = dead
    self.units = units
  }
}
