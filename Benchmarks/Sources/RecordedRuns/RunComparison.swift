import Foundation

/// Two runs, case by case.
public struct RunComparison: Sendable {
  public enum Outcome: Sendable {
    case noRegression, regression, tooNoisy
  }

  public let old: RecordedRun
  public let new: RecordedRun
  public let floor: Double
  /// The cases with a time in both runs, in the old one's order; at least one.
  public let changes: [CaseChange]

  /// - Parameters:
  ///   - floor: The least share of the old time that counts as a change.
  ///   - commonOnly: Whether cases without a time in one of the runs are left out.
  /// - Throws: `RecordError` where no case has a time in both runs, or one in one alone and
  ///   `commonOnly` is false.
  public init(_ old: RecordedRun, _ new: RecordedRun, floor: Double, commonOnly: Bool) throws {
    let newByName = Dictionary(new.cases.map { ($0.name, $0) }) { first, _ in first }
    let changes = old.cases.compactMap { before in
      newByName[before.name].flatMap { CaseChange(before, $0, floor: floor) }
    }
    guard !changes.isEmpty else {
      throw RecordError.nothingInCommon(old: old.path, new: new.path)
    }
    let missing = [Self.missing(in: new, of: old), Self.missing(in: old, of: new)]
      .compactMap { $0 }
    guard commonOnly || missing.isEmpty else { throw RecordError.differentCases(missing) }
    self.old = old
    self.new = new
    self.floor = floor
    self.changes = changes
  }

  /// Of the ratios.
  public var geometricMean: Double {
    exp(changes.reduce(0) { $0 + log($1.ratio) } / Double(changes.count))
  }

  public func changes(_ verdict: CaseChange.Verdict) -> [CaseChange] {
    changes.filter { $0.verdict == verdict }
  }

  /// One case that got slower is a regression, whatever the noise of others.
  public var outcome: Outcome {
    if !changes(.slower).isEmpty { return .regression }
    return changes(.tooNoisy).isEmpty ? .noRegression : .tooNoisy
  }

  /// The least floor at which no case would be too noisy.
  public var sufficientFloor: Double {
    (changes(.tooNoisy).compactMap(\.allowed).max() ?? 1) - 1
  }

  /// The cases that have a time in neither run, and stand in one at least.
  public var failedInBoth: [RecordedCase] {
    let timed = Set((old.cases + new.cases).filter { $0.time != nil }.map(\.name))
    var seen = timed
    return (old.cases + new.cases).filter { seen.insert($0.name).inserted }
  }

  /// The cases with a time in `other` that have none in `run`; `nil` where there are none.
  private static func missing(
    in run: RecordedRun, of other: RecordedRun
  ) -> RecordError.Missing? {
    let byName = Dictionary(run.cases.map { ($0.name, $0) }) { first, _ in first }
    let missing = other.cases.filter { $0.time != nil && byName[$0.name]?.time == nil }
    guard let first = missing.first else { return nil }
    var failure: String?
    if case .failed(let reason) = byName[first.name]?.result { failure = reason }
    return RecordError.Missing(
      path: run.path, count: missing.count, first: first.name, failure: failure)
  }
}

extension CaseChange {
  /// `nil` where one of them has no time.
  fileprivate init?(_ old: RecordedCase, _ new: RecordedCase, floor: Double) {
    guard let oldTime = old.time, let newTime = new.time else { return nil }
    var rooflineRatio: Double?
    if let before = old.fractionOfRoofline, let now = new.fractionOfRoofline, before > 0, now > 0 {
      rooflineRatio = now * newTime.median / (before * oldTime.median)
    }
    self.init(
      name: old.name, old: oldTime, new: newTime, rooflineRatio: rooflineRatio, floor: floor)
  }
}
