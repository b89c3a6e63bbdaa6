public import PReLUKernels

/// The gradient to one slope without rounding, and what its error bound depends on.
public struct ExactGradient: Sendable {
  public private(set) var sum = ExactSum()
  /// The sum of |g * x|.
  public private(set) var magnitude = ExactSum()
  /// How many products there are.
  public private(set) var terms = 0

  public init() {}

  /// Adds the product of two Floats.
  public mutating func addProduct(_ x: Float, _ g: Float) {
    // Exact: two significands of 24 bits have a product of at most 48.
    let product = Double(x) * Double(g)
    terms += 1
    sum.add(product)
    magnitude.add(product.magnitude)
  }

  /// Adds the product of two Doubles.
  public mutating func addProduct(_ x: Double, _ g: Double) {
    terms += 1
    sum.addProduct(x, g)
    magnitude.addProduct(x.magnitude, g.magnitude)
  }

  /// How a computed gradient breaks the contract's bound, in words, or `nil` where it keeps it.
  ///
  /// The bound, with u = 2^-53. Whatever the order of n terms, each of them passes through at most n - 1
  /// additions that round, each with a relative error of at most u: together (n - 1) * u * sum|g*x| to
  /// first order, and n * u * sum|g*x| holds the higher orders where n is below 2^26. For Double, every
  /// product has been rounded as well, which is one u more of each term: below 2n * u. Adding what is
  /// accumulated to and rounding to Scalar is half a ULP, in Float preceded by a rounding in Double
  /// that is far smaller than the other half.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func violation<Scalar: Number>(_ actual: Scalar, old: Scalar = 0) -> String? {
    var exact = sum
    exact.add(Double(old))
    var error = exact
    error.add(-Double(actual))
    let ulp = Double(max(actual.magnitude, Scalar(exact.rounded.magnitude)).ulp)
    let roundingsOfTerm = Scalar.self == Float.self ? 1.0 : 2.0
    let bound = ulp + roundingsOfTerm * Double(terms) * 0x1p-53 * magnitude.rounded
    // The bound has been computed with a few roundings of its own.
    guard actual.isFinite, error.rounded.magnitude <= bound * (1 + 0x1p-50) else {
      return "\(actual), exactly \(exact.rounded): error \(error.rounded), bound \(bound)"
    }
    return nil
  }
}

/// The first of the computed gradients that breaks the contract's bound, in words.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
public func violation<Scalar: Number>(
  _ actual: [Scalar], _ exact: [ExactGradient], old: [Scalar]? = nil
) -> String? {
  guard actual.count == exact.count else { return "\(actual.count) slope gradients" }
  for (channel, gradient) in exact.enumerated() {
    if let violation = gradient.violation(actual[channel], old: old?[channel] ?? 0) {
      return "slope gradient \(channel) is \(violation)"
    }
  }
  return nil
}
