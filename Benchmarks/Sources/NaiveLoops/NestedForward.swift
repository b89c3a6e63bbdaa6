extension Naive {
  /// Three nested loops over `[batch, channels, inner]`, with the formula as it stands in the
  /// paper.
  @inline(__always)
  static func forwardChannelsFirst<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope: [Scalar], batch: Int, channels: Int, inner: Int, into y: inout [Scalar]
  ) {
    for n in 0..<batch {
      for c in 0..<channels {
        for i in 0..<inner {
          let k = (n * channels + c) * inner + i
          y[k] = x[k] > 0 ? x[k] : slope[c] * x[k]
        }
      }
    }
  }

  /// The same with the slope read once a channel and the index counted along.
  @inline(__always)
  static func forwardChannelsFirstHoisted<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope: [Scalar], batch: Int, channels: Int, inner: Int, into y: inout [Scalar]
  ) {
    var start = 0
    for _ in 0..<batch {
      for c in 0..<channels {
        let a = slope[c]
        for k in start..<(start + inner) {
          y[k] = x[k] > 0 ? x[k] : a * x[k]
        }
        start += inner
      }
    }
  }

  /// Three nested loops over `[batch, pixels, channels]`.
  @inline(__always)
  static func forwardChannelsLast<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope: [Scalar], batch: Int, pixels: Int, channels: Int, into y: inout [Scalar]
  ) {
    for n in 0..<batch {
      for i in 0..<pixels {
        for c in 0..<channels {
          let k = (n * pixels + i) * channels + c
          y[k] = x[k] > 0 ? x[k] : slope[c] * x[k]
        }
      }
    }
  }

  /// Two nested loops over rows and channels, the index counted along.
  @inline(__always)
  static func forwardRows<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope: [Scalar], rows: Int, channels: Int, into y: inout [Scalar]
  ) {
    var k = 0
    for _ in 0..<rows {
      for c in 0..<channels {
        y[k] = x[k] > 0 ? x[k] : slope[c] * x[k]
        k += 1
      }
    }
  }

  /// Three nested loops over `[batch, channels, inner]` with one slope for all.
  @inline(__always)
  static func forwardNestedShared<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope: Scalar, batch: Int, channels: Int, inner: Int, into y: inout [Scalar]
  ) {
    for n in 0..<batch {
      for c in 0..<channels {
        for i in 0..<inner {
          let k = (n * channels + c) * inner + i
          y[k] = x[k] > 0 ? x[k] : slope * x[k]
        }
      }
    }
  }
}
