import Foundation
import Testing

@testable import Reporting

/// Reports of small networks; where gnuplot is installed, which draws their pictures.
@Suite(.enabled(if: (try? Picture.checkProgram()) != nil)) struct ReportTests {
  @Test func goesOnAfterAnInterruption() throws {
    try Program.use { program in
      let directory = "\(program.directory)/report"
      let (choice, seeds, epochs) = ("--network=dense", "--seeds=2", "--epochs=1")
      try program.interrupt(
        "report", choice, seeds, epochs, "--output", directory,
        atFirstFileIn: "\(directory)/runs")
      let result = try program.run("report", choice, seeds, epochs, "--output", directory)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.lines.first?.hasSuffix("of 12 runs have ended before") == true)
      #expect(result.lines.last == "report: \(directory)/report.md")
      let text = try String(contentsOfFile: "\(directory)/report.md", encoding: .utf8)
      #expect(text.contains("1 epochs of 100 images"))
      #expect(text.contains("on the 50 test"))
      #expect(text.contains("| PReLU by channel | 2 |"))
      // The same again, of nothing but records.
      let again = try program.run("report", choice, seeds, epochs, "--output", directory)
      #expect(again.lines.first == "12 of 12 runs have ended before")
      #expect(try String(contentsOfFile: "\(directory)/report.md", encoding: .utf8) == text)
    }
  }

  @Test func anActivationThatIsNamedTwiceCountsOnce() throws {
    try Program.use { program in
      let result = try program.run(
        "report", "--network", "dense", "--seeds", "1", "--epochs", "1", "--activation", "prelu",
        "--activation", "prelu", "--output", "\(program.directory)/report")
      #expect(result.lines.count { $0.hasPrefix("1/1  prelu, seed 1") } == 1)
      #expect(result.lines.count == 2)
    }
  }

  @Test func refusesRecordsOfOtherData() throws {
    try Program.use { program in
      let directory = "\(program.directory)/report"
      func report() throws -> Program.Result {
        try program.run(
          "report", "--network=dense", "--seeds=1", "--epochs=1", "--activation=relu",
          "--output=\(directory)")
      }
      #expect(try report().status == 0)
      let labels = URL(filePath: "\(program.data)/t10k-labels-idx1-ubyte.gz")
      var bytes = try Data(contentsOf: labels)
      bytes[bytes.count - 1] = 0
      try bytes.write(to: labels)
      let result = try report()
      #expect(result.status == 1 && result.errors.contains("is of a run with other data"))
    }
  }
}
