/// A sum of products in twice the precision of `Double`.
///
/// The rounding error of each product and of each addition is computed exactly (Dekker 1971, Knuth
/// 1969) and summed beside: what is left is of the order of n^2 * 2^-106 of the sum of magnitudes
/// (Ogita, Rump and Oishi 2005).
public struct CompensatedSum: Sendable {
  private var sum = 0.0
  private var correction = 0.0
  /// The sum of the products' magnitudes.
  public private(set) var magnitude = 0.0

  public init() {}

  /// Adds `left * right`.
  @inline(__always)
  mutating func add(_ left: Double, _ right: Double) {
    let product = left * right
    let productError = (-product).addingProduct(left, right)
    let total = sum + product
    let shadow = total - sum
    correction += (sum - (total - shadow)) + (product - shadow) + productError
    sum = total
    magnitude += abs(product)
  }

  /// The sum, rounded once.
  public var value: Double { sum + correction }

  /// How far `other` is from the sum.
  func distance(to other: Double) -> Double {
    abs((other - sum) - correction)
  }
}
