public import ImageData
import PReLULayers
public import Runs

/// One training from its first epoch to its last, and what there is to tell of it.
public struct Run {
  public private(set) var record: RunRecord
  public let trainer: Trainer<Float>

  /// A run with random weights, on data that `origin` tells of.
  public init(_ settings: Settings, origin: Origin) throws {
    trainer = try Trainer(settings)
    record = RunRecord(
      settings: settings, origin: origin, parameters: trainer.network.parameterCount, epochs: [],
      slopes: [], units: [])
  }

  /// Trains for all epochs of the settings.
  ///
  /// - Parameters:
  ///   - progress: Hears of every batch, and of which epoch it is, from 0.
  ///   - finished: Hears of every epoch.
  public mutating func train(
    on data: FashionMNIST, progress: (Int, Trainer<Float>.Progress) -> Void = { _, _ in },
    finished: (Int, RunRecord.Epoch) -> Void = { _, _ in }
  ) throws {
    let images = data.training.prefix(record.settings.images)
    for epoch in 0..<record.settings.epochs {
      let result = try trainer.trainEpoch(epoch, on: images) { progress(epoch, $0) }
      let evaluation = try evaluate(on: data)
      let ended = RunRecord.Epoch(
        loss: result.loss, trainingAccuracy: result.accuracy, testAccuracy: evaluation.accuracy,
        deadUnits: evaluation.deadUnits, seconds: result.seconds,
        processorSeconds: result.processorSeconds, images: images.count)
      record.epochs.append(ended)
      record.units = evaluation.units
      finished(epoch, ended)
    }
    record.slopes = trainer.network.learnedSlopes
  }

  /// What the network makes of the test images.
  public func evaluate(on data: FashionMNIST) throws -> Evaluation {
    try Evaluation(of: trainer.network, on: data.test, threads: record.settings.threads)
  }
}
