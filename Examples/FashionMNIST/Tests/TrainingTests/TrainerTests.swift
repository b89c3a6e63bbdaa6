import ImageData
import PReLULayers
import Runs
import Testing

@testable import Training

private func settings(
  _ network: NetworkKind, _ activation: ActivationKind, seed: UInt64 = 1, threads: Int = 1
) -> Settings {
  var settings = Settings()
  settings.network = network
  settings.activation = activation
  settings.seed = seed
  settings.threads = threads
  settings.batch = 16
  settings.epochs = 2
  return settings
}

/// All bits of a network's parameters after some epochs, and the losses of these.
private func trained(_ settings: Settings) throws -> (bits: [[UInt32]], losses: [Double]) {
  let data = try syntheticImages(56)
  let trainer = try Trainer<Float>(settings)
  let losses = try (0..<settings.epochs).map { try trainer.trainEpoch($0, on: data).loss }
  return (trainer.network.parameters.map { $0.values.map(\.bitPattern) }, losses)
}

@Suite struct TrainerTests {
  @Test(arguments: ActivationKind.allCases)
  func denseNetworksLearn(_ activation: ActivationKind) throws {
    let losses = try trained(settings(.dense, activation)).losses
    #expect(losses[1] < 0.7 * losses[0])
  }

  @Test(arguments: ActivationKind.allCases)
  func convolutionalNetworksLearn(_ activation: ActivationKind) throws {
    let losses = try trained(settings(.conv, activation)).losses
    #expect(losses[1] < losses[0])
  }

  @Test(arguments: NetworkKind.allCases, [1, 2])
  func theSameSeedGivesTheSameBits(_ network: NetworkKind, _ threads: Int) throws {
    let first = try trained(settings(network, .prelu, threads: threads))
    let second = try trained(settings(network, .prelu, threads: threads))
    #expect(first.bits == second.bits)
    #expect(first.losses == second.losses)
    let other = try trained(settings(network, .prelu, seed: 2, threads: threads))
    #expect(first.bits != other.bits)
  }

  @Test func slopesAreLearned() throws {
    let trainer = try Trainer<Float>(settings(.dense, .prelu))
    _ = try trainer.trainEpoch(0, on: syntheticImages(64))
    let slopes = trainer.network.learnedSlopes
    #expect(slopes.map(\.layer) == ["fc1", "fc2"])
    #expect(slopes.map(\.slopes.count) == [256, 128])
    #expect(slopes[0].slopes.contains { $0 != 0.25 })
    let shared = try Trainer<Float>(settings(.dense, .preluShared)).network
    #expect(shared.learnedSlopes.map(\.slopes) == [[0.25], [0.25]])
    let relu = try Trainer<Float>(settings(.dense, .relu)).network
    #expect(relu.learnedSlopes.isEmpty)
    #expect(shared.parameterCount == relu.parameterCount + 2)
  }

  @Test func reportsEveryBatch() throws {
    var seen: [Int] = []
    let trainer = try Trainer<Float>(settings(.dense, .relu))
    let progress = try trainer.trainEpoch(0, on: syntheticImages(40)) { seen.append($0.images) }
    #expect(seen == [16, 32, 40])
    #expect(progress.images == 40 && progress.of == 40)
    #expect((0...1).contains(progress.accuracy))
    // What one thread computes is no more than what passes; clocks tick by themselves.
    #expect(progress.processorSeconds > 0)
    #expect(progress.processorSeconds <= progress.seconds + 0.02)
  }

  /// The gradients of all layers, pooling among them, against central differences of the loss.
  @Test(arguments: [ActivationKind.prelu, .elu])
  func gradientsAreThoseOfFiniteDifferences(_ activation: ActivationKind) throws {
    let data = try syntheticImages(2)
    let network = try Trainer<Double>(settings(.conv, activation)).network
    let x = Pixels<Double>().inputs([0, 1], of: data)
    func loss() throws -> SoftmaxCrossEntropy<Double> {
      let logits = try network.forward(x, batch: 2, purpose: .training)
      return SoftmaxCrossEntropy(logits: logits, labels: data.labels[...], classes: 10)
    }
    try network.backward(loss().gradient)
    let step = 0x1p-20
    for parameter in network.parameters {
      let values = parameter.values
      for index in [0, values.count / 2, values.count - 1] {
        let losses = try [step, -step].map { distance in
          var shifted = values
          shifted[index] += distance
          try parameter.replaceValues(shifted)
          return try loss().loss
        }
        let difference = (losses[0] - losses[1]) / (2 * step)
        try parameter.replaceValues(values)
        let gradient = parameter.gradient[index]
        // Losses of a few units have errors of some 2^-48, which the division by 2 step makes 2^-29; what curvature adds, step^2
        // times a third derivative, is less.
        #expect(abs(gradient - difference) < 0x1p-26 * max(1, abs(gradient)), "\(parameter.name)")
      }
    }
  }
}
