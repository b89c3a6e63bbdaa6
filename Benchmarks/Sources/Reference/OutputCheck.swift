/// Checks outputs of one number an element: y or dx.
public struct OutputCheck<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  let name: String
  let expected: [Scalar]

  /// - Parameter expected: What the reference gives.
  /// - Throws: `CheckFailure.trivial` where all of it is zero, so that zeros would pass.
  public init(_ name: String, expected: [Scalar]) throws(CheckFailure) {
    guard expected.contains(where: { $0 != 0 }) else {
      throw .trivial("all of \(name) is zero in the reference")
    }
    self.name = name
    self.expected = expected
  }

  /// Each element has the reference's value, and its sign where it is zero.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func exact(_ actual: UnsafeBufferPointer<Scalar>) throws(CheckFailure) {
    try count(actual)
    for k in 0..<expected.count
    where !(actual[k] == expected[k] && actual[k].sign == expected[k].sign) {
      throw wrong(k, actual[k], allowed: 0)
    }
  }

  /// Each element is within `ulps` units in the last place of the reference's, which for 0 is `exact`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func within(
    ulps: Int, _ actual: UnsafeBufferPointer<Scalar>
  ) throws(CheckFailure) {
    guard ulps > 0 else { return try exact(actual) }
    try count(actual)
    for k in 0..<expected.count {
      let allowed = Scalar(ulps) * max(expected[k].magnitude, actual[k].magnitude).ulp
      guard abs(actual[k] - expected[k]) <= allowed else {
        throw wrong(k, actual[k], allowed: Double(allowed))
      }
    }
  }

  /// Each element is what naive arithmetic gives of `c * (exp(x) - 1)`: exp, which is at most 1 and within a unit in the last
  /// place, has an error of u, u being the unit of 1, and so has the difference; less than 4 u after a multiplication by a
  /// constant below 2 and the roundings that follow, which 8 u of 1 and of the result holds.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func near(_ actual: UnsafeBufferPointer<Scalar>) throws(CheckFailure) {
    try count(actual)
    for k in 0..<expected.count {
      let allowed = 8 * Scalar.ulpOfOne * (1 + expected[k].magnitude)
      guard abs(actual[k] - expected[k]) <= allowed else {
        throw wrong(k, actual[k], allowed: Double(allowed))
      }
    }
  }

  /// Each element has the reference's value: what one rounded product or none must give, whichever
  /// way it is spelled.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func equal(_ actual: UnsafeBufferPointer<Scalar>) throws(CheckFailure) {
    try count(actual)
    for k in 0..<expected.count where !(actual[k] == expected[k]) {
      throw wrong(k, actual[k], allowed: 0)
    }
  }

  /// Each element is what `v + (a - 1) * v` gives in place of `a * v`, v being x or g.
  ///
  /// With u half a unit in the last place of 1, `a - 1` is rounded by a factor of 1 + u, so are its
  /// product with v and the sum: together `u * (2 |a - 1| |v| + |a v|)` and terms in u^2, which is
  /// at most `4 u (1 + |a|) |v|`. Where nothing is to be multiplied the sum is `v + 0`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func composed(
    _ actual: UnsafeBufferPointer<Scalar>, of v: [Scalar], slope: [Scalar], inner: Int
  ) throws(CheckFailure) {
    try count(actual)
    let unit = Scalar.ulpOfOne / 2
    for run in 0..<(expected.count / inner) {
      let factor = 4 * unit * (1 + abs(slope[run % slope.count]))
      for k in (run * inner)..<((run + 1) * inner) {
        let allowed = factor * abs(v[k])
        guard abs(actual[k] - expected[k]) <= allowed else {
          throw wrong(k, actual[k], allowed: Double(allowed))
        }
      }
    }
  }

  private func count(_ actual: UnsafeBufferPointer<Scalar>) throws(CheckFailure) {
    guard actual.count == expected.count else {
      throw .wrong(
        output: "count of \(name)", index: 0, value: Double(actual.count),
        expected: Double(expected.count), allowed: 0)
    }
  }

  private func wrong(_ index: Int, _ value: Scalar, allowed: Double) -> CheckFailure {
    .wrong(
      output: name, index: index, value: Double(value), expected: Double(expected[index]),
      allowed: allowed)
  }
}
