/// A format of numbers of sixteen bits, by its definition alone: what the numbers are, and which of them is the nearest.
public struct HalfFormat: Sendable {
  /// The digits behind the point.
  let digits: Int
  /// The exponent of the least normal number, and of the subnormal ones.
  let leastExponent: Int
  /// The bits of infinity.
  public let infinity: UInt16

  public static let float16 = HalfFormat(exponentBits: 5, digits: 10)
  public static let bfloat16 = HalfFormat(exponentBits: 8, digits: 7)

  private init(exponentBits: Int, digits: Int) {
    self.digits = digits
    leastExponent = 2 - 1 << (exponentBits - 1)
    infinity = UInt16((1 << exponentBits - 1) << digits)
  }

  /// The number that is not negative and has the given bits. That of infinity is the power of 2 that would follow the largest
  /// one.
  public func magnitude(_ bits: UInt16) -> Double {
    let exponent = Int(bits) >> digits
    let fraction = Double(Int(bits) & (1 << digits - 1)) * power(-digits)
    return exponent == 0
      ? fraction * power(leastExponent) : (1 + fraction) * power(exponent - 1 + leastExponent)
  }

  /// The number that has the given bits.
  public func number(_ bits: UInt16) -> Double {
    let magnitude: Double
    switch bits & 0x7fff {
    case infinity: magnitude = .infinity
    case infinity...: magnitude = .nan
    case let bits: magnitude = self.magnitude(bits)
    }
    return bits & 0x8000 != 0 ? -magnitude : magnitude
  }

  /// The middle between the number that is not negative and has the given bits, and the one above it. Exact.
  public func middle(above bits: UInt16) -> Double {
    (magnitude(bits) + magnitude(bits + 1)) / 2
  }

  /// The bits of the nearest number, of the even one where two are; of a quiet NaN for NaN.
  @inline(__always)
  public func nearest(_ value: Double) -> UInt16 {
    let sign: UInt16 = value.sign == .minus ? 0x8000 : 0
    guard !value.isNaN else { return sign | infinity | (infinity >> 1) }
    guard value.magnitude < power(-leastExponent + 2) else { return sign | infinity }
    // The number as a multiple of the unit in the last place, which is rounded to an integer.
    let exponent = max(Int(value.magnitude.bitPattern >> 52) - 1_023, leastExponent)
    let units = (value.magnitude * power(digits - exponent)).rounded(.toNearestOrEven)
    let bits = Int(units) + (exponent - leastExponent) << digits
    return sign | UInt16(min(bits, Int(infinity)))
  }

  /// How far a number is from the nearest middle between two, as a part of it.
  public func distanceToMiddle(_ value: Double) -> Double {
    let bits = nearest(value) & 0x7fff
    guard bits < infinity else { return .infinity }
    let middles = bits == 0 ? [middle(above: 0)] : [middle(above: bits - 1), middle(above: bits)]
    return middles.map { abs(value.magnitude - $0) / value.magnitude }.min()!
  }

  @inline(__always)
  private func power(_ exponent: Int) -> Double {
    Double(bitPattern: UInt64(1_023 + exponent) << 52)
  }
}
