import ArgumentParser
import Cases
import Inputs
import MachineFacts
import PReLUKernels

/// Measures the cases of a suite.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures the cases of a suite and prints a table.")

  @Option(
    help: """
      The cases: quick (about a minute), networks (shapes of published networks), sweep (4 KiB to \
      1 GiB), memory (every kind of layout and slopes at four times the last-level cache), cache (the \
      same in the second-level cache), threshold (around the size of the last-level cache), threads \
      (64 KiB to 64 MiB), half (Float16 and bfloat16), broadcast (slopes shared along any axes) or \
      real (Fashion-MNIST).
      """)
  var suite: Suite = .quick

  @Option(help: ArgumentHelp("Only the cases whose name contains a match.", valueName: "regex"))
  var filter: CaseFilter?

  @Option(help: ArgumentHelp("Threads of every case, in place of the suite's: a number, or auto."))
  var threads: Case.ThreadCount?

  @Option(
    help: ArgumentHelp(
      "Instruction set of the kernels, in place of the best: portable, v2, v3 or v4.",
      valueName: "name"), transform: instructionSet(named:))
  var isa: InstructionSet?

  @Option(
    help: ArgumentHelp(
      "How long each contender is timed in a case; more is steadier.", valueName: "seconds"))
  var minTime: Double?

  @Flag(help: "Print the names of the cases and measure nothing.")
  var list = false

  @Flag(help: "Also print every rival's time, and how many times as fast the kernel is.")
  var details = false

  @Option(
    help: ArgumentHelp(
      "Also write the results to a file, in Google Benchmark's JSON format.", valueName: "file"))
  var json: String?

  @Option(
    help: ArgumentHelp(
      "Also append the table to a file, as Markdown: $GITHUB_STEP_SUMMARY, say.", valueName: "file")
  )
  var markdown: String?

  @Option(
    help: ArgumentHelp(
      "Also append the run to a history, a line of JSON, which scripts/plot-bench --history draws.",
      valueName: "file"))
  var append: String?

  @Option(
    help: ArgumentHelp(
      "Where the files of Fashion-MNIST are, for the suite real.", valueName: "directory"))
  var data = FashionMNIST.debianDirectory

  func validate() throws {
    if let minTime, !(minTime > 0 && minTime.isFinite) {
      throw ValidationError("--min-time must be a number of seconds above 0, not \(minTime)")
    }
  }

  func run() throws {
    let cases = try selectedCases()
    guard !list else { return print(cases.map(\.name).joined(separator: "\n")) }
    #if DEBUG
      throw ValidationError("this is a debug build; time a release build (swift run -c release)")
    #else
      try measure(cases)
    #endif
  }

  /// The suite's cases after `--threads` and `--filter`, each once.
  private func selectedCases() throws -> [Case] {
    var seen: Set<Case> = []
    let cases = suite.cases(lastLevelCache: Machine.current().lastLevelCacheBytes)
      .map { original in
        var changed = original
        changed.threads = threads ?? original.threads
        return changed
      }
      .filter { seen.insert($0).inserted && filter?.matches($0.name) ?? true }
    guard !cases.isEmpty else {
      throw ValidationError("no case of the suite \(suite.rawValue) matches the filter")
    }
    return cases
  }
}
