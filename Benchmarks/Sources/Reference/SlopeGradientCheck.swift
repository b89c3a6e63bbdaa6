/// Checks the gradient to the slopes.
public struct SlopeGradientCheck<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  let expected: [CompensatedSum]
  /// The number of positions that share a slope.
  let terms: Int

  /// - Throws: `CheckFailure.trivial` where the sums cancel so far that zeros could be within
  ///   `summed`'s tolerance.
  public init(expected: [CompensatedSum], terms: Int) throws(CheckFailure) {
    let sums = expected.reduce(0) { $0 + abs($1.value) }
    let magnitudes = expected.reduce(0) { $0 + $1.magnitude }
    guard sums > 0, sums >= magnitudes / 2 else {
      throw .trivial("the slope's gradient is zero or cancels in the reference")
    }
    self.expected = expected
    self.terms = terms
  }

  /// Within the library's contract: one unit in the last place, and n * 2^-53 * sum|g * x|, or
  /// twice that for a type whose products are not exact in `Double`.
  public func contract(_ actual: UnsafeBufferPointer<Scalar>) throws(CheckFailure) {
    let exactProducts = 2 * (Scalar.significandBitCount + 1) <= 53
    let factor = (exactProducts ? 1 : 2) * Double(terms) * 0x1p-53
    try check(actual) { Double(Scalar($0.value).ulp) + factor * $0.magnitude }
  }

  /// Within what n products summed in the scalar type give, in any order.
  ///
  /// With u half a unit in the last place of 1, each product is rounded and then goes through at
  /// most n additions, one of them onto the zero that the sum starts from: (n + 1) * u / (1 - (n +
  /// 1) * u) of the sum of magnitudes (Higham 2002, section 3.1). For very long sums that says
  /// little; a quarter, which is kept to then, still notices a part that is missing, the
  /// reference's sums being at least half of the magnitudes.
  public func summed(_ actual: UnsafeBufferPointer<Scalar>) throws(CheckFailure) {
    let error = Double(terms + 1) * Double(Scalar.ulpOfOne) / 2
    let factor = error < 0.2 ? error / (1 - error) : 0.25
    try check(actual) { factor * $0.magnitude }
  }

  private func check(
    _ actual: UnsafeBufferPointer<Scalar>, allowed: (CompensatedSum) -> Double
  ) throws(CheckFailure) {
    guard actual.count == expected.count else {
      throw .wrong(
        output: "count of slope gradient", index: 0, value: Double(actual.count),
        expected: Double(expected.count), allowed: 0)
    }
    for index in 0..<expected.count {
      let value = Double(actual[index])
      let allowed = allowed(expected[index])
      guard expected[index].distance(to: value) <= allowed else {
        throw .wrong(
          output: "slope gradient", index: index, value: value, expected: expected[index].value,
          allowed: allowed)
      }
    }
  }
}
