/// The mean of some numbers, and how far they spread.
public struct Spread: Codable, Equatable, Sendable {
  public let count: Int
  public let mean: Double
  /// The standard deviation of the population that the numbers are a sample of; `nil` for one number, which tells nothing of it.
  public let deviation: Double?
  public let least: Double
  public let greatest: Double

  /// `nil` where there are no numbers.
  public init?(_ numbers: [Double]) {
    guard let least = numbers.min(), let greatest = numbers.max() else { return nil }
    count = numbers.count
    let mean = numbers.reduce(0, +) / Double(count)
    let squares = numbers.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    self.mean = mean
    deviation = count < 2 ? nil : (squares / Double(count - 1)).squareRoot()
    self.least = least
    self.greatest = greatest
  }
}

/// How far the mean of one sample is from that of another.
public struct Difference: Codable, Equatable, Sendable {
  public let mean: Double
  /// Of the difference, where both samples are independent; `nil` where one of them is a single number.
  public let standardError: Double?

  public init(_ first: Spread, from second: Spread) {
    mean = first.mean - second.mean
    let variances = [first, second].compactMap { spread in
      spread.deviation.map { $0 * $0 / Double(spread.count) }
    }
    standardError = variances.count < 2 ? nil : (variances[0] + variances[1]).squareRoot()
  }

  /// Whether it is more than two standard errors away from zero; `nil` where these are not known.
  public var isClear: Bool? { standardError.map { abs(mean) > 2 * $0 } }
}
