import ArgumentParser
import Foundation

/// The program. Its subcommands stand in files of their own.
@main
struct PReLUBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prelu-bench",
    abstract: "Measures PReLU kernels against naive loops, BLAS and the memory's speed.",
    discussion: "`prelu-bench run --help` lists the options; `run` itself may be left out.",
    subcommands: [Run.self, Compare.self], defaultSubcommand: Run.self)

  /// Runs, and puts what goes wrong into one line on standard error, with a status that is not
  /// zero.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let status = exitCode(for: error)
      guard status != .success else { exit(withError: error) }
      // A status alone comes from who has said why.
      if !(error is ExitCode) { Diagnostics.write(message(for: error)) }
      Foundation.exit(status.rawValue)
    }
  }
}
