public import PReLUKernels

/// The inputs of a call of the second order, and what it has to compute: the contract's formulas, element by element.
public struct SecondOrderProblem<Scalar: Number>: Sendable {
  public let first: Problem<Scalar>
  /// The direction of the input, or the upstream gradient of dx.
  public let u: [Scalar]
  /// The direction of the slopes, or the upstream gradient of theirs.
  public let v: [Scalar]

  public private(set) var toInput: [Scalar] = []
  public private(set) var toGradient: [Scalar] = []
  public private(set) var toSlope: [ExactGradient]

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public init(_ layout: Layout) {
    first = Problem(layout)
    let second = Problem<Scalar>(layout, seed: 7)
    u = second.gradient
    v = second.oldSlopeGradient
    toSlope = [ExactGradient](repeating: ExactGradient(), count: layout.channels)
    var index = 0
    for _ in 0..<layout.outer {
      for channel in 0..<layout.channels {
        let (slope, v) = (first.slope[channel], v[channel])
        for _ in 0..<layout.inner {
          let (x, g, u) = (first.x[index], first.gradient[index], u[index])
          toInput.append(x > 0 ? 0 : v * g)
          // Two products and a sum, each rounded.
          let (a, b) = (slope * u, v * x)
          toGradient.append(x > 0 ? u : a + b)
          if !(x > 0) { toSlope[channel].addProduct(of: u, g) }
          index += 1
        }
      }
    }
  }
}
