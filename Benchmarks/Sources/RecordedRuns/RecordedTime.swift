import Measurement

/// How long a call took in a run, in nanoseconds.
public struct RecordedTime: Equatable, Sendable {
  /// What half of a case's samples lie between.
  public struct Quartiles: Equatable, Sendable {
    public let lower: Double
    public let upper: Double

    public init(lower: Double, upper: Double) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// Above 0.
  public let median: Double
  /// `nil` where the file does not tell.
  public let quartiles: Quartiles?

  /// - Parameters:
  ///   - median: Above 0 and finite.
  ///   - quartiles: Those that do not lie around the median, as where somebody changed a time
  ///     alone, say nothing of it and do not count.
  public init(median: Double, quartiles: Quartiles?) {
    self.median = median
    self.quartiles = quartiles.flatMap {
      $0.lower >= 0 && $0.lower <= median && median <= $0.upper ? $0 : nil
    }
  }

  /// The time of a case that was measured several times over. Of two or three repetitions, the
  /// extremes stand in for quartiles, which would claim more than so few numbers can tell.
  ///
  /// - Parameter repetitions: At least one, all above 0 and finite.
  init(repetitions: [Double]) {
    let share = repetitions.count < 4 ? 0 : 0.25
    self.init(
      median: Statistics.median(repetitions),
      quartiles: repetitions.count < 2
        ? nil
        : Quartiles(
          lower: Statistics.quantile(repetitions, share),
          upper: Statistics.quantile(repetitions, 1 - share)))
  }

  /// The time of a case of which a file has aggregates alone.
  init(median: Double, standardDeviation: Double?) {
    self.init(
      median: median,
      quartiles: standardDeviation.map {
        Quartiles(
          lower: max(0, median - Self.quartileOfNormal * $0),
          upper: median + Self.quartileOfNormal * $0)
      })
  }

  /// How many standard deviations the quartiles of a normal distribution are away from its middle.
  private static let quartileOfNormal = 0.6745

  /// How many times the median the upper quartile is; 1 where it is not known.
  var above: Double { quartiles.map { $0.upper / median } ?? 1 }
  /// How many times the lower quartile the median is; 1 where it is not known.
  var below: Double { quartiles.map { median / $0.lower } ?? 1 }
}
