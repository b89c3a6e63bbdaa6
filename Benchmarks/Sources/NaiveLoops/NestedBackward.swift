extension Naive {
  /// Three nested loops over `[batch, channels, inner]`, with the formulas as they stand in the
  /// paper.
  @inline(__always)
  static func backwardChannelsFirst<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope: [Scalar], gradient g: [Scalar], batch: Int, channels: Int, inner: Int,
    inputGradient dx: inout [Scalar], slopeGradient: inout [Scalar]
  ) {
    for c in 0..<channels { slopeGradient[c] = 0 }
    for n in 0..<batch {
      for c in 0..<channels {
        for i in 0..<inner {
          let k = (n * channels + c) * inner + i
          if x[k] > 0 {
            dx[k] = g[k]
          } else {
            dx[k] = slope[c] * g[k]
            slopeGradient[c] += g[k] * x[k]
          }
        }
      }
    }
  }

  /// The same without branches on x: the slope read and the sum written once a channel.
  @inline(__always)
  static func backwardChannelsFirstHoisted<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope: [Scalar], gradient g: [Scalar], batch: Int, channels: Int, inner: Int,
    inputGradient dx: inout [Scalar], slopeGradient: inout [Scalar]
  ) {
    for c in 0..<channels { slopeGradient[c] = 0 }
    var start = 0
    for _ in 0..<batch {
      for c in 0..<channels {
        let a = slope[c]
        var sum: Scalar = 0
        for k in start..<(start + inner) {
          dx[k] = x[k] > 0 ? g[k] : a * g[k]
          sum += x[k] > 0 ? 0 : g[k] * x[k]
        }
        slopeGradient[c] += sum
        start += inner
      }
    }
  }

  /// Three nested loops over `[batch, pixels, channels]`.
  @inline(__always)
  static func backwardChannelsLast<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope: [Scalar], gradient g: [Scalar], batch: Int, pixels: Int, channels: Int,
    inputGradient dx: inout [Scalar], slopeGradient: inout [Scalar]
  ) {
    for c in 0..<channels { slopeGradient[c] = 0 }
    for n in 0..<batch {
      for i in 0..<pixels {
        for c in 0..<channels {
          let k = (n * pixels + i) * channels + c
          if x[k] > 0 {
            dx[k] = g[k]
          } else {
            dx[k] = slope[c] * g[k]
            slopeGradient[c] += g[k] * x[k]
          }
        }
      }
    }
  }

  /// Two nested loops over rows and channels without branches on x, the index counted along.
  @inline(__always)
  static func backwardRows<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope: [Scalar], gradient g: [Scalar], rows: Int, channels: Int,
    inputGradient dx: inout [Scalar], slopeGradient: inout [Scalar]
  ) {
    for c in 0..<channels { slopeGradient[c] = 0 }
    var k = 0
    for _ in 0..<rows {
      for c in 0..<channels {
        dx[k] = x[k] > 0 ? g[k] : slope[c] * g[k]
        slopeGradient[c] += x[k] > 0 ? 0 : g[k] * x[k]
        k += 1
      }
    }
  }
}
