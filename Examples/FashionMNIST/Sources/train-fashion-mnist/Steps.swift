import ArgumentParser
import Foundation
import ImageData
import PReLUKernels
import PReLULayers
import Runs
import SafeTensors
import Training

/// The type of number to train in.
enum NumberKind: String, CaseIterable, ExpressibleByArgument {
  case float
  case double
}

struct Steps: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trains as many steps as it is told to: one side of scripts/compare-training.",
    discussion: """
      Reads commands from standard input, a line each, and answers each with a line of JSON. `step N` trains with the next N \
      batches of successive images, with a learning rate that stays as it is, and answers losses and seconds; `test` answers \
      the accuracy on the test images.
      """)

  @OptionGroup var source: DataArguments

  @Option(help: "The network.")
  var network = NetworkKind.conv

  @Option(help: "The activation behind every layer but the last.")
  var activation = ActivationKind.prelu

  @Option(help: "The type of all numbers.")
  var number = NumberKind.float

  @Option(help: ArgumentHelp("The initial weights (safetensors).", valueName: "file"))
  var weights: String

  @Option(help: ArgumentHelp("Threads to compute with; all processors by default.", valueName: "n"))
  var threads = Threads.processorCount

  @OptionGroup var learning: LearningArguments

  func validate() throws {
    try checkThreads(threads)
  }

  func run() throws {
    switch number {
    case .float: try run(Float.self)
    case .double: try run(Double.self)
    }
  }

  private struct Ready: Encodable {
    let ready: String
  }

  private struct Step: Encodable {
    var losses: [Double] = []
    var seconds = 0.0
  }

  private struct Test: Encodable {
    let accuracy: Double
  }

  private func run<Scalar: PoolingScalar>(_: Scalar.Type) throws {
    var settings = learning.apply(to: Settings())
    settings.network = network
    settings.activation = activation
    settings.threads = threads
    let trainer = try Trainer<Scalar>(settings)
    try naming(weights) {
      try ModelFile.load(TensorFile(path: weights), into: trainer.network, network, activation)
    }
    let data = try FashionMNIST(directory: source.data)
    let images = data.training.prefix(learning.images)
    var next = 0
    try tell(json: Ready(ready: "swift-prelu"))
    while let line = readLine() {
      let words = line.split(separator: " ")
      if words.count == 2, words[0] == "step", let count = Int(words[1]), count >= 0 {
        try tell(json: step(count, trainer, images, &next))
      } else if words == ["test"] {
        let evaluation = try Evaluation(of: trainer.network, on: data.test, threads: threads)
        try tell(json: Test(accuracy: evaluation.accuracy))
      } else {
        throw ValidationError("commands are `step N` and `test`, not \(line.debugDescription)")
      }
    }
  }

  /// Trains with `count` batches from the one numbered `next` on; images that fill no batch are left out.
  private func step<Scalar: PoolingScalar>(
    _ count: Int, _ trainer: Trainer<Scalar>, _ images: LabelledImages, _ next: inout Int
  ) throws -> Step {
    let size = min(learning.batch, images.count)
    let start = ProcessInfo.processInfo.systemUptime
    var result = Step()
    for _ in 0..<count {
      let first = next % (images.count / size) * size
      result.losses.append(try trainer.step(ArraySlice(first..<first + size), of: images).loss)
      next += 1
    }
    result.seconds = ProcessInfo.processInfo.systemUptime - start
    return result
  }
}
