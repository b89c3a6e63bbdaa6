import ArgumentParser
import Cases
import Contenders
import Foundation
import Inputs
import MachineFacts
import PReLUKernels
import Report

extension Run {
  /// Measures `cases`, prints each as soon as it is known, and writes the file that was asked for.
  func measure(_ cases: [Case]) throws {
    let session = try session(cases)
    let file = try json.map(OutputFile.init(replacing:))
    let summary = try markdown.map(OutputFile.init(appendingTo:))
    let history = try append.map(OutputFile.init(appendingTo:))
    let inputs = suite == .real ? try realInputs() : nil
    let roles = Role.all(of: suite)
    let runner = CaseRunner(
      instructionSet: isa, roles: roles, minimumTime: session.minimumTime, inputs: inputs)
    let style = Style.standardOutput
    let table = Table(
      names: cases.map(\.name), comparisons: Comparison.all(in: cases, roles: roles), style: style)
    let bar = ProgressBar(total: cases.count)

    show(Header(session, style: style).text + "\n\n" + table.title)
    var results: [CaseResult] = []
    defer { bar.clear() }
    for subject in cases {
      bar.show(done: results.count, name: subject.name)
      let result = try runner.run(subject)
      results.append(result)
      bar.clear()
      show(table.row(result))
      if details { show(table.details(result)) }
    }
    show("\n" + table.legend)
    try file?.write(GoogleBenchmark(session, results).encoded())
    try summary?.write(Data(RunSummary(session, table, results).markdown.utf8))
    if try history?.write(line: HistoryRecord(session, results).encoded()) == true {
      Diagnostics.warn(
        "the last line of \(append ?? "the history") was cut short; it stays as it was")
    }
  }

  private func session(_ cases: [Case]) throws -> Session {
    let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    var threads: [String] = []
    for count in cases.map(\.threads) {
      let name = count == .automatic ? "auto (\(CaseRunner.processors))" : "\(count)"
      if !threads.contains(name) { threads.append(name) }
    }
    return Session(
      machine: Machine.current(),
      instructionSet: try (isa ?? InstructionSet.current).rawValue,
      rooflineInstructionSet: CaseRunner.rooflineInstructionSet,
      revision: Revision.containing(executable), suite: suite.rawValue,
      threads: threads.joined(separator: ", "), minimumTime: minTime ?? suite.minimumTime,
      date: Date(), executable: executable)
  }

  private func realInputs() throws -> [Float] {
    DenseLayer.preactivations(of: try FashionMNIST(directory: data).scaled)
  }

  /// Prints at once, also where standard output is a pipe.
  private func show(_ text: String) {
    print(text)
    fflush(nil)
  }
}
