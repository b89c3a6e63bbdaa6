import ArgumentParser
import Foundation
import LayerComparison

struct Times: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times a dense layer: one side of scripts/compare-layers --speeds.",
    discussion: """
      Reads commands from standard input, a line each, and answers each with a line of JSON. `WORK DISCARDED COUNTED` does a \
      piece of work again and again for so many seconds, of which the first are not counted, and answers seconds a call, and \
      seconds of processors. WORK is product, forward, step or step-dx, the step with the gradient to the input.
      """)

  @Option(help: ArgumentHelp("Samples a batch.", valueName: "n"))
  var batch: Int

  @Option(help: ArgumentHelp("Outputs of the layer.", valueName: "n"))
  var outputs: Int

  @Option(help: ArgumentHelp("Inputs of the layer.", valueName: "n"))
  var inputs: Int

  @Option(help: ArgumentHelp("The share of its velocity that a weight keeps.", valueName: "share"))
  var momentum = 0.0

  @Option(help: ArgumentHelp("Of weights and biases.", valueName: "decay"))
  var weightDecay = 0.0

  @Option(help: ArgumentHelp("Threads to compute with; all processors by default.", valueName: "n"))
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    try checkThreads(threads)
    let allowed = 1...100_000
    guard allowed.contains(batch), allowed.contains(outputs), allowed.contains(inputs) else {
      throw ValidationError("--batch, --outputs and --inputs are numbers from 1 to 100000")
    }
  }

  private struct Ready: Encodable {
    let ready: String
  }

  private struct Block: Encodable {
    let seconds: Double
    /// Of all processors that this program ran on.
    let processorSeconds: Double
    let calls: Int
  }

  func run() throws {
    let work = try DenseWork(
      batch: batch, outputs: outputs, inputs: inputs, momentum: momentum, decay: weightDecay,
      threads: threads)
    try tell(json: Ready(ready: "swift-prelu"))
    while let line = readLine() {
      let words = line.split(separator: " ")
      guard words.count == 3, let kind = DenseWork.Kind(rawValue: String(words[0])),
        let discarded = Double(words[1]), let counted = Double(words[2])
      else {
        throw ValidationError("commands are `WORK DISCARDED COUNTED`, not \(line.debugDescription)")
      }
      _ = try block(work, kind, seconds: discarded)
      try tell(json: block(work, kind, seconds: counted))
    }
  }

  /// Works for at least so many seconds, and at least once.
  private func block(_ work: DenseWork, _ kind: DenseWork.Kind, seconds: Double) throws -> Block {
    let (start, processorStart) = (Self.now(CLOCK_MONOTONIC), Self.now(CLOCK_PROCESS_CPUTIME_ID))
    var calls = 0
    repeat {
      try work.run(kind)
      calls += 1
    } while Self.now(CLOCK_MONOTONIC) - start < seconds
    return Block(
      seconds: (Self.now(CLOCK_MONOTONIC) - start) / Double(calls),
      processorSeconds: (Self.now(CLOCK_PROCESS_CPUTIME_ID) - processorStart) / Double(calls),
      calls: calls)
  }

  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
