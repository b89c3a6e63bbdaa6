import Cases
import Contenders
import Foundation
import MachineFacts
import Measurement
import Testing

@testable import Report

struct HistoryTests {
  private let session = Session(
    machine: Machine.current(), instructionSet: "v3", rooflineInstructionSet: "AVX-512",
    revision: "abc", suite: "quick", threads: "auto (2)", minimumTime: 0.1,
    date: Date(timeIntervalSince1970: 0), executable: "prelu-bench")

  private func timing(_ samples: [Double]) -> Timing {
    Timing(rounds: [samples], processorTime: 1, calls: samples.count)
  }

  private var results: [CaseResult] {
    let subject = Case(.forward, .float, .nc, .channel, [100, 10], threads: .automatic)
    var other = subject
    other.direction = .backward
    return [
      CaseResult(
        subject, kernel: timing([90, 100, 110]), rivals: [.init(.roofline, "r", timing([80]))]),
      CaseResult(other, kernel: timing([100]), rivals: []),
    ]
  }

  @Test func aRunIsALine() throws {
    let line = try HistoryRecord(session, results).encoded()
    #expect(line.last == UInt8(ascii: "\n"))
    #expect(line.count { $0 == UInt8(ascii: "\n") } == 1)
    let record = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
    #expect(record["history_version"] as? Int == 1)
    #expect(record["revision"] as? String == "abc")
    #expect(record["date"] as? String == "1970-01-01T00:00:00Z")
    #expect(record["suite"] as? String == "quick")
    let machine = try #require(record["machine"] as? [String: Any])
    #expect(machine["instruction_set"] as? String == "v3")
    #expect(machine["cpu_model"] as? String == Machine.current().model)
    let cases = try #require(record["cases"] as? [[String: Any]])
    #expect(cases.count == 2)
    #expect(cases[0]["name"] as? String == results[0].subject.name)
    let numbers = [
      "real_time": 100, "real_time_lower_quartile": 95, "real_time_upper_quartile": 105,
      "bytes_per_second": 8040 / 100e-9, "fraction_of_roofline": 0.8,
    ]
    for (key, value) in numbers { #expect(cases[0][key] as? Double == value, "\(key)") }
    #expect(cases[1]["fraction_of_roofline"] == nil)
  }

  @Test func theRunAsMarkdownHasTheSameCells() {
    let table = Table(
      names: results.map(\.subject.name), comparisons: [.roofline],
      style: Style(isColoured: true))
    let markdown = RunSummary(session, table, results).markdown
    #expect(markdown.contains("| case | time | spread | GB/s | roofline |"))
    #expect(
      markdown.contains("| `\(results[0].subject.name)` | 100 ns | ±5% | 80.4 | 80% |"))
    #expect(!markdown.contains("\u{1B}"))
  }
}

/// Files for results, in a directory that goes away with the test.
final class OutputFileTests {
  private let directory: URL
  private var path: String { directory.appending(path: "file").path }

  init() throws {
    directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  private func contents() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  private func put(_ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  @Test func appendingKeepsWhatIsThere() throws {
    #expect(try !OutputFile(appendingTo: path).write(line: Data("one\n".utf8)))
    #expect(try !OutputFile(appendingTo: path).write(line: Data("two\n".utf8)))
    #expect(try contents() == "one\ntwo\n")
  }

  @Test func aLineThatWasCutStaysAlone() throws {
    try put("one\ntw")
    #expect(try OutputFile(appendingTo: path).write(line: Data("three\n".utf8)))
    #expect(try contents() == "one\ntw\nthree\n")
  }

  @Test func openingToAppendChangesNothing() throws {
    try put("one")
    _ = try OutputFile(appendingTo: path)
    #expect(try contents() == "one")
    try OutputFile(replacing: path).write(Data("two".utf8))
    #expect(try contents() == "two")
  }

  @Test(arguments: ["/nowhere/history.jsonl", "/"])
  func whatCannotBeOpenedSaysWhy(_ path: String) throws {
    let error = #expect(throws: OutputError.self) { try OutputFile(appendingTo: path) }
    #expect(error?.path == path)
    #expect(error?.reason.isEmpty == false)
  }
}
