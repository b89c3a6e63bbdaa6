extension Naive {
  /// One loop, one slope, a ternary: the spelling that the compiler vectorises.
  @inline(__always)
  static func forwardFlat<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope a: Scalar, into y: inout [Scalar]
  ) {
    for i in 0..<x.count {
      y[i] = x[i] > 0 ? x[i] : a * x[i]
    }
  }

  /// One loop, one slope, with `if` and `else`.
  @inline(__always)
  static func forwardIfElse<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope a: Scalar, into y: inout [Scalar]
  ) {
    for i in 0..<x.count {
      if x[i] > 0 {
        y[i] = x[i]
      } else {
        y[i] = a * x[i]
      }
    }
  }

  /// `map`, one slope: a new array each time.
  @inline(__always)
  static func forwardMap<Scalar: BinaryFloatingPoint>(_ x: [Scalar], slope a: Scalar) -> [Scalar] {
    x.map { $0 > 0 ? $0 : a * $0 }
  }
}
