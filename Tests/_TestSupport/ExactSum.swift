/// A sum of Doubles without any rounding: an expansion of parts that do not overlap, whose mathematical
/// sum is the sum of all that was added.
///
/// Source: Shewchuk 1997, "Adaptive precision floating-point arithmetic", grow-expansion; the rounding of
/// `rounded` is that of Python's `math.fsum`. Exact unless a part overflows.
public struct ExactSum: Sendable {
  /// In rising order of magnitude, none zero.
  private var parts: [Double] = []

  public init() {}

  public mutating func add(_ value: Double) {
    var carry = value
    var kept = 0
    for index in parts.indices {
      let (sum, error) = Self.twoSum(carry, parts[index])
      if error != 0 {
        parts[kept] = error
        kept += 1
      }
      carry = sum
    }
    while parts.count > kept { parts.removeLast() }
    if carry != 0 { parts.append(carry) }
  }

  /// Adds `x * y`. The product's error is a Double only where the product is far from the subnormal
  /// numbers, which is required.
  public mutating func addProduct(_ x: Double, _ y: Double) {
    let product = x * y
    guard x != 0, y != 0 else { return }
    precondition(product.magnitude > 0x1p-960 && product.isFinite)
    add(product)
    add((-product).addingProduct(x, y))
  }

  public mutating func add(_ other: ExactSum) {
    for part in other.parts { add(part) }
  }

  /// The sum rounded to nearest, ties to even.
  public var rounded: Double {
    guard var index = parts.indices.last else { return 0 }
    var high = parts[index]
    var low = 0.0
    while index > 0, low == 0 {
      index -= 1
      (high, low) = Self.twoSum(high, parts[index])
    }
    // `high` was rounded as if the parts below `low` were zero: where `low` is half a unit, they say
    // which way a tie really goes.
    if index > 0, low.sign == parts[index - 1].sign {
      let doubled = 2 * low
      let next = high + doubled
      if next - high == doubled { high = next }
    }
    return high
  }

  /// `a + b` rounded, and the error of that.
  private static func twoSum(_ a: Double, _ b: Double) -> (sum: Double, error: Double) {
    let sum = a + b
    let fromB = sum - a
    let fromA = sum - fromB
    return (sum, (a - fromA) + (b - fromB))
  }
}
