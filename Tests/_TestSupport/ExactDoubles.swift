/// Numbers that are known exactly, as far as Doubles can tell.
public struct ExactDoubles {
  /// The nearest Doubles.
  public let nearest: [Double]
  /// The units in the last place of the exact numbers.
  public let unit: [Double]
  /// By how many units the exact numbers are above the nearest ones.
  public let rest: [Double]

  /// How many units a result is from the exact number.
  public func error(of result: Double, at index: Int) -> Double {
    if result.isNaN && nearest[index].isNaN { return 0 }
    // The difference is exact: of neighbours, or large.
    let error = abs((result - nearest[index]) / unit[index] - rest[index])
    return error.isNaN ? .infinity : error
  }
}

/// The greatest error of results in units of the last place, and where it is.
public struct GreatestError: CustomStringConvertible, Sendable {
  public private(set) var error = 0.0
  public private(set) var x = 0.0
  /// The results, and those of them that are not the nearest number.
  public private(set) var (count, inexact) = (0, 0)

  public init() {}

  public mutating func compare(_ actual: [Double], _ exact: ExactDoubles, of x: [Double]) {
    for index in x.indices {
      let error = exact.error(of: actual[index], at: index)
      if error > self.error { (self.error, self.x) = (error, x[index]) }
      inexact += sameBits(actual[index], exact.nearest[index]) ? 0 : 1
    }
    count += x.count
  }

  /// Takes in what another comparison found.
  public mutating func join(_ other: GreatestError) {
    if other.error > error { (error, x) = (other.error, other.x) }
    inexact += other.inexact
    count += other.count
  }

  public var description: String {
    let rounded = (error * 1_000).rounded(.up) / 1_000
    return "at most \(rounded) ULP, at \(x); \(inexact) of \(count) not the nearest number"
  }
}
