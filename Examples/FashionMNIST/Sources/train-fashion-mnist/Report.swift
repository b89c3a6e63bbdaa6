import ArgumentParser
import Foundation
import ImageData
import PReLUKernels
import Reporting
import Runs

struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trains every activation with several seeds, and writes a report.",
    discussion: """
      Seeds are trained side by side, with one thread each. Every run that ends leaves a file in the directory; a report that was \
      stopped goes on from there when it is asked for again.
      """)

  @OptionGroup var source: DataArguments

  @Option(help: "The network.")
  var network = NetworkKind.conv

  @Option(help: "Only this activation; may be given more than once.")
  var activation: [ActivationKind] = []

  @Option(help: ArgumentHelp("Seeds of each activation, 1 to n.", valueName: "n"))
  var seeds: UInt64 = 5

  @Option(help: ArgumentHelp("Times through the training images.", valueName: "n"))
  var epochs = 8

  @Option(help: ArgumentHelp("Runs side by side; all processors by default.", valueName: "n"))
  var threads = Threads.processorCount

  @Option(help: ArgumentHelp("The directory to write to.", valueName: "dir"))
  var output = "fashion-mnist-report"

  @OptionGroup var learning: LearningArguments

  func validate() throws {
    try checkThreads(threads)
    try checkEpochs(epochs, atLeast: 1)
    guard (1...1000).contains(seeds) else {
      throw ValidationError("--seeds is a number from 1 to 1000")
    }
  }

  func run() throws {
    // To be told after hours that it is missing is too late.
    try Picture.checkProgram()
    let data = try FashionMNIST(directory: source.data)
    let origin = Origin(of: data)
    let store = try RecordStore(directory: output)
    try SideBySide(store: store, data: data, origin: origin, workers: threads).run(wanted)
    let records = try wanted.compactMap { try store.record(of: $0, on: origin.data) }
    try store.writeReport(of: records, circumstances)
    tell("report: \(output)/report.md")
  }

  /// One seed of every activation after the other, so that what disturbs the machine for a while disturbs all of them.
  private var wanted: [Settings] {
    // One that is named twice is trained, and counted, once.
    let activations = ActivationKind.allCases.filter {
      activation.isEmpty || activation.contains($0)
    }
    return (1...seeds).flatMap { seed in
      activations.map { activation in
        var settings = learning.apply(to: Settings())
        settings.network = network
        settings.activation = activation
        settings.epochs = epochs
        settings.seed = seed
        return settings
      }
    }
  }

  /// What scripts/train was given, where it runs the program.
  private var circumstances: Circumstances {
    let environment = ProcessInfo.processInfo.environment
    let command = ["train-fashion-mnist"] + CommandLine.arguments.dropFirst()
    return Circumstances(
      command: environment["TRAIN_COMMAND"] ?? command.joined(separator: " "),
      revision: Origin.revision, processors: Threads.processorCount)
  }
}
