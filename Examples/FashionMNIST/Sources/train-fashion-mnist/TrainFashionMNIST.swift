import ArgumentParser
import Foundation

/// The program. Its subcommands stand in files of their own.
@main
struct TrainFashionMNIST: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train-fashion-mnist",
    abstract: "Trains networks with learned slopes on Fashion-MNIST.",
    discussion:
      "`train-fashion-mnist train --help` lists the options; `train` itself may be left out.",
    subcommands: [Train.self, Report.self, Steps.self, Gradients.self, Times.self],
    defaultSubcommand: Train.self)

  /// Runs, and puts what goes wrong into one line on standard error, with a status that is not zero.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let status = exitCode(for: error)
      guard status != .success else { exit(withError: error) }
      let text = message(for: error).split(separator: "\n").joined(separator: " ")
      FileHandle.standardError.write(Data("train-fashion-mnist: \(text)\n".utf8))
      Foundation.exit(status.rawValue)
    }
  }
}
