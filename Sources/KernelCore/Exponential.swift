public import CKernelSupport

// The exponential function of what is not above zero, times a scale.
//
// x = k * log 2 + r with an integer k and |r| at most a little more than log(2) / 2, exp(x) = 2^k * exp(r), and
// exp(r) - 1 = r + r^2 * q(r) with a polynomial q. The product of k and the upper part of log 2 is exact, and so is what it
// leaves of x. Nothing cancels: 2^k - 1 is exact, or rounds to -1 where exp(x) - 1 does.
//
// Polynomials are the best ones in absolute value with coefficients of the type (Sollya's fpminimax of
// (expm1(x) - x) / x^2 on [-0.34675, 0.34675]).

/// What the exponential function needs of a type of number.
public protocol ExponentialScalar: BinaryFloatingPoint, SIMDScalar, Codable {
  /// 1.5 * 2^(digits - 1): added to a number it rounds that to an integer, which stands in the last bits.
  static var _integerShift: Self { get }
  /// 1 / log 2.
  static var _inverseLog2: Self { get }
  /// log 2 in two parts. The upper one has so few digits that integers times it are exact.
  static var _log2: (upper: Self, lower: Self) { get }
  /// A number below which exp(x) - 1 rounds to -1.
  static var _leastExpMinusOne: Self { get }
  /// A number below which exp(x) rounds to 0.
  static var _leastExp: Self { get }

  /// (exp(r) - 1 - r) / r^2, within 2^-30 of exp(r) - 1 for Float, 2^-60 for Double.
  static func _exponentialPolynomial(_ r: SIMD16<Self>) -> SIMD16<Self>

  /// `a * b + c`, with one rounding or with two.
  static func _multiplyAdd(
    _ a: SIMD16<Self>, _ b: SIMD16<Self>, _ c: SIMD16<Self>
  ) -> SIMD16<Self>

  /// The greater of `x` and `least`; anything where x is NaN.
  static func _clamped(_ x: SIMD16<Self>, from least: Self) -> SIMD16<Self>

  /// 2^k, where `shifted` is k + `_integerShift`, and k is no exponent of a subnormal number.
  static func _power(_ shifted: SIMD16<Self>) -> SIMD16<Self>

  /// Two numbers whose product is 2^k, where `shifted` is k + `_integerShift`.
  static func _powers(_ shifted: SIMD16<Self>) -> (SIMD16<Self>, SIMD16<Self>)
}

/// exp(r) - 1, and k + `_integerShift`.
@inlinable @inline(always)
func reducedExponential<I: KernelInstructionSet, T: ComputeScalar>(
  _: I.Type, _ x: SIMD16<T>
) -> (minusOne: SIMD16<T>, shifted: SIMD16<T>) {
  let shift = SIMD16<T>(repeating: T._integerShift)
  let shifted = T._multiplyAdd(x, SIMD16(repeating: T._inverseLog2), shift)
  let k = shifted - shift
  let upper = T._multiplyAdd(k, SIMD16(repeating: -T._log2.upper), x)
  let r = T._multiplyAdd(k, SIMD16(repeating: -T._log2.lower), upper)
  return (T._multiplyAdd(r * r, T._exponentialPolynomial(r), r), shifted)
}

/// `scale * (exp(x) - 1)` where x is not above zero; anything where it is, or is NaN. The scale is not infinite.
///
/// Within 1 ULP for Float where the scale is 1, within 2 ULP otherwise.
@inlinable @inline(always)
func scaledExpMinusOne<I: KernelInstructionSet, T: ComputeScalar>(
  _: I.Type, _ x: SIMD16<T>, scale: SIMD16<T>
) -> SIMD16<T> {
  let x = T._clamped(x, from: T._leastExpMinusOne)
  let (minusOne, shifted) = reducedExponential(I.self, x)
  let power = T._power(shifted)
  return T._multiplyAdd(scale * power, minusOne, scale * (power - SIMD16(repeating: 1)))
}

/// `scale * exp(x)` where x is not above zero; anything where it is, or is NaN.
///
/// Within 1 ULP for Float where the scale is 1, within 2 ULP otherwise.
@inlinable @inline(always)
func scaledExp<I: KernelInstructionSet, T: ComputeScalar>(
  _: I.Type, _ x: SIMD16<T>, scale: SIMD16<T>
) -> SIMD16<T> {
  let x = T._clamped(x, from: T._leastExp)
  let (minusOne, shifted) = reducedExponential(I.self, x)
  // By two powers, because the result may be subnormal.
  let (power, other) = T._powers(shifted)
  return T._multiplyAdd(power, minusOne, power) * (other * scale)
}

extension Float: ExponentialScalar {
  @inlinable @inline(always)
  public static var _integerShift: Float { 0x1.8p23 }
  @inlinable @inline(always)
  public static var _inverseLog2: Float { 0x1.715476p0 }
  @inlinable @inline(always)
  public static var _log2: (upper: Float, lower: Float) { (0x1.62e4p-1, 0x1.7f7d1cp-20) }
  @inlinable @inline(always)
  public static var _leastExpMinusOne: Float { -20 }
  @inlinable @inline(always)
  public static var _leastExp: Float { -105 }

  @inlinable @inline(always)
  public static func _exponentialPolynomial(_ r: SIMD16<Float>) -> SIMD16<Float> {
    var q = SIMD16<Float>(repeating: 0x1.a2d978p-13)
    q = _multiplyAdd(q, r, SIMD16(repeating: 0x1.6d307ap-10))
    q = _multiplyAdd(q, r, SIMD16(repeating: 0x1.110fc2p-7))
    q = _multiplyAdd(q, r, SIMD16(repeating: 0x1.5555p-5))
    q = _multiplyAdd(q, r, SIMD16(repeating: 0x1.555556p-3))
    return _multiplyAdd(q, r, SIMD16(repeating: 0.5))
  }

  @inlinable @inline(always)
  public static func _multiplyAdd(
    _ a: SIMD16<Float>, _ b: SIMD16<Float>, _ c: SIMD16<Float>
  ) -> SIMD16<Float> {
    prelu_multiply_add_float(a, b, c)
  }

  @inlinable @inline(always)
  public static func _clamped(_ x: SIMD16<Float>, from least: Float) -> SIMD16<Float> {
    prelu_clamped_float(x, least)
  }

  @inlinable @inline(always)
  public static func _power(_ shifted: SIMD16<Float>) -> SIMD16<Float> {
    prelu_power_float(shifted)
  }

  @inlinable @inline(always)
  public static func _powers(_ shifted: SIMD16<Float>) -> (SIMD16<Float>, SIMD16<Float>) {
    (prelu_half_power_float(shifted), prelu_other_half_power_float(shifted))
  }
}

extension Double: ExponentialScalar {
  @inlinable @inline(always)
  public static var _integerShift: Double { 0x1.8p52 }
  @inlinable @inline(always)
  public static var _inverseLog2: Double { 0x1.71547652b82fep0 }
  @inlinable @inline(always)
  public static var _log2: (upper: Double, lower: Double) {
    (0x1.62e42feep-1, 0x1.a39ef35793c76p-33)
  }
  @inlinable @inline(always)
  public static var _leastExpMinusOne: Double { -40 }
  @inlinable @inline(always)
  public static var _leastExp: Double { -746 }

  @inlinable @inline(always)
  public static func _exponentialPolynomial(_ r: SIMD16<Double>) -> SIMD16<Double> {
    var q = SIMD16<Double>(repeating: 0x1.1f870072b8653p-29)
    q = _multiplyAdd(q, r, SIMD16(repeating: 0x1.af4ef0ea61273p-26))
    q = _multiplyAdd(q, r, SIMD16(repeating: 0x1.27e4cfa72507cp-22))
    q = _multiplyAdd(q, r, SIMD16(repeating: 0x1.71de019c08da7p-19))
    q = _multiplyAdd(q, r, SIMD16(repeating: 0x1.a01a01ab9b079p-16))
    q = _multiplyAdd(q, r, SIMD16(repeating: 0x1.a01a01ac22865p-13))
    q = _multiplyAdd(q, r, SIMD16(repeating: 0x1.6c16c16c156a1p-10))
    q = _multiplyAdd(q, r, SIMD16(repeating: 0x1.111111111004bp-7))
    q = _multiplyAdd(q, r, SIMD16(repeating: 0x1.5555555555557p-5))
    q = _multiplyAdd(q, r, SIMD16(repeating: 0x1.5555555555557p-3))
    return _multiplyAdd(q, r, SIMD16(repeating: 0.5))
  }

  @inlinable @inline(always)
  public static func _multiplyAdd(
    _ a: SIMD16<Double>, _ b: SIMD16<Double>, _ c: SIMD16<Double>
  ) -> SIMD16<Double> {
    prelu_multiply_add_double(a, b, c)
  }

  @inlinable @inline(always)
  public static func _clamped(_ x: SIMD16<Double>, from least: Double) -> SIMD16<Double> {
    prelu_clamped_double(x, least)
  }

  @inlinable @inline(always)
  public static func _power(_ shifted: SIMD16<Double>) -> SIMD16<Double> {
    prelu_power_double(shifted)
  }

  @inlinable @inline(always)
  public static func _powers(_ shifted: SIMD16<Double>) -> (SIMD16<Double>, SIMD16<Double>) {
    (prelu_half_power_double(shifted), prelu_other_half_power_double(shifted))
  }
}
