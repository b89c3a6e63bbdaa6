import ArgumentParser
import Foundation
import ImageData
import Runs

extension NetworkKind: ExpressibleByArgument {}
extension ActivationKind: ExpressibleByArgument {}

/// Where the images are.
struct DataArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The directory of the data set's four files.", valueName: "dir"))
  var data = FashionMNIST.debianDirectory
}

/// How networks learn.
struct LearningArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Images a batch.", valueName: "n"))
  var batch = Settings().batch

  @Option(help: ArgumentHelp("At the start; it falls along a line to 0.", valueName: "rate"))
  var learningRate = Settings().learningRate

  @Option(help: ArgumentHelp("That of slopes; the same where it is not given.", valueName: "rate"))
  var slopeLearningRate: Double?

  @Option(help: ArgumentHelp("The share of its velocity that a weight keeps.", valueName: "share"))
  var momentum = Settings().momentum

  @Option(help: ArgumentHelp("Of weights and biases; slopes do not decay.", valueName: "decay"))
  var weightDecay = Settings().weightDecay

  @Option(help: ArgumentHelp("Train with the first n images alone.", valueName: "n"))
  var images = Settings().images

  func validate() throws {
    guard batch >= 1 else { throw ValidationError("--batch is a number from 1 on") }
    guard images >= 1 else { throw ValidationError("--images is a number from 1 on") }
    let numbers = [
      ("learning-rate", learningRate), ("slope-learning-rate", slopeLearningRate ?? 0),
      ("momentum", momentum), ("weight-decay", weightDecay),
    ]
    for (name, number) in numbers where !(number >= 0 && number.isFinite) {
      throw ValidationError("--\(name) is a finite number from 0 on")
    }
  }

  /// `settings` with these in them.
  func apply(to settings: Settings) -> Settings {
    var settings = settings
    settings.batch = batch
    settings.learningRate = learningRate
    settings.slopeLearningRate = slopeLearningRate ?? learningRate
    settings.momentum = momentum
    settings.weightDecay = weightDecay
    settings.images = images
    return settings
  }
}

/// Whether there is a directory at `path`.
func isDirectory(_ path: String) -> Bool {
  var isDirectory: ObjCBool = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    && isDirectory.boolValue
}

/// Throws unless `threads` is a number of threads that this machine can run at once.
func checkThreads(_ threads: Int) throws {
  let processors = ProcessInfo.processInfo.activeProcessorCount
  guard (1...max(processors, 1)).contains(threads) else {
    throw ValidationError("--threads is a number from 1 to \(processors), the processors here")
  }
}

/// Throws unless `epochs` is a number of epochs that a person would wait for.
func checkEpochs(_ epochs: Int, atLeast least: Int) throws {
  guard (least...10_000).contains(epochs) else {
    throw ValidationError("--epochs is a number from \(least) to 10000")
  }
}
