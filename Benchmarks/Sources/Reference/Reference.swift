/// PReLU by its definition, slow and obvious, on `[outer, channels, inner]`.
///
/// A product of two numbers of a type, rounded once, is the type's own product, so outputs need no
/// other precision; the sums are made in a higher one.
public struct Reference<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  let x: [Scalar]
  let slope: [Scalar]
  let inner: Int

  /// - Precondition: the count of x is a multiple of `slope.count * inner`, which is not zero.
  public init(x: [Scalar], slope: [Scalar], inner: Int) {
    self.x = x
    self.slope = slope
    self.inner = inner
  }

  /// `y = x < 0 ? a * x : x`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func forward() -> [Scalar] {
    var y: [Scalar] = []
    y.reserveCapacity(x.count)
    for run in 0..<(x.count / inner) {
      let a = slope[run % slope.count]
      for k in (run * inner)..<((run + 1) * inner) {
        y.append(x[k] < 0 ? a * x[k] : x[k])
      }
    }
    return y
  }

  /// `dx = x > 0 ? g : a * g`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func inputGradient(_ g: [Scalar]) -> [Scalar] {
    var dx: [Scalar] = []
    dx.reserveCapacity(x.count)
    for run in 0..<(x.count / inner) {
      let a = slope[run % slope.count]
      for k in (run * inner)..<((run + 1) * inner) {
        dx.append(x[k] > 0 ? g[k] : a * g[k])
      }
    }
    return dx
  }

  /// The double backward's gradient to x, `x > 0 ? 0 : v * g`.
  public func secondInputGradient(_ g: [Scalar], _ v: [Scalar]) -> [Scalar] {
    elements { k, c in x[k] > 0 ? 0 : v[c] * g[k] }
  }

  /// The double backward's gradient to g, `x > 0 ? u : a * u + v * x`: two products and their sum, rounded each.
  public func secondUpstreamGradient(_ u: [Scalar], _ v: [Scalar]) -> [Scalar] {
    elements { k, c in
      let (a, b) = (slope[c] * u[k], v[c] * x[k])
      return x[k] > 0 ? u[k] : a + b
    }
  }

  /// What `body` makes of every index and the index of its slope.
  @inline(__always)
  private func elements(_ body: (Int, Int) -> Scalar) -> [Scalar] {
    x.indices.map { body($0, $0 / inner % slope.count) }
  }

  /// For each slope the sum of `g * x` over the positions that share it and where not `x > 0`.
  public func slopeGradient(_ g: [Scalar]) -> [CompensatedSum] { sums(of: g, x) }

  /// For each slope the sum of `a * b` over the positions that share it and where not `x > 0`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func sums(of a: [Scalar], _ b: [Scalar]) -> [CompensatedSum] {
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: slope.count)
    for run in 0..<(x.count / inner) {
      for k in (run * inner)..<((run + 1) * inner) where !(x[k] > 0) {
        sums[run % slope.count].add(Double(a[k]), Double(b[k]))
      }
    }
    return sums
  }
}
