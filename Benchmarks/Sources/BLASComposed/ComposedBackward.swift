extension ComposedPReLU {
  /// `dx = g + (a - 1) * (x > 0 ? 0 : g)`; the slope's gradient is the dot product of g and min(x,
  /// 0) for runs, and for rows the product of a vector of ones and the matrix of g * min(x, 0).
  public func backward(
    gradient g: UnsafePointer<Scalar>, inputGradient dx: UnsafeMutablePointer<Scalar>,
    slopeGradient: UnsafeMutablePointer<Scalar>
  ) {
    Scalar.copy(count, g, into: dx)
    if isRows {
      Scalar.negativeProduct(count, g, x, into: first)
      for row in 0..<outer {
        let start = row * channels
        Scalar.scaledMask(
          channels, g + start, by: x + start, slope: slope, into: second + start)
      }
      Scalar.add(count, 1, second, into: dx)
      Scalar.multiplyTransposed(first, rows: outer, columns: channels, ones, into: slopeGradient)
    } else {
      Scalar.negativePart(count, x, into: first)
      Scalar.mask(count, g, by: x, into: second)
      for c in 0..<channels { slopeGradient[c] = 0 }
      for run in 0..<(outer * channels) {
        let (start, c) = (run * inner, run % channels)
        slopeGradient[c] += Scalar.dot(inner, g + start, first + start)
        Scalar.add(inner, slope[c] - 1, second + start, into: dx + start)
      }
    }
  }
}
