/// The mean of some numbers, and how far they spread.
public struct Spread: Codable, Equatable, Sendable {
  public let count: Int
  public let mean: Double
  /// The standard deviation of the population that the numbers are a sample of; 0 for one number.
  public let deviation: Double
  public let least: Double
  public let greatest: Double

  /// `nil` where there are no numbers.
  public init?(_ numbers: [Double]) {
    guard let least = numbers.min(), let greatest = numbers.max() else { return nil }
    count = numbers.count
    let mean = numbers.reduce(0, +) / Double(count)
    let squares = numbers.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    self.mean = mean
    deviation = (squares / Double(max(count - 1, 1))).squareRoot()
    self.least = least
    self.greatest = greatest
  }
}

/// How far the mean of one sample is from that of another.
public struct Difference: Codable, Equatable, Sendable {
  public let mean: Double
  /// Of the difference, where both samples are independent.
  public let standardError: Double

  public init(_ first: Spread, from second: Spread) {
    mean = first.mean - second.mean
    let variances = [first, second].map { $0.deviation * $0.deviation / Double($0.count) }
    standardError = (variances[0] + variances[1]).squareRoot()
  }

  /// Whether it is more than two standard errors away from zero.
  public var isClear: Bool { abs(mean) > 2 * standardError }
}
