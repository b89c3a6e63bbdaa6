/// How weights and biases learn.
public struct WeightRate: Equatable, Sendable {
  /// The learning rate.
  public var learningRate: Double
  /// What is added to the gradient for each unit of the weight.
  public var decay: Double

  /// A learning rate with weight decay, or without.
  public init(learningRate: Double, decay: Double = 0) {
    self.learningRate = learningRate
    self.decay = decay
  }
}

/// How slopes learn: there is no decay to be set.
public struct SlopeRate: Equatable, Sendable {
  /// The learning rate.
  public var learningRate: Double

  /// A learning rate.
  public init(learningRate: Double) {
    self.learningRate = learningRate
  }
}
