import ArgumentParser
import Foundation
import ImageData
import PReLUKernels
import PReLULayers
import Runs
import SafeTensors
import Training

struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trains a network, and says what it makes of the test images.")

  @OptionGroup var source: DataArguments

  @Option(help: "The network.")
  var network = NetworkKind.conv

  @Option(help: "The activation behind every layer but the last.")
  var activation = ActivationKind.prelu

  @Option(help: ArgumentHelp("Times through the training images; 0 only tests.", valueName: "n"))
  var epochs = Settings().epochs

  @Option(help: ArgumentHelp("Of weights and the order of images.", valueName: "n"))
  var seed = Settings().seed

  @Option(help: ArgumentHelp("Threads to compute with; all processors by default.", valueName: "n"))
  var threads = Threads.processorCount

  @Option(help: ArgumentHelp("Write the network here at the end (safetensors).", valueName: "file"))
  var save: String?

  @Option(help: ArgumentHelp("Begin with the network in this file.", valueName: "file"))
  var load: String?

  @OptionGroup var learning: LearningArguments

  func validate() throws {
    try checkThreads(threads)
    try checkEpochs(epochs, atLeast: 0)
    if let save { try checkSave(save) }
  }

  /// Throws where nothing can be saved: to be told at the end that all was in vain is too late.
  private func checkSave(_ path: String) throws {
    let directory = URL(filePath: path).deletingLastPathComponent().path
    guard !isDirectory(path) else {
      throw ValidationError("--save: \(path) is a directory; name a file")
    }
    guard isDirectory(directory) else {
      throw ValidationError("--save: there is no directory \(directory)")
    }
    guard FileManager.default.isWritableFile(atPath: directory) else {
      throw ValidationError("--save: nothing can be written into \(directory)")
    }
  }

  func run() throws {
    var settings = learning.apply(to: Settings())
    settings.network = network
    settings.activation = activation
    settings.epochs = epochs
    settings.seed = seed
    settings.threads = threads

    let data = try FashionMNIST(directory: source.data)
    var run = try Run(settings, origin: Origin(of: data))
    if let load {
      try naming(load) {
        let file = try TensorFile(path: load)
        try ModelFile.load(file, into: run.trainer.network, network, activation)
      }
    }
    try train(&run, on: data)
    let saved = Result { try save(run.trainer.network) }
    // What was learned is told even where it cannot be saved.
    tellSummary(of: run, try run.evaluate(on: data))
    try saved.get()
  }

  private func save(_ trained: Network<Float>) throws {
    guard let save else { return }
    try naming(save) {
      try ModelFile.file(of: trained, network, activation).write(to: save)
    }
  }

  private func train(_ run: inout Run, on data: FashionMNIST) throws {
    var bar = ProgressBar()
    try run.train(on: data) { epoch, progress in
      bar.show(
        part: Double(progress.images) / Double(progress.of),
        "epoch \(epoch + 1)/\(epochs)  loss \(decimal(progress.loss, 4))"
          + "  accuracy \(percent(progress.accuracy))"
          + "  \(decimal(progress.imagesPerSecond, 0)) images/s")
    } finished: { epoch, result in
      bar.clear()
      tell(
        "epoch \(epoch + 1)/\(epochs)  loss \(decimal(result.loss, 4))"
          + "  accuracy \(percent(result.trainingAccuracy))"
          + "  test accuracy \(percent(result.testAccuracy))"
          + "  dead units \(percent(result.deadUnits))"
          + "  \(decimal(result.imagesPerSecond, 0)) images/s")
    }
  }

  private func tellSummary(of run: Run, _ evaluation: Evaluation) {
    for layer in run.trainer.network.learnedSlopes {
      let slopes = layer.slopes
      let mean = slopes.reduce(0, +) / Double(max(slopes.count, 1))
      var line = "slopes of \(layer.layer)  \(slopes.count), mean \(decimal(mean, 3))"
      if let least = slopes.min(), let greatest = slopes.max(), slopes.count > 1 {
        line += ", from \(decimal(least, 3)) to \(decimal(greatest, 3))"
      }
      tell(line)
    }
    for layer in evaluation.units {
      tell("dead units of \(layer.layer)  \(layer.dead) of \(layer.units)")
    }
    tell("test accuracy: \(percent(evaluation.accuracy))")
  }
}
