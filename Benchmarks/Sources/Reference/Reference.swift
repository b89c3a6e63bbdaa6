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

  /// For each slope the sum of `g * x` over the positions that share it and where not `x > 0`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func slopeGradient(_ g: [Scalar]) -> [CompensatedSum] {
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: slope.count)
    for run in 0..<(x.count / inner) {
      for k in (run * inner)..<((run + 1) * inner) where !(x[k] > 0) {
        sums[run % slope.count].add(Double(g[k]), Double(x[k]))
      }
    }
    return sums
  }
}
