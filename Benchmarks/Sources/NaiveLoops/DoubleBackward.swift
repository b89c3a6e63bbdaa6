extension Naive {
  /// Three nested loops over `[outer, channels, inner]`.
  @inline(__always)
  static func doubleBackward<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope: [Scalar], gradient g: [Scalar], u: [Scalar], v: [Scalar], outer: Int,
    inner: Int, toInput gx: inout [Scalar], toSlope gslope: inout [Scalar],
    toGradient gdy: inout [Scalar]
  ) {
    let channels = slope.count
    for c in 0..<channels { gslope[c] = 0 }
    for o in 0..<outer {
      for c in 0..<channels {
        for i in 0..<inner {
          let k = (o * channels + c) * inner + i
          if x[k] > 0 {
            gx[k] = 0
            gdy[k] = u[k]
          } else {
            gx[k] = v[c] * g[k]
            gslope[c] += u[k] * g[k]
            gdy[k] = slope[c] * u[k] + v[c] * x[k]
          }
        }
      }
    }
  }
}
