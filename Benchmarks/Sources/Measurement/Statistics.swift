/// Order statistics of numbers.
public enum Statistics {
  /// The middle of `values`, or the mean of the two in the middle; NaN of none.
  public static func median(_ values: [Double]) -> Double {
    quantile(values, 0.5)
  }

  /// The value below which the share `share` of `values` lies, interpolated linearly between
  /// neighbours (as R's type 7 and NumPy do); NaN of none.
  ///
  /// - Parameter share: From 0, the least of all, to 1, the greatest.
  public static func quantile(_ values: [Double], _ share: Double) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    let position = share * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    let fraction = position - Double(below)
    return sorted[below] + fraction * (sorted[above] - sorted[below])
  }
}
