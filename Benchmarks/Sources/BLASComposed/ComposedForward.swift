extension ComposedPReLU {
  /// `y = x + (a - 1) * min(x, 0)`.
  public func forward(into y: UnsafeMutablePointer<Scalar>) {
    Scalar.copy(count, x, into: y)
    if isRows {
      for row in 0..<outer {
        let start = row * channels
        Scalar.scaledNegativePart(channels, x + start, slope: slope, into: first + start)
      }
      Scalar.add(count, 1, first, into: y)
    } else {
      Scalar.negativePart(count, x, into: first)
      for run in 0..<(outer * channels) {
        let start = run * inner
        Scalar.add(inner, slope[run % channels] - 1, first + start, into: y + start)
      }
    }
  }
}
