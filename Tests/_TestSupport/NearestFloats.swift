#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// exp(x) - 1 and exp(x) of many numbers of Float that are not above zero, in Double.
public struct Exponentials {
  let x: [Float]
  let minusOne: [Double]
  let whole: [Double]

  public init(_ x: [Float]) {
    self.x = x
    minusOne = x.map { expm1(Double($0)) }
    whole = x.map { exp(Double($0)) }
  }

  /// The Floats nearest to `scale * (exp(x) - 1)`, or to `scale * exp(x)`. Where a Double is too near to the middle between
  /// two to tell, a wider number does; `undecided` counts where that is too near as well.
  public func nearest(scale: Float, minusOne isMinusOne: Bool, undecided: inout Int) -> [Float] {
    let values = isMinusOne ? minusOne : whole
    var nearest = [Float](repeating: 0, count: x.count)
    for index in x.indices {
      let value = Double(scale) * values[index]
      nearest[index] = Float(value)
      // 29 bits more than Float has; fewer where Floats are subnormal, whose middles have more zeros.
      let rest = value.bitPattern & 0x1fff_ffff
      let isSubnormal = value.magnitude < 0x1p-126
      guard rest &- 0x0fff_fff0 <= 0x20 || isSubnormal else { continue }
      let wide = Wide(scale) * (isMinusOne ? expm1(Wide(x[index])) : exp(Wide(x[index])))
      nearest[index] = Float(wide)
      // Two units of the wide number more or less must not matter.
      if Float(wide - 2 * wide.ulp) != Float(wide + 2 * wide.ulp), wide != 0 { undecided += 1 }
    }
    return nearest
  }
}
