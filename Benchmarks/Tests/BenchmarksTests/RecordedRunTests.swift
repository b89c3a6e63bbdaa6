import Foundation
import MachineFacts
import Testing

@testable import RecordedRuns

struct RecordedRunTests {
  private func run(_ json: String, clock: RecordedClock = .real) throws -> RecordedRun {
    try RecordedRun(Data(json.utf8), path: "run.json", clock: clock)
  }

  private func cases(_ entries: String, clock: RecordedClock = .real) throws -> [RecordedCase] {
    try run(#"{"context": {}, "benchmarks": [\#(entries)]}"#, clock: clock).cases
  }

  @Test func readsWhatPreluBenchWrites() throws {
    let run = try run(
      """
      {"context": {"cpu_model": "A", "num_cpus": 2, "instruction_set": "v3", "threads": "1",
        "revision": "abc", "date": "2026-01-01T00:00:00Z", "library_build_type": "release",
        "caches": [{"type": "Data", "level": 1, "size": 32768, "num_sharing": 2}]},
       "benchmarks": [{"name": "a", "run_name": "a", "run_type": "iteration", "repetitions": 1,
        "real_time": 10, "cpu_time": 12, "time_unit": "ns", "real_time_lower_quartile": 9,
        "real_time_upper_quartile": 11, "fraction_of_roofline": 0.5}]}
      """)
    #expect(run.revision == "abc")
    #expect(run.date == "2026-01-01T00:00:00Z")
    #expect(run.machine.model == "A")
    #expect(run.machine.processors == 2)
    #expect(run.machine.instructionSet == "v3")
    #expect(run.machine.threads == "1")
    #expect(
      run.machine.caches == [Machine.Cache(level: 1, kind: "Data", bytes: 32768, sharers: 2)])
    let only = try #require(run.cases.first)
    #expect(only.time == RecordedTime(median: 10, quartiles: .init(lower: 9, upper: 11)))
    #expect(only.fractionOfRoofline == 0.5)
  }

  @Test(arguments: [("ns", 1.0), ("us", 1e3), ("ms", 1e6), ("s", 1e9)])
  func unitsAreBroughtToNanoseconds(_ unit: String, _ factor: Double) throws {
    let entry = #"{"name": "a", "real_time": 2, "cpu_time": 3, "time_unit": "\#(unit)"}"#
    #expect(try cases(entry).first?.time?.median == 2 * factor)
    #expect(try cases(entry, clock: .cpu).first?.time?.median == 3 * factor)
  }

  @Test func repetitionsAreSamplesOfOneCase() throws {
    let entries = [7, 1, 5, 3, 9].enumerated().map { index, time in
      """
      {"name": "a/repeats:5", "run_name": "a/repeats:5", "run_type": "iteration",
       "repetition_index": \(index), "real_time": \(time), "time_unit": "ns"}
      """
    }
    let aggregate = """
      {"name": "a/repeats:5_mean", "run_name": "a/repeats:5", "run_type": "aggregate",
       "aggregate_name": "mean", "aggregate_unit": "time", "real_time": 500, "time_unit": "ns"}
      """
    let only = try cases((entries + [aggregate]).joined(separator: ","))
    #expect(only.map(\.name) == ["a/repeats:5"])
    #expect(only.first?.time == RecordedTime(median: 5, quartiles: .init(lower: 3, upper: 7)))
  }

  /// Quartiles of two numbers would lie half as far apart as they do.
  @Test func ofFewRepetitionsTheExtremesCount() {
    #expect(RecordedTime(repetitions: [4]) == RecordedTime(median: 4, quartiles: nil))
    #expect(
      RecordedTime(repetitions: [4, 2])
        == RecordedTime(median: 3, quartiles: .init(lower: 2, upper: 4)))
  }

  @Test func aggregatesAloneAreEnough() throws {
    let entries = [("mean", 12), ("median", 10), ("stddev", 2), ("cv", 0)].map { name, time in
      """
      {"name": "a_\(name)", "run_name": "a", "run_type": "aggregate", "aggregate_name": "\(name)",
       "real_time": \(time), "time_unit": "us"}
      """
    }
    let time = try #require(try cases(entries.joined(separator: ",")).first?.time)
    #expect(time.median == 10e3)
    #expect(time.quartiles == .init(lower: 10e3 - 0.6745 * 2e3, upper: 10e3 + 0.6745 * 2e3))
  }

  /// The coefficients of a complexity are entries without a time.
  @Test func complexitiesAreNoCases() throws {
    let found = try cases(
      """
      {"name": "a/8", "run_name": "a/8", "run_type": "iteration", "real_time": 1},
      {"name": "a_BigO", "run_name": "a", "run_type": "aggregate", "aggregate_name": "BigO",
       "cpu_coefficient": 1.5, "real_coefficient": 1.5, "big_o": "N", "time_unit": "ns"},
      {"name": "a_RMS", "run_name": "a", "run_type": "aggregate", "aggregate_name": "RMS",
       "rms": 0.01}
      """)
    #expect(found.map(\.name) == ["a/8"])
  }

  @Test func failuresAreKeptWithTheirReasons() throws {
    let found = try cases(
      """
      {"name": "a", "real_time": 1}, {"name": "b", "real_time": 0, "error_occurred": true,
       "error_message": "no device"}, {"name": "c", "skipped": true, "skip_message": "not here"},
      {"name": "d", "real_time": 0}, {"name": "e", "real_time": 1, "time_unit": "h"}
      """)
    #expect(found.map(\.name) == ["a", "b", "c", "d", "e"])
    #expect(found[1].result == .failed("no device"))
    #expect(found[2].result == .failed("not here"))
    #expect(found[3].time == nil)
    #expect(found[4].time == nil)
  }

  /// Google Benchmark writes them for counters that are not numbers, though JSON has neither.
  @Test func notANumberAndInfinityAreRead() throws {
    let found = try cases(
      #"{"name": "a", "real_time": 1, "other": -NaN, "another": Infinity, "third": NaN}"#)
    #expect(found.first?.time?.median == 1)
  }

  /// As where somebody changed the time alone.
  @Test func quartilesThatAreNotAroundTheTimeDoNotCount() {
    #expect(RecordedTime(median: 5, quartiles: .init(lower: 1, upper: 4)).quartiles == nil)
    #expect(RecordedTime(median: 5, quartiles: .init(lower: 6, upper: 7)).quartiles == nil)
    #expect(RecordedTime(median: 5, quartiles: .init(lower: -1, upper: 7)).quartiles == nil)
    #expect(RecordedTime(median: 5, quartiles: .init(lower: 5, upper: 5)).quartiles != nil)
  }

  @Test(arguments: ["", "{", #"{"benchmarks": [{"name": "a", "real_ti"#, "text", "\u{0}\u{1}"])
  func whatIsCutShortIsNotJSON(_ json: String) {
    #expect(throws: RecordError.notJSON(path: "run.json")) { try run(json) }
  }

  @Test(arguments: [
    "[]", "3", "{}", #"{"benchmarks": 3}"#, #"{"benchmarks": [3]}"#, #"{"benchmarks": null}"#,
    #"{"benchmarks": [{"real_time": 1}]}"#, #"{"benchmarks": [{"name": "a", "real_time": "1"}]}"#,
  ])
  func otherFormatsAreRefused(_ json: String) {
    #expect(throws: RecordError.otherFormat(path: "run.json")) { try run(json) }
  }

  @Test func debugBuildsAreRefused() {
    let json = """
      {"context": {"library_build_type": "debug"}, "benchmarks": [{"name": "a", "real_time": 1}]}
      """
    #expect(throws: RecordError.debugBuild(path: "run.json")) { try run(json) }
    #expect(throws: Never.self) {
      try RecordedRun(Data(json.utf8), path: "run.json", clock: .real, allowsDebug: true)
    }
  }

  @Test func aRunWithoutTimesIsRefused() {
    #expect(throws: RecordError.noCases(path: "run.json")) { try cases("") }
    #expect(throws: RecordError.noCases(path: "run.json")) {
      try cases(#"{"name": "a", "error_occurred": true, "error_message": ""}"#)
    }
  }

  @Test(arguments: ["/nowhere/run.json", "/"])
  func aFileThatIsNoneIsUnreadable(_ path: String) {
    #expect(throws: RecordError.unreadable(path: path)) {
      try RecordedRun(path: path, clock: .real)
    }
  }
}
