/// The times of one contender, in nanoseconds a call.
public struct Timing: Sendable {
  /// The samples of each round.
  public let rounds: [[Double]]
  /// The processor time of all threads a call.
  public let processorTime: Double
  /// The number of calls that were timed.
  public let calls: Int

  public init(rounds: [[Double]], processorTime: Double, calls: Int) {
    self.rounds = rounds
    self.processorTime = processorTime
    self.calls = calls
  }

  /// The median of all samples.
  public var median: Double { Statistics.median(rounds.flatMap { $0 }) }

  /// The quartiles of all samples, between which half of them lie.
  public var quartiles: (lower: Double, upper: Double) {
    let samples = rounds.flatMap { $0 }
    return (Statistics.quantile(samples, 0.25), Statistics.quantile(samples, 0.75))
  }

  /// Half of the distance between the quartiles, as a share of the median.
  public var spread: Double {
    let (lower, upper) = quartiles
    return (upper - lower) / 2 / median
  }

  /// How many times faster this is than `other`, which was measured in the same rounds: the median
  /// of the ratios by round. A machine that slows down for a while slows both in the same round, so
  /// a ratio is steadier than the medians it is made of, and need not be exactly their quotient.
  /// Rounds that only one of them took part in do not count.
  public func speedup(over other: Timing) -> Double {
    let ratios = zip(rounds, other.rounds).map { mine, theirs in
      Statistics.median(theirs) / Statistics.median(mine)
    }
    return Statistics.median(ratios)
  }
}
