import Foundation
import Runs
import Testing

@testable import Reporting

private let circumstances = Circumstances(command: "x", revision: "y", processors: 2)
private let data = Origin.DataSet(trainingImages: 120, testImages: 30, checksum: 0xBEEF)
private let origin = Origin(data: data, revision: "v1-1-gdef", processor: "Abacus 3000")

/// A run whose numbers follow from its activation and seed.
private func record(_ activation: ActivationKind, seed: UInt64, seconds: Double = 2) -> RunRecord {
  var settings = Settings()
  settings.activation = activation
  settings.seed = seed
  settings.epochs = 2
  let accuracy = 0.9 + 0.01 * Double(seed)
  let epochs = [0.5, 1].map { part in
    RunRecord.Epoch(
      loss: 1 - 0.5 * part, trainingAccuracy: part * accuracy, testAccuracy: part * accuracy,
      deadUnits: 0.25, seconds: 10, processorSeconds: seconds, images: 100)
  }
  let slopes = activation == .prelu ? [LayerSlopes(layer: "act1", slopes: [0.2, -0.1])] : []
  return RunRecord(
    settings: settings, origin: origin, parameters: activation == .prelu ? 102 : 100,
    epochs: epochs, slopes: slopes, units: [LayerUnits(layer: "act1", dead: 1, units: 4)])
}

/// Such a run that diverged at once.
private func diverged(_ activation: ActivationKind, seed: UInt64) -> RunRecord {
  var record = record(activation, seed: seed)
  for epoch in record.epochs.indices {
    record.epochs[epoch].loss = .nan
  }
  for layer in record.slopes.indices {
    record.slopes[layer].slopes = [.nan, -.infinity]
  }
  return record
}

private let records: [RunRecord] = [
  record(.relu, seed: 1), record(.relu, seed: 3), record(.prelu, seed: 1, seconds: 3),
  record(.prelu, seed: 3, seconds: 3),
]

@Suite struct StatisticsTests {
  @Test func spreads() throws {
    let spread = try #require(Spread([1, 2, 3, 6]))
    #expect(spread.mean == 3)
    // Squares of differences: 4 + 1 + 0 + 9, over three.
    #expect(spread.deviation == (14.0 / 3).squareRoot())
    #expect(spread.least == 1 && spread.greatest == 6)
    #expect(Spread([]) == nil)
    let one = try #require(Spread([5]))
    #expect(one.mean == 5 && one.deviation == nil)
  }

  @Test func differences() throws {
    let (first, second) = (try #require(Spread([2, 4])), try #require(Spread([1, 1])))
    let difference = Difference(first, from: second)
    #expect(difference.mean == 2)
    // A variance of 2, of two numbers, and one of 0.
    #expect(difference.standardError == 1)
    #expect(difference.isClear == false)
    #expect(Difference(try #require(Spread([3, 5])), from: second).isClear == true)
  }

  @Test func oneNumberTellsNoError() throws {
    let (one, two) = (try #require(Spread([9])), try #require(Spread([1, 1])))
    for difference in [
      Difference(one, from: two), Difference(two, from: one), Difference(one, from: one),
    ] {
      #expect(difference.standardError == nil && difference.isClear == nil)
    }
  }
}

@Suite struct SummaryTests {
  @Test func summarisesByActivation() throws {
    let summary = Summary(records)
    #expect(summary.rows.map(\.activation) == [.relu, .prelu])
    let prelu = try #require(summary[.prelu])
    #expect(prelu.seeds == [1, 3])
    #expect(abs(prelu.testAccuracy.mean - 0.92) < 1e-12)
    #expect(prelu.extraParameters == 2)
    #expect(prelu.extraTime == 0.5)
    #expect(prelu.deadUnits.mean == 0.25)
    #expect(prelu.losses == [0.75, 0.5])
    #expect(summary[.elu] == nil)
  }

  @Test func withoutReLUNothingIsSetAgainstIt() throws {
    let row = try #require(Summary([record(.prelu, seed: 1)])[.prelu])
    #expect(row.extraTime == nil && row.extraParameters == nil)
  }
}

@Suite struct MarkdownTests {
  @Test func saysWhatWasMeasured() {
    let circumstances = Circumstances(
      command: "scripts/train report", revision: "v1-2-gabc", processors: 3)
    let text = Markdown(records, circumstances, pictures: ["accuracy"]).text
    #expect(text.contains("v1-2-gabc"))
    #expect(text.contains("(3 processors,"))
    #expect(text.contains("`scripts/train report`"))
    #expect(text.contains("| ReLU | 2 | 92.00% | 1.41% | 91.00% | 93.00% |"))
    #expect(text.contains("| PReLU by channel | ReLU | +0.00 | 1.41 | no |"))
    #expect(text.contains("| PReLU by channel | act1 | 4 | 0.050 |"))
    #expect(text.contains("| PReLU by channel | 102 | +2 | 3.00 | 0.00 | +50.0% |"))
    #expect(text.contains("2 epochs of 100 images"))
    #expect(text.contains("on the 30 test"))
    #expect(text.contains("CRC-32 is 0000beef"))
    #expect(text.contains("Its runs are of revision v1-1-gdef, on Abacus 3000."))
    #expect(text.contains("(accuracy.svg)"))
    #expect(!text.contains("(slopes.svg)"))
  }

  @Test func leavesOutWhatOneSeedCannotTell() {
    let records = [record(.relu, seed: 1), record(.prelu, seed: 1)]
    let text = Markdown(records, circumstances, pictures: []).text
    #expect(text.contains("| ReLU | 1 | 91.00% |  | 91.00% | 91.00% |"))
    #expect(text.contains("| PReLU by channel | ReLU | +0.00 |  |  |"))
  }

  @Test func listsAllOrigins() {
    var other = records[0]
    other.origin.revision = "v1-0-gabc"
    other.origin.processor = "Slide rule"
    let text = Markdown(records + [other], circumstances, pictures: []).text
    #expect(
      text.contains("Its runs are of revision v1-0-gabc, v1-1-gdef, on Abacus 3000, Slide rule."))
  }

  @Test func saysWhatDiverged() {
    let text = Markdown([records[0], diverged(.elu, seed: 4)], circumstances, pictures: []).text
    #expect(text.contains("loss that is no finite number at the end: ELU with seed 4."))
    #expect(!Markdown(records, circumstances, pictures: []).text.contains("diverged"))
  }

  @Test func saysThatNothingHasEnded() {
    let text = Markdown([], circumstances, pictures: []).text
    #expect(text.contains("No run has ended."))
  }
}

@Suite struct RecordStoreTests {
  @Test func keepsRecords() throws {
    try withDirectory { directory in
      let store = try RecordStore(directory: "\(directory)/report")
      #expect(try store.record(of: records[0].settings, on: data) == nil)
      for record in records {
        try store.save(record)
      }
      for record in records {
        let again = try RecordStore(directory: store.directory)
        #expect(try again.record(of: record.settings, on: data) == record)
      }
    }
  }

  @Test func keepsWhatDiverged() throws {
    try withDirectory { directory in
      let store = try RecordStore(directory: directory)
      var record = records[0]
      record.epochs[1].loss = .infinity
      try store.save(record)
      #expect(try store.record(of: record.settings, on: data) == record)
    }
  }

  @Test func refusesRecordsOfOtherSettings() throws {
    try withDirectory { directory in
      let store = try RecordStore(directory: directory)
      try store.save(records[0])
      var settings = records[0].settings
      settings.epochs = 7
      #expect(throws: ReportError.otherSettings(path: "\(directory)/runs/conv-relu-1.json")) {
        try store.record(of: settings, on: data)
      }
      try store.write(text: "{", named: "runs/conv-relu-1.json")
      #expect(throws: ReportError.unreadableRecord(path: "\(directory)/runs/conv-relu-1.json")) {
        try store.record(of: settings, on: data)
      }
    }
  }

  @Test func refusesRecordsOfOtherData() throws {
    try withDirectory { directory in
      let store = try RecordStore(directory: directory)
      try store.save(records[0])
      for change in [\Origin.DataSet.trainingImages, \.testImages] {
        var other = data
        other[keyPath: change] += 1
        #expect(throws: ReportError.otherData(path: "\(directory)/runs/conv-relu-1.json")) {
          try store.record(of: records[0].settings, on: other)
        }
      }
      var other = data
      other.checksum += 1
      #expect(throws: ReportError.otherData(path: "\(directory)/runs/conv-relu-1.json")) {
        try store.record(of: records[0].settings, on: other)
      }
    }
  }

  /// Numbers and text do not depend on the program that draws.
  @Test func writesAReportWithoutThePicturesThatFailed() throws {
    try withDirectory { directory in
      let store = try RecordStore(directory: directory)
      let reason = ReportError.failed(program: "gnuplot", reason: "no ink")
      let error = #expect(throws: ReportError.self) {
        try store.writeReport(of: records, circumstances) { picture throws(ReportError) in
          if picture.name == "slopes" { throw reason }
          return "<svg></svg>"
        }
      }
      #expect(error == .undrawn(pictures: ["slopes"], reason: reason.description))
      let text = try String(contentsOfFile: "\(directory)/report.md", encoding: .utf8)
      #expect(text.contains("These pictures could not be drawn: slopes."))
      #expect(text.contains("(accuracy.svg)") && !text.contains("(slopes.svg)"))
      #expect(FileManager.default.fileExists(atPath: "\(directory)/report.json"))
      #expect(FileManager.default.fileExists(atPath: "\(directory)/accuracy.svg"))
      #expect(!FileManager.default.fileExists(atPath: "\(directory)/slopes.svg"))
    }
  }

  @Test func writesAReportOfRunsThatDiverged() throws {
    try withDirectory { directory in
      let store = try RecordStore(directory: directory)
      let runs = [diverged(.relu, seed: 1), diverged(.prelu, seed: 1)]
      var drawn: [String] = []
      try store.writeReport(of: runs, circumstances) { picture in
        drawn.append(picture.name)
        return ""
      }
      #expect(drawn == ["accuracy", "dead-units"])
    }
  }

  @Test func saysWhatCannotBeWritten() {
    #expect(throws: ReportError.self) { try RecordStore(directory: "/dev/null/report") }
  }

  private func withDirectory(_ body: (String) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try body(directory)
  }
}

@Suite struct PictureTests {
  @Test func picturesOfWhatNoRunHasAreLeftOut() {
    #expect(
      Picture.all(records).map(\.name) == ["accuracy", "learning-curves", "dead-units", "slopes"])
    #expect(
      Picture.all([record(.relu, seed: 1)]).map(\.name)
        == ["accuracy", "learning-curves", "dead-units"])
  }

  @Test func saysThatAProgramIsMissing() {
    #expect(throws: ReportError.missing(program: "no-such-program")) {
      try output(of: ["no-such-program"])
    }
  }

  /// Where gnuplot is installed, it understands all of them.
  @Test(.enabled(if: (try? output(of: ["gnuplot", "--version"])) != nil))
  func gnuplotDrawsThem() throws {
    let diverging = records + [diverged(.elu, seed: 1)]
    for records in [records, diverging, [diverged(.prelu, seed: 1)], [record(.selu, seed: 1)]] {
      for picture in Picture.all(records) {
        let svg = try picture.svg()
        #expect(svg.contains("</svg>"))
      }
    }
  }
}

@Suite struct WordsTests {
  @Test(arguments: [
    (4.4, "4 s"), (59.6, "1 min 00 s"), (187, "3 min 07 s"), (3720, "1 h 02 min"), (-1, "0 s"),
    (.nan, "0 s"),
  ])
  func durations(_ seconds: Double, _ said: String) {
    #expect(spoken(seconds: seconds) == said)
  }

  @Test func parts() {
    #expect(percent(0.91234) == "91.23%")
    #expect(percent(1, digits: 0) == "100%")
  }
}
