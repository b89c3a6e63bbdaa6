public import PReLUKernels

extension ExactGradient {
  /// How a gradient that is this sum over a slope breaks its bound, in words, or `nil` where it keeps it.
  ///
  /// The bound is `violation(_:old:)`'s, with the sum's errors divided by the slope as the sum is. The division rounds in Double,
  /// and so does adding what is accumulated to: each half a ULP of Double, which in Float is far smaller than the half ULP that
  /// remains of one, and in Double is the other half where nothing is accumulated to. Where something is, one ULP more.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func violation<Scalar: Number>(
    _ actual: Scalar, dividedBy slope: Scalar, old: Scalar = 0
  ) -> String? {
    // Everything times the slope, so that nothing has to be divided: products of two numbers are exact.
    var error = sum
    error.addProduct(Double(old), Double(slope))
    error.addProduct(-Double(actual), Double(slope))
    let quotient = Scalar(sum.rounded / Double(slope))
    let ulps = Scalar.self == Double.self && old != 0 ? 2.0 : 1.0
    let ulp = ulps * Double(max(actual.magnitude, quotient.magnitude).ulp) * Double(slope)
    let roundingsOfTerm = Scalar.self == Float.self ? 1.0 : 2.0
    let bound = ulp + roundingsOfTerm * Double(terms) * 0x1p-53 * magnitude.rounded
    // The bound has been computed with a few roundings of its own.
    guard actual.isFinite, error.rounded.magnitude <= bound * (1 + 0x1p-50) else {
      return "\(actual), exactly \(quotient): error \(error.rounded / Double(slope))"
    }
    return nil
  }
}
