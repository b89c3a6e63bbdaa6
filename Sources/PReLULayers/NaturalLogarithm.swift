/// The natural logarithm of a normal number above 0, within 1 ULP, with the same bits on every machine.
///
/// With `x = 2^k (1 + f)`, `sqrt(1/2) < 1 + f < sqrt(2)`, and `s = f / (2 + f)` it is `k ln 2 + ln(1 + f)`, where
/// `ln(1 + f) = f - f^2/2 + s (f^2/2 + R)` and R is the polynomial below, of the series of `ln((1 + s) / (1 - s))`, off by less than
/// 2^-58.45. ln 2 is in two parts, the first of which times k is exact. Nothing but sums, products and a quotient that IEEE
/// 754 rounds correctly, and that Swift does not contract.
///
/// Source: FreeBSD's (Sun Microsystems 1993) `e_log.c`, method and coefficients.
func naturalLogarithm(_ x: Double) -> Double {
  var (k, m) = (Double(x.exponent), x.significand)
  // The square root of 2, to the last bit.
  if m > 0x1.6a09e667f3bcdp0 { (k, m) = (k + 1, m / 2) }
  let f = m - 1
  let s = f / (2 + f)
  let z = s * s
  let w = z * z
  let even =
    w * (0.399_999_999_994_094_2 + w * (0.222_221_984_321_497_84 + w * 0.153_138_376_992_093_73))
  let odd =
    z
    * (0.666_666_666_666_673_5
      + w * (0.285_714_287_436_623_9 + w * (0.181_835_721_616_180_5 + w * 0.147_981_986_051_165_86)))
  let half = 0.5 * f * f
  let (high, low) = (6.931_471_803_691_238_16e-01, 1.908_214_929_270_587_70e-10)
  return k * high - ((half - (s * (half + (even + odd)) + k * low)) - f)
}
