import Foundation
public import ImageData
public import PReLULayers
public import Runs

/// Trains a network by gradient descent, one batch after the other.
public final class Trainer<Scalar: PoolingScalar> {
  public let network: Network<Scalar>

  private let settings: Settings
  private let optimizer: StochasticGradientDescent<Scalar>
  private let pixels = Pixels<Scalar>()
  /// Of the initial weights, and then of the order of images: for one seed all activations meet the same.
  private var generator: RandomGenerator

  /// A network of random weights, which nothing has been learned by.
  public init(_ settings: Settings) throws {
    self.settings = settings
    generator = RandomGenerator(seed: settings.seed)
    network = try settings.network.makeNetwork(
      activation: settings.activation.activation, using: &generator)
    optimizer = try StochasticGradientDescent(
      network.parameters,
      weights: .init(learningRate: settings.learningRate, decay: settings.weightDecay),
      slopes: .init(learningRate: settings.slopeLearningRate), momentum: settings.momentum)
  }

  /// How far an epoch has come.
  public struct Progress: Sendable {
    public fileprivate(set) var images = 0
    public let of: Int
    public fileprivate(set) var losses = 0.0
    public fileprivate(set) var correct = 0
    public fileprivate(set) var seconds = 0.0
    /// Of this thread on a processor: all that was computed where the settings say one thread.
    public fileprivate(set) var processorSeconds = 0.0

    /// Means over the images so far, each by the weights that its batch met.
    public var loss: Double { losses / Double(max(images, 1)) }
    public var accuracy: Double { Double(correct) / Double(max(images, 1)) }
    public var imagesPerSecond: Double { Double(images) / max(seconds, 1e-9) }
  }

  /// Trains with every image once, in random order, while the learning rate falls as the settings say; `epoch` counts from 0.
  ///
  /// - Returns: How the epoch ended, of which `report` hears after every batch.
  public func trainEpoch(
    _ epoch: Int, on data: LabelledImages, report: (Progress) -> Void = { _ in }
  ) throws -> Progress {
    let order = generator.permutation(data.count)
    var progress = Progress(of: data.count)
    let start = (elapsed: seconds(of: CLOCK_MONOTONIC), spent: seconds(of: CLOCK_THREAD_CPUTIME_ID))
    for position in stride(from: 0, to: order.count, by: settings.batch) {
      let batch = order[position..<min(position + settings.batch, order.count)]
      try setRates(
        remaining: 1 - (Double(epoch) + Double(position) / Double(order.count))
          / Double(settings.epochs))
      let result = try step(batch, of: data)
      progress.images += batch.count
      progress.losses += result.loss * Double(batch.count)
      progress.correct += result.correct
      progress.seconds = seconds(of: CLOCK_MONOTONIC) - start.elapsed
      progress.processorSeconds = seconds(of: CLOCK_THREAD_CPUTIME_ID) - start.spent
      report(progress)
    }
    return progress
  }

  /// Changes the weights by one batch, of the images that `order` names.
  public func step(
    _ order: ArraySlice<Int>, of data: LabelledImages
  ) throws -> SoftmaxCrossEntropy<Scalar> {
    let x = pixels.inputs(order, of: data)
    let labels = order.map { data.labels[$0] }
    let logits = try network.forward(
      x, batch: order.count, purpose: .training, threads: settings.threads)
    let result = SoftmaxCrossEntropy(
      logits: logits, labels: labels[...], classes: LabelledImages.classes)
    try network.backward(result.gradient, threads: settings.threads)
    try optimizer.step(threads: settings.threads)
    return result
  }

  /// Sets the learning rates to that part of those at the start.
  private func setRates(remaining: Double) throws {
    try optimizer.setRates(
      weights: .init(
        learningRate: remaining * settings.learningRate, decay: settings.weightDecay),
      slopes: .init(learningRate: remaining * settings.slopeLearningRate))
  }
}

/// What a clock of the system shows.
private func seconds(of clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
