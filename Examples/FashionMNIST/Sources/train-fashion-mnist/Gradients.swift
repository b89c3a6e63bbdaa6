import ArgumentParser
import Foundation
import LayerComparison
import SafeTensors

struct Gradients: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Gradients of single layers: one side of scripts/compare-layers --gradients.",
    discussion: """
      Each file of the directory that it is given (safetensors) describes a layer and has its numbers. The layer's output and \
      gradients are written into a file of the same name in the other directory.
      """)

  @Argument(help: "The directory of what is asked.")
  var questions: String

  @Argument(help: "The directory to write answers to.")
  var answers: String

  @Option(help: "The type of all numbers.")
  var number = NumberKind.float

  @Option(help: ArgumentHelp("Threads to compute with; all processors by default.", valueName: "n"))
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    try checkThreads(threads)
  }

  func run() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: questions).sorted() {
      try naming("\(questions)/\(name)") {
        let question = try TensorFile(path: "\(questions)/\(name)")
        try answer(question).write(to: "\(answers)/\(name)")
      }
    }
  }

  private func answer(_ question: TensorFile) throws -> TensorFile {
    switch number {
    case .float: try GradientFile.answer(question, in: Float.self, threads: threads)
    case .double: try GradientFile.answer(question, in: Double.self, threads: threads)
    }
  }
}
