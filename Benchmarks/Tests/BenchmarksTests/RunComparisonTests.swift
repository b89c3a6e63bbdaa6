import MachineFacts
import Testing

@testable import RecordedRuns

struct RunComparisonTests {
  /// A time whose quartiles are `spread` of it away.
  private func time(_ median: Double, spread: Double) -> RecordedTime {
    RecordedTime(
      median: median,
      quartiles: .init(lower: median * (1 - spread), upper: median * (1 + spread)))
  }

  private func run(_ path: String, _ times: [String: RecordedTime?]) -> RecordedRun {
    RecordedRun(
      path: path,
      cases: times.sorted { $0.key < $1.key }.map { name, time in
        RecordedCase(name: name, result: time.map { .time($0) } ?? .failed("no device"))
      })
  }

  /// At a floor of 10%.
  @Test(arguments: [
    // Beyond neither the floor nor the quartiles, then beyond one of them, then beyond both.
    (1.05, 0.04, CaseChange.Verdict.same), (1.09, 0.01, .same), (1.15, 0.08, .tooNoisy),
    (1.2, 0.02, .slower), (0.95, 0.02, .same), (0.88, 0.08, .tooNoisy), (0.8, 0.02, .faster),
    // A change beyond even wide quartiles is one.
    (2, 0.2, .slower), (0.5, 0.2, .faster),
    // The same medians, and a change of the floor's size could hide.
    (1, 0.06, .tooNoisy), (1, 0.04, .same),
  ])
  func verdictsTakeFloorAndQuartiles(
    _ ratio: Double, _ spread: Double, _ verdict: CaseChange.Verdict
  ) {
    let change = CaseChange(
      name: "a", old: time(100, spread: spread), new: time(100 * ratio, spread: spread), floor: 0.1)
    #expect(change.verdict == verdict)
    #expect(abs(change.ratio - ratio) < 1e-12)
  }

  @Test func withoutQuartilesTheFloorDecides() {
    func verdict(_ ratio: Double) -> CaseChange.Verdict {
      let change = CaseChange(
        name: "a", old: RecordedTime(median: 1, quartiles: nil),
        new: RecordedTime(median: ratio, quartiles: nil), floor: 0.1)
      #expect(change.allowed == nil)
      return change.verdict
    }
    #expect(verdict(1.05) == .same)
    #expect(verdict(1.15) == .slower)
    #expect(verdict(0.85) == .faster)
  }

  @Test func whatIsAllowedIsWhereQuartilesTouch() throws {
    let change = CaseChange(
      name: "a", old: RecordedTime(median: 100, quartiles: .init(lower: 80, upper: 110)),
      new: RecordedTime(median: 100, quartiles: .init(lower: 90, upper: 105)), floor: 0.1)
    #expect(abs(try #require(change.allowed) - 105 / 80) < 1e-12)
  }

  @Test func aLowerQuartileOfZeroAllowsAnything() {
    let wide = RecordedTime(median: 1, quartiles: .init(lower: 0, upper: 2))
    let change = CaseChange(name: "a", old: wide, new: time(1.5, spread: 0.01), floor: 0.1)
    #expect(change.allowed == .infinity)
    #expect(change.verdict == .tooNoisy)
  }

  @Test func oneRegressionIsOneWhateverTheNoiseOfOthers() throws {
    let old = run("old", ["a": time(1, spread: 0), "b": time(1, spread: 0.3)])
    let slower = run("new", ["a": time(2, spread: 0), "b": time(1, spread: 0.3)])
    func outcome(_ old: RecordedRun, _ new: RecordedRun) throws -> RunComparison.Outcome {
      try RunComparison(old, new, floor: 0.1, commonOnly: false).outcome
    }
    #expect(try outcome(old, slower) == .regression)
    #expect(try outcome(old, old) == .tooNoisy)
    #expect(try outcome(slower, old) == .tooNoisy)
    let quiet = run("quiet", ["a": time(1, spread: 0)])
    #expect(try outcome(quiet, quiet) == .noRegression)
  }

  @Test func theFloorThatWouldDoLeavesNoCaseTooNoisy() throws {
    let old = run("old", ["a": time(1, spread: 0.1), "b": time(1, spread: 0.2)])
    let floor = try RunComparison(old, old, floor: 0.1, commonOnly: false).sufficientFloor
    #expect(abs(floor - 0.5) < 1e-12)
    #expect(
      try RunComparison(old, old, floor: floor, commonOnly: false).outcome == .noRegression)
  }

  @Test func meanIsGeometric() throws {
    let old = run("old", ["a": time(1, spread: 0), "b": time(1, spread: 0)])
    let new = run("new", ["a": time(2, spread: 0), "b": time(0.5, spread: 0)])
    let comparison = try RunComparison(old, new, floor: 0.1, commonOnly: false)
    #expect(abs(comparison.geometricMean - 1) < 1e-12)
    #expect(comparison.changes(.slower).map(\.name) == ["a"])
    #expect(comparison.changes(.faster).map(\.name) == ["b"])
  }

  @Test func otherCasesAreAnError() throws {
    let old = run("old", ["a": time(1, spread: 0), "b": time(1, spread: 0), "c": nil])
    let new = run("new", ["b": time(1, spread: 0), "c": time(1, spread: 0)])
    let error = #expect(throws: RecordError.self) {
      try RunComparison(old, new, floor: 0.1, commonOnly: false)
    }
    #expect(
      error?.description == "new has no time of a; old has no time of c (no device) "
        + "(--common compares the cases that both have)")
    let common = try RunComparison(old, new, floor: 0.1, commonOnly: true)
    #expect(common.changes.map(\.name) == ["b"])
    #expect(common.failedInBoth.isEmpty)
  }

  @Test func nothingInCommonIsAnErrorInAnyCase() {
    let old = run("old", ["a": time(1, spread: 0)])
    let new = run("new", ["b": time(1, spread: 0)])
    for commonOnly in [false, true] {
      #expect(throws: RecordError.nothingInCommon(old: "old", new: "new")) {
        try RunComparison(old, new, floor: 0.1, commonOnly: commonOnly)
      }
    }
  }

  @Test func whatFailsInBothIsNamed() throws {
    let old = run("old", ["a": time(1, spread: 0), "b": nil])
    let comparison = try RunComparison(old, old, floor: 0.1, commonOnly: false)
    #expect(comparison.failedInBoth.map(\.name) == ["b"])
  }

  /// Half as fast as before, and the roofline beside it too: its share of it stays.
  @Test func theRooflineTellsOfTheMachine() throws {
    func run(_ median: Double, share: Double?) -> RecordedRun {
      RecordedRun(
        path: "run",
        cases: [
          RecordedCase(
            name: "a", result: .time(RecordedTime(median: median, quartiles: nil)),
            fractionOfRoofline: share)
        ])
    }
    func change(_ old: RecordedRun, _ new: RecordedRun) throws -> CaseChange {
      try #require(try RunComparison(old, new, floor: 0.1, commonOnly: false).changes.first)
    }
    let machine = try change(run(1, share: 0.8), run(2, share: 0.8))
    #expect(machine.rooflineRatio == 2)
    #expect(machine.isSlowerAtTheRooflineToo)
    let code = try change(run(1, share: 0.8), run(2, share: 0.4))
    #expect(code.rooflineRatio == 1)
    #expect(code.verdict == .slower)
    #expect(!code.isSlowerAtTheRooflineToo)
    #expect(try change(run(1, share: nil), run(2, share: 0.4)).rooflineRatio == nil)
  }

  @Test func machinesDifferByWhatBothSay() {
    let one = RecordedMachine(
      model: "A", processors: 2, instructionSet: "v3",
      caches: [Machine.Cache(level: 1, kind: "Data", bytes: 32 << 10, sharers: 1)], threads: "1")
    #expect(one.differences(from: one).isEmpty)
    #expect(one.differences(from: RecordedMachine()).isEmpty)
    let other = RecordedMachine(
      model: "B", processors: 4, instructionSet: "v4",
      caches: [Machine.Cache(level: 1, kind: "Data", bytes: 48 << 10, sharers: 1)], threads: "2")
    #expect(
      one.differences(from: other) == [
        "processor A and B", "processors 2 and 4", "instruction set v3 and v4",
        "caches L1d 32 KiB and L1d 48 KiB", "threads 1 and 2",
      ])
  }
}
