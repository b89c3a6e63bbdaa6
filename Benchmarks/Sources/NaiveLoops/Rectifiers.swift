import Foundation

/// The rectifiers without slopes, one loop each. exp and expm1 are the C library's, for each element.
extension Naive {
  @inline(__always)
  static func reluForward<Scalar: BinaryFloatingPoint>(_ x: [Scalar], into y: inout [Scalar]) {
    for i in 0..<x.count {
      y[i] = x[i] > 0 ? x[i] : 0
    }
  }

  @inline(__always)
  static func reluBackward<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], gradient g: [Scalar], into dx: inout [Scalar]
  ) {
    for i in 0..<x.count {
      dx[i] = x[i] > 0 ? g[i] : 0
    }
  }

  @inline(__always)
  static func leakyReLUBackward<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], slope a: Scalar, gradient g: [Scalar], into dx: inout [Scalar]
  ) {
    for i in 0..<x.count {
      dx[i] = x[i] > 0 ? g[i] : a * g[i]
    }
  }

  /// `negative` is what becomes of a number that is not positive.
  @inline(__always)
  static func forward<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], into y: inout [Scalar], gamma: Scalar? = nil, negative: (Scalar) -> Scalar
  ) {
    for i in 0..<x.count {
      y[i] = x[i] > 0 ? (gamma.map { $0 * x[i] } ?? x[i]) : negative(x[i])
    }
  }

  /// `negative` is what g becomes where x is not positive.
  @inline(__always)
  static func backward<Scalar: BinaryFloatingPoint>(
    _ x: [Scalar], gradient g: [Scalar], into dx: inout [Scalar], gamma: Scalar? = nil,
    negative: (Scalar, Scalar) -> Scalar
  ) {
    for i in 0..<x.count {
      dx[i] = x[i] > 0 ? (gamma.map { $0 * g[i] } ?? g[i]) : negative(x[i], g[i])
    }
  }
}
