extension Naive {
  /// Three nested loops over `[batch, channels, inner]` with one slope for all.
  ///
  /// - Returns: The gradient to the slope.
  @inline(__always)
  static func backwardNestedShared<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope: Scalar, gradient g: [Scalar], batch: Int, channels: Int, inner: Int,
    inputGradient dx: inout [Scalar]
  ) -> Scalar {
    var sum: Scalar = 0
    for n in 0..<batch {
      for c in 0..<channels {
        for i in 0..<inner {
          let k = (n * channels + c) * inner + i
          if x[k] > 0 {
            dx[k] = g[k]
          } else {
            dx[k] = slope * g[k]
            sum += g[k] * x[k]
          }
        }
      }
    }
    return sum
  }

  /// One loop, one slope, ternaries.
  ///
  /// - Returns: The gradient to the slope.
  @inline(__always)
  static func backwardFlat<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope a: Scalar, gradient g: [Scalar], inputGradient dx: inout [Scalar]
  ) -> Scalar {
    var sum: Scalar = 0
    for i in 0..<x.count {
      dx[i] = x[i] > 0 ? g[i] : a * g[i]
      sum += x[i] > 0 ? 0 : g[i] * x[i]
    }
    return sum
  }

  /// Two loops, one slope: the first, which has no sum, is one that the compiler vectorises.
  ///
  /// - Returns: The gradient to the slope.
  @inline(__always)
  static func backwardTwoLoops<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope a: Scalar, gradient g: [Scalar], inputGradient dx: inout [Scalar]
  ) -> Scalar {
    for i in 0..<x.count {
      dx[i] = x[i] > 0 ? g[i] : a * g[i]
    }
    var sum: Scalar = 0
    for i in 0..<x.count {
      sum += x[i] > 0 ? 0 : g[i] * x[i]
    }
    return sum
  }
}
