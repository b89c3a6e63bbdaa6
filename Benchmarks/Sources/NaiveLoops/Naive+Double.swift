import Foundation

extension Double: NaiveScalar {
  public static func forwardChannelsFirst(
    _ x: [Double], slope: [Double], batch: Int, channels: Int, inner: Int, into y: inout [Double]
  ) {
    Naive.forwardChannelsFirst(
      x, slope: slope, batch: batch, channels: channels, inner: inner, into: &y
    )
  }

  public static func forwardChannelsFirstHoisted(
    _ x: [Double], slope: [Double], batch: Int, channels: Int, inner: Int, into y: inout [Double]
  ) {
    Naive.forwardChannelsFirstHoisted(
      x, slope: slope, batch: batch, channels: channels, inner: inner, into: &y
    )
  }

  public static func forwardChannelsLast(
    _ x: [Double], slope: [Double], batch: Int, pixels: Int, channels: Int, into y: inout [Double]
  ) {
    Naive.forwardChannelsLast(
      x, slope: slope, batch: batch, pixels: pixels, channels: channels, into: &y
    )
  }

  public static func forwardRows(
    _ x: [Double], slope: [Double], rows: Int, channels: Int, into y: inout [Double]
  ) {
    Naive.forwardRows(x, slope: slope, rows: rows, channels: channels, into: &y)
  }

  public static func forwardNestedShared(
    _ x: [Double], slope: Double, batch: Int, channels: Int, inner: Int, into y: inout [Double]
  ) {
    Naive.forwardNestedShared(
      x, slope: slope, batch: batch, channels: channels, inner: inner, into: &y
    )
  }

  public static func forwardFlat(_ x: [Double], slope a: Double, into y: inout [Double]) {
    Naive.forwardFlat(x, slope: a, into: &y)
  }

  public static func forwardIfElse(_ x: [Double], slope a: Double, into y: inout [Double]) {
    Naive.forwardIfElse(x, slope: a, into: &y)
  }

  public static func backwardChannelsFirst(
    _ x: [Double], slope: [Double], gradient g: [Double], batch: Int, channels: Int, inner: Int,
    inputGradient dx: inout [Double], slopeGradient: inout [Double]
  ) {
    Naive.backwardChannelsFirst(
      x, slope: slope, gradient: g, batch: batch, channels: channels, inner: inner,
      inputGradient: &dx, slopeGradient: &slopeGradient
    )
  }

  public static func backwardChannelsFirstHoisted(
    _ x: [Double], slope: [Double], gradient g: [Double], batch: Int, channels: Int, inner: Int,
    inputGradient dx: inout [Double], slopeGradient: inout [Double]
  ) {
    Naive.backwardChannelsFirstHoisted(
      x, slope: slope, gradient: g, batch: batch, channels: channels, inner: inner,
      inputGradient: &dx, slopeGradient: &slopeGradient
    )
  }

  public static func backwardChannelsLast(
    _ x: [Double], slope: [Double], gradient g: [Double], batch: Int, pixels: Int, channels: Int,
    inputGradient dx: inout [Double], slopeGradient: inout [Double]
  ) {
    Naive.backwardChannelsLast(
      x, slope: slope, gradient: g, batch: batch, pixels: pixels, channels: channels,
      inputGradient: &dx, slopeGradient: &slopeGradient
    )
  }

  public static func backwardRows(
    _ x: [Double], slope: [Double], gradient g: [Double], rows: Int, channels: Int,
    inputGradient dx: inout [Double], slopeGradient: inout [Double]
  ) {
    Naive.backwardRows(
      x, slope: slope, gradient: g, rows: rows, channels: channels, inputGradient: &dx,
      slopeGradient: &slopeGradient
    )
  }

  public static func backwardNestedShared(
    _ x: [Double], slope: Double, gradient g: [Double], batch: Int, channels: Int, inner: Int,
    inputGradient dx: inout [Double]
  ) -> Double {
    Naive.backwardNestedShared(
      x, slope: slope, gradient: g, batch: batch, channels: channels, inner: inner,
      inputGradient: &dx
    )
  }

  public static func backwardFlat(
    _ x: [Double], slope a: Double, gradient g: [Double], inputGradient dx: inout [Double]
  ) -> Double {
    Naive.backwardFlat(x, slope: a, gradient: g, inputGradient: &dx)
  }

  public static func backwardTwoLoops(
    _ x: [Double], slope a: Double, gradient g: [Double], inputGradient dx: inout [Double]
  ) -> Double {
    Naive.backwardTwoLoops(x, slope: a, gradient: g, inputGradient: &dx)
  }

  public static func forwardMap(_ x: [Double], slope a: Double) -> [Double] {
    Naive.forwardMap(x, slope: a)
  }

  public static func reluForward(_ x: [Double], into y: inout [Double]) {
    Naive.reluForward(x, into: &y)
  }

  public static func reluBackward(_ x: [Double], gradient g: [Double], into dx: inout [Double]) {
    Naive.reluBackward(x, gradient: g, into: &dx)
  }

  public static func leakyReLUBackward(
    _ x: [Double], slope a: Double, gradient g: [Double], into dx: inout [Double]
  ) {
    Naive.leakyReLUBackward(x, slope: a, gradient: g, into: &dx)
  }

  public static func eluForward(_ x: [Double], alpha: Double, into y: inout [Double]) {
    Naive.forward(x, into: &y) { alpha * (exp($0) - 1) }
  }

  public static func eluForwardExpMinusOne(_ x: [Double], alpha: Double, into y: inout [Double]) {
    Naive.forward(x, into: &y) { alpha * expm1($0) }
  }

  public static func eluBackward(
    _ x: [Double], alpha: Double, gradient g: [Double], into dx: inout [Double]
  ) {
    Naive.backward(x, gradient: g, into: &dx) { alpha * exp($0) * $1 }
  }

  public static func seluForward(
    _ x: [Double], alpha: Double, gamma: Double, into y: inout [Double]
  ) {
    Naive.forward(x, into: &y, gamma: gamma) { gamma * alpha * (exp($0) - 1) }
  }

  public static func seluBackward(
    _ x: [Double], alpha: Double, gamma: Double, gradient g: [Double], into dx: inout [Double]
  ) {
    Naive.backward(x, gradient: g, into: &dx, gamma: gamma) { gamma * alpha * exp($0) * $1 }
  }

  public static func doubleBackward(
    _ x: [Double], slope: [Double], gradient g: [Double], u: [Double], v: [Double], outer: Int,
    inner: Int,
    toInput gx: inout [Double], toSlope gslope: inout [Double], toGradient gdy: inout [Double]
  ) {
    Naive.doubleBackward(
      x, slope: slope, gradient: g, u: u, v: v, outer: outer, inner: inner, toInput: &gx,
      toSlope: &gslope, toGradient: &gdy)
  }
}
