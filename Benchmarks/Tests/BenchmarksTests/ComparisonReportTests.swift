import RecordedRuns
import Testing

@testable import Report

struct ComparisonReportTests {
  private func run(_ path: String, _ times: [Double], spread: Double) -> RecordedRun {
    RecordedRun(
      path: path, date: "2026-01-01", revision: "abc",
      cases: times.enumerated().map { index, time in
        RecordedCase(
          name: "case|\(index)",
          result: .time(
            RecordedTime(
              median: time,
              quartiles: .init(lower: time * (1 - spread), upper: time * (1 + spread)))),
          fractionOfRoofline: 0.5)
      })
  }

  private func report(
    _ old: [Double], _ new: [Double], spread: Double, isColoured: Bool = false
  ) throws -> ComparisonReport {
    ComparisonReport(
      try RunComparison(
        run("old.json", old, spread: spread), run("new.json", new, spread: spread), floor: 0.1,
        commonOnly: false),
      style: Style(isColoured: isColoured))
  }

  @Test func theTableHasBothTimesAndTheRatio() throws {
    let lines = try report([100, 2000, 5e6], [150, 2000, 2.5e6], spread: 0.01).console
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "old  old.json, revision abc, 2026-01-01")
    #expect(lines[1] == "new  new.json, revision abc, 2026-01-01")
    let rows = lines[4...6].map { $0.split(separator: " ").map(String.init) }
    #expect(
      rows == [
        ["case|0", "100", "ns", "150", "ns", "1.50x", "±2%", "1.50x", "slower"],
        ["case|1", "2.00", "us", "2.00", "us", "1.00x", "±2%", "1.00x", "same"],
        ["case|2", "5.00", "ms", "2.50", "ms", "0.50x", "±2%", "0.50x", "faster"],
      ])
    #expect(Set(lines[3...6].map(\.count)).count == 1)
    #expect(
      lines[8] == "geometric mean of new/old 0.909; 1 same, 1 faster, 1 slower, 0 too noisy "
        + "(floor 10%)")
  }

  @Test func complaintsSayWhatIsWrongAndWhatHelps() throws {
    #expect(try report([100], [100], spread: 0.01).complaint == nil)
    let regression = try #require(try report([100, 100], [150, 180], spread: 0.01).complaint)
    #expect(regression.contains("2 of 2 cases"))
    #expect(regression.contains("case|1 the most: 1.80x"))
    #expect(regression.contains("beside 2 of them the roofline got slower too"))
    let noise = try #require(try report([100], [100], spread: 0.1).complaint)
    #expect(noise.contains("1 of 1 cases"))
    #expect(noise.contains("case|0 the most: ±22%"))
    #expect(noise.contains("--floor 23"))
    let endless = try #require(try report([100], [100], spread: 1).complaint)
    #expect(!endless.contains("--floor"))
  }

  @Test func coloursOnlyWhereWanted() throws {
    #expect(try !report([100], [150], spread: 0).console.contains("\u{1B}"))
    #expect(
      try report([100], [150], spread: 0, isColoured: true).console.contains("\u{1B}[31m"))
    #expect(
      try !report([100], [150], spread: 0, isColoured: true).markdown.contains("\u{1B}"))
  }

  @Test func markdownHasARowForEachCase() throws {
    let markdown = try report([100, 200], [150, 200], spread: 0.01).markdown
    #expect(
      markdown.contains(
        "| case | old | new | new/old | allowed | roofline | verdict |\n"
          + "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
          + "| `case\\|0` | 100 ns | 150 ns | 1.50x | ±2% | 1.50x | slower |\n"))
    // What is appended next begins a paragraph of its own.
    #expect(markdown.hasSuffix("\n\n"))
  }
}

struct MarkdownTests {
  @Test func namesAreCodeWhateverTheyHold() {
    #expect(Markdown.code("a<b>") == "`a<b>`")
    #expect(Markdown.code("a|b") == "`a\\|b`")
    #expect(Markdown.code("a`b``c") == "``` a`b``c ```")
    #expect(Markdown.code("a\nb") == "`a b`")
  }

  @Test func cellsCannotBreakTheTable() {
    #expect(
      Markdown.table(["case", "x|y"], [["a", "1 \n2|3"]])
        == "| case | x\\|y |\n| --- | ---: |\n| `a` | 1  2\\|3 |")
  }
}
