/// A number of the format bfloat16: the upper half of a `Float`, with its sign, its eight bits of exponent and seven of its digits.
///
/// It is for storage. There is no arithmetic: kernels compute in Float, and so does who converts.
///
/// - Rounding: to the nearest, ties to even, once, from either type. What is too large becomes infinite, subnormal numbers
///   (below 2^-126, down to 2^-133) are kept, NaN stays NaN.
/// - Comparison: as that of the numbers, so that 0 equals -0, and NaN nothing. `bitPattern` tells all of them apart.
@frozen
public struct BFloat16: Sendable, Equatable, Comparable {
  /// The sign, eight bits of exponent, seven of the significand.
  public var bitPattern: UInt16

  /// The number that has the given bits.
  @inlinable
  public init(bitPattern: UInt16) {
    self.bitPattern = bitPattern
  }

  /// Zero.
  @inlinable
  public init() {
    self.init(bitPattern: 0)
  }

  /// The nearest number to `value`.
  @inlinable
  public init(_ value: Float) {
    let bits = value.bitPattern
    // A NaN is made quiet: its last digits may be all that tells it from infinity.
    let rounded = value.isNaN ? bits | 0x0040_0000 : bits &+ (0x7fff &+ (bits >> 16 & 1))
    self.init(bitPattern: UInt16(truncatingIfNeeded: rounded >> 16))
  }

  /// The nearest number to `value`.
  @inlinable
  public init(_ value: Double) {
    // To 13 digits first, five more than are left: the last of them says whether anything was lost, which tells a tie from
    // what is beside it.
    let lost: UInt64 = 0xff_ffff_ffff
    let bits = value.bitPattern
    let last = ((bits & lost) &+ lost) & (lost &+ 1)
    self.init(Float(Double(bitPattern: (bits | last) & ~lost)))
  }

  @inlinable
  public static func == (left: BFloat16, right: BFloat16) -> Bool { Float(left) == Float(right) }

  @inlinable
  public static func < (left: BFloat16, right: BFloat16) -> Bool { Float(left) < Float(right) }

  // Those of Comparable are the opposite of `<`, which is true of NaN.

  @inlinable
  public static func <= (left: BFloat16, right: BFloat16) -> Bool { Float(left) <= Float(right) }

  @inlinable
  public static func >= (left: BFloat16, right: BFloat16) -> Bool { Float(left) >= Float(right) }
}

extension BFloat16: ExpressibleByFloatLiteral {
  /// The nearest number to a literal, which is rounded to Double first.
  @inlinable
  public init(floatLiteral value: Double) {
    self.init(value)
  }
}

extension BFloat16: ExpressibleByIntegerLiteral {
  /// The nearest number to a literal.
  @inlinable
  public init(integerLiteral value: Int64) {
    // Whole numbers above 2^53 are rounded to Double first, as literals with a point are.
    self.init(Double(value))
  }
}

extension BFloat16: Hashable {
  /// Numbers that are equal have one hash: 0 and -0 too.
  public func hash(into hasher: inout Hasher) {
    Float(self).hash(into: &hasher)
  }
}

extension BFloat16: CustomStringConvertible {
  /// The number as Float prints it.
  public var description: String { Float(self).description }
}

extension Float {
  /// The same number: every one of bfloat16 is one of Float.
  @inlinable
  public init(_ value: BFloat16) {
    self.init(bitPattern: UInt32(value.bitPattern) << 16)
  }
}

extension Double {
  /// The same number: every one of bfloat16 is one of Double.
  @inlinable
  public init(_ value: BFloat16) {
    self.init(Float(value))
  }
}
