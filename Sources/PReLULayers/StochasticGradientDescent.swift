/// Stochastic gradient descent with momentum, in which slopes of PReLU have a learning rate of their own and no weight decay.
///
/// For each number w with gradient g and velocity v, 0 at first:
/// `d = g + decay * w` for weights and biases, `d = g` for slopes and where there is no decay; `v = momentum * v + d`;
/// `w = w - rate * (nesterov ? d + momentum * v : v)`. That is PyTorch's `torch.optim.SGD`, without dampening.
///
/// Slopes are not decayed because decay pulls them to 0, where PReLU is ReLU: He, Zhang, Ren and Sun 2015, "Delving Deep into
/// Rectifiers", section 2.1. Source of the momentum: Sutskever, Martens, Dahl and Hinton 2013, "On the Importance of Initialization
/// and Momentum in Deep Learning".
public final class StochasticGradientDescent<Scalar: BLASScalar> {
  /// What is learned.
  public let parameters: [Parameter<Scalar>]
  /// The share of its velocity that a number keeps at a step.
  public let momentum: Double
  /// Whether a step looks ahead along the new velocity.
  public let isNesterov: Bool
  /// How weights and biases learn; may be changed between steps.
  public private(set) var weights: WeightRate
  /// How slopes learn; may be changed between steps.
  public private(set) var slopes: SlopeRate

  /// Empty ones without momentum.
  private var velocities: [[Scalar]]

  /// An optimiser of some parameters, which have no velocity yet.
  ///
  /// - Throws: `OptimizerError` where a number is negative, infinite or NaN, Nesterov's step has no momentum, or a parameter is given
  ///   twice.
  ///
  /// - Parameters:
  ///   - parameters: What is learned, each once: a second time would be a second step.
  ///   - weights: How weights and biases learn.
  ///   - slopes: How slopes learn; `nil` with the learning rate of the weights.
  ///   - momentum: The share of its velocity that a number keeps.
  ///   - nesterov: Whether a step looks ahead.
  public init(
    _ parameters: [Parameter<Scalar>], weights: WeightRate, slopes: SlopeRate? = nil,
    momentum: Double = 0, nesterov: Bool = false
  ) throws(OptimizerError) {
    let slopes = slopes ?? SlopeRate(learningRate: weights.learningRate)
    try Self.check(weights, slopes)
    try Self.check("momentum", momentum)
    guard !nesterov || momentum > 0 else { throw .nesterovWithoutMomentum }
    var seen = Set<ObjectIdentifier>()
    for parameter in parameters where !seen.insert(ObjectIdentifier(parameter)).inserted {
      throw .repeatedParameter(parameter.name)
    }
    self.parameters = parameters
    self.momentum = momentum
    self.weights = weights
    self.slopes = slopes
    isNesterov = nesterov
    velocities = parameters.map {
      [Scalar](repeating: 0, count: momentum > 0 ? $0.values.count : 0)
    }
  }

  /// Changes how fast is learned from the next step on.
  ///
  /// - Throws: `OptimizerError` where a number is negative, infinite or NaN; nothing has been changed then.
  public func setRates(weights: WeightRate, slopes: SlopeRate) throws(OptimizerError) {
    try Self.check(weights, slopes)
    self.weights = weights
    self.slopes = slopes
  }

  /// Changes every parameter by its gradient. Its bits do not depend on the number of threads.
  ///
  /// - Memory: reads value, gradient and velocity, and writes value and velocity once: 20 bytes an element of Float. Without
  ///   momentum there is no velocity: 12.
  /// - Throws: `OptimizerError.invalidThreadCount` where `threads` is not 1 to 1,024.
  public func step(threads: Int = 1) throws(OptimizerError) {
    guard Parallel.allowedThreads.contains(threads) else { throw .invalidThreadCount(threads) }
    for (index, parameter) in parameters.enumerated() {
      let rates = rates(of: parameter.kind)
      parameter.descend(rates, velocity: &velocities[index], threads: threads)
    }
  }

  /// The numbers of a step. Those of slopes are made of a rate that has no decay.
  private func rates(of kind: ParameterKind) -> MomentumStep<Scalar> {
    switch kind {
    case .weight, .bias:
      MomentumStep(
        learningRate: weights.learningRate, decay: weights.decay, momentum: momentum,
        isNesterov: isNesterov)
    case .slope:
      MomentumStep(
        learningRate: slopes.learningRate, momentum: momentum, isNesterov: isNesterov)
    }
  }

  private static func check(
    _ weights: WeightRate, _ slopes: SlopeRate
  ) throws(OptimizerError) {
    try check("learning rate", weights.learningRate)
    try check("weight decay", weights.decay)
    try check("learning rate of slopes", slopes.learningRate)
  }

  private static func check(_ name: String, _ value: Double) throws(OptimizerError) {
    guard value >= 0, value.isFinite else { throw .invalid(name, value) }
    guard Scalar(value).isFinite else {
      throw .unrepresentable(name, value, type: "\(Scalar.self)")
    }
  }
}
