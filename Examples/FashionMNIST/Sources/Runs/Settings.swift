/// All that decides how a run ends, but for the machine: the same settings give the same bits.
public struct Settings: Codable, Equatable, Sendable {
  public var network = NetworkKind.conv
  public var activation = ActivationKind.prelu
  public var epochs = 10
  public var seed: UInt64 = 1
  public var threads = 1
  /// Images a batch.
  public var batch = 64
  /// At the start; it falls along a line to zero at the end of the last epoch.
  public var learningRate = 0.02
  /// The same for slopes.
  public var slopeLearningRate = 0.02
  public var momentum = 0.9
  /// Of weights and biases; slopes do not decay.
  public var weightDecay = 0.0005
  /// Trains with so many images, the first of the data set.
  public var images = 60_000

  public init() {}
}
