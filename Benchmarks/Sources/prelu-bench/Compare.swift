import ArgumentParser
import Foundation
import RecordedRuns
import Report

extension RecordedClock: ExpressibleByArgument {}

/// Compares two recorded runs.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares two recorded runs of the same machine, case by case.",
    discussion: """
      Reads what --json wrote, and what other programs wrote in Google Benchmark's JSON format.

      Exit status: 0 no regression, 2 a regression, 3 too noisy to say, others an error.

      Times of different runs differ by what the machine does beside them, on shared machines by \
      tens of percent: compare runs of the same machine, one soon after the other. \
      scripts/perf-check measures two revisions in turns, which takes that away.
      """)

  @Argument(help: "The run to compare with.")
  var old: String

  @Argument(help: "The run that is compared.")
  var new: String

  @Option(
    help: ArgumentHelp(
      "The least change of a time that counts. Runs of a quiet machine differ by less.",
      valueName: "percent"))
  var floor = 20.0

  @Option(help: ArgumentHelp("Which times are compared: real or cpu.", valueName: "clock"))
  var time = RecordedClock.real

  @Flag(help: "Compare the cases that both runs have, where one lacks some.")
  var common = false

  @Flag(
    help: """
      Compare files that say they are of a debug build too. Debian's Google Benchmark says so of \
      every program: it means the library itself.
      """)
  var allowDebug = false

  @Option(
    help: ArgumentHelp(
      "Also append the table to a file, as Markdown: $GITHUB_STEP_SUMMARY, say.", valueName: "file")
  )
  var markdown: String?

  func validate() throws {
    guard floor >= 0, floor.isFinite else {
      throw ValidationError("--floor must be a number of percent from 0 on, not \(floor)")
    }
  }

  func run() throws {
    let summary = try markdown.map(OutputFile.init(appendingTo:))
    let (before, after) = (try read(old), try read(new))
    let comparison = try RunComparison(
      before, after, floor: floor / 100, commonOnly: common)
    warn(comparison)
    let report = ComparisonReport(comparison, style: .standardOutput)
    print(report.console)
    try summary?.write(Data(report.markdown.utf8))
    if let complaint = report.complaint { Diagnostics.write(complaint) }
    guard comparison.outcome == .noRegression else {
      throw ExitCode(comparison.outcome == .regression ? 2 : 3)
    }
  }

  private func read(_ path: String) throws -> RecordedRun {
    try RecordedRun(path: path, clock: time, allowsDebug: allowDebug)
  }

  private func warn(_ comparison: RunComparison) {
    let differences = comparison.old.machine.differences(from: comparison.new.machine)
    if !differences.isEmpty {
      Diagnostics.warn(
        "the runs are of different machines: " + differences.joined(separator: "; "))
    }
    let failed = comparison.failedInBoth
    if let first = failed.first {
      Diagnostics.warn("\(failed.count) cases have no time in either run, \(first.name) first")
    }
  }
}
