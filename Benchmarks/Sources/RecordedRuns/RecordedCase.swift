/// What a run says of one case.
public struct RecordedCase: Sendable {
  public enum Result: Equatable, Sendable {
    case time(RecordedTime)
    /// Why there is none.
    case failed(String)
  }

  public let name: String
  public let result: Result
  /// The case's share of the roofline's speed, which was measured beside it.
  public let fractionOfRoofline: Double?

  public init(name: String, result: Result, fractionOfRoofline: Double? = nil) {
    self.name = name
    self.result = result
    self.fractionOfRoofline = fractionOfRoofline
  }

  public var time: RecordedTime? {
    if case .time(let time) = result { time } else { nil }
  }
}

extension RecordedCase {
  /// The case that `entries` are about: its repetitions where they are there, or else its
  /// aggregates; `nil` where they tell no time by nature, as the coefficients of a complexity.
  init?(name: String, _ entries: [BenchmarkFile.Entry], _ clock: RecordedClock) {
    let repetitions = entries.filter { !$0.isAggregate }
    let aggregates = Dictionary(
      entries.filter(\.isAggregate).map { ($0.aggregateName ?? "", $0) }
    ) { first, _ in first }
    guard !repetitions.isEmpty || aggregates["median"] != nil || aggregates["mean"] != nil
    else { return nil }
    self.name = name
    fractionOfRoofline = repetitions.first?.fractionOfRoofline
    if let failure = entries.lazy.compactMap(\.failure).first {
      result = .failed(failure)
    } else if !repetitions.isEmpty {
      result = Self.result(of: repetitions, clock)
    } else if let middle = (aggregates["median"] ?? aggregates["mean"])?.nanoseconds(clock) {
      result = .time(
        RecordedTime(
          median: middle, standardDeviation: aggregates["stddev"]?.nanoseconds(clock)))
    } else {
      result = Self.noTime(clock)
    }
  }

  private static func result(of repetitions: [BenchmarkFile.Entry], _ clock: RecordedClock)
    -> Result
  {
    let times = repetitions.compactMap { $0.nanoseconds(clock) }
    guard times.count == repetitions.count else { return noTime(clock) }
    guard let time = times.first, times.count == 1 else {
      return .time(RecordedTime(repetitions: times))
    }
    return .time(RecordedTime(median: time, quartiles: repetitions[0].quartiles(clock)))
  }

  private static func noTime(_ clock: RecordedClock) -> Result {
    .failed("no \(clock.rawValue)_time above 0 in ns, us, ms or s")
  }
}
