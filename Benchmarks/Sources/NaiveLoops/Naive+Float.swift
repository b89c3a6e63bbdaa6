import Foundation

extension Float: NaiveScalar {
  public static func forwardChannelsFirst(
    _ x: [Float], slope: [Float], batch: Int, channels: Int, inner: Int, into y: inout [Float]
  ) {
    Naive.forwardChannelsFirst(
      x, slope: slope, batch: batch, channels: channels, inner: inner, into: &y
    )
  }

  public static func forwardChannelsFirstHoisted(
    _ x: [Float], slope: [Float], batch: Int, channels: Int, inner: Int, into y: inout [Float]
  ) {
    Naive.forwardChannelsFirstHoisted(
      x, slope: slope, batch: batch, channels: channels, inner: inner, into: &y
    )
  }

  public static func forwardChannelsLast(
    _ x: [Float], slope: [Float], batch: Int, pixels: Int, channels: Int, into y: inout [Float]
  ) {
    Naive.forwardChannelsLast(
      x, slope: slope, batch: batch, pixels: pixels, channels: channels, into: &y
    )
  }

  public static func forwardRows(
    _ x: [Float], slope: [Float], rows: Int, channels: Int, into y: inout [Float]
  ) {
    Naive.forwardRows(x, slope: slope, rows: rows, channels: channels, into: &y)
  }

  public static func forwardNestedShared(
    _ x: [Float], slope: Float, batch: Int, channels: Int, inner: Int, into y: inout [Float]
  ) {
    Naive.forwardNestedShared(
      x, slope: slope, batch: batch, channels: channels, inner: inner, into: &y
    )
  }

  public static func forwardFlat(_ x: [Float], slope a: Float, into y: inout [Float]) {
    Naive.forwardFlat(x, slope: a, into: &y)
  }

  public static func forwardIfElse(_ x: [Float], slope a: Float, into y: inout [Float]) {
    Naive.forwardIfElse(x, slope: a, into: &y)
  }

  public static func backwardChannelsFirst(
    _ x: [Float], slope: [Float], gradient g: [Float], batch: Int, channels: Int, inner: Int,
    inputGradient dx: inout [Float], slopeGradient: inout [Float]
  ) {
    Naive.backwardChannelsFirst(
      x, slope: slope, gradient: g, batch: batch, channels: channels, inner: inner,
      inputGradient: &dx, slopeGradient: &slopeGradient
    )
  }

  public static func backwardChannelsFirstHoisted(
    _ x: [Float], slope: [Float], gradient g: [Float], batch: Int, channels: Int, inner: Int,
    inputGradient dx: inout [Float], slopeGradient: inout [Float]
  ) {
    Naive.backwardChannelsFirstHoisted(
      x, slope: slope, gradient: g, batch: batch, channels: channels, inner: inner,
      inputGradient: &dx, slopeGradient: &slopeGradient
    )
  }

  public static func backwardChannelsLast(
    _ x: [Float], slope: [Float], gradient g: [Float], batch: Int, pixels: Int, channels: Int,
    inputGradient dx: inout [Float], slopeGradient: inout [Float]
  ) {
    Naive.backwardChannelsLast(
      x, slope: slope, gradient: g, batch: batch, pixels: pixels, channels: channels,
      inputGradient: &dx, slopeGradient: &slopeGradient
    )
  }

  public static func backwardRows(
    _ x: [Float], slope: [Float], gradient g: [Float], rows: Int, channels: Int,
    inputGradient dx: inout [Float], slopeGradient: inout [Float]
  ) {
    Naive.backwardRows(
      x, slope: slope, gradient: g, rows: rows, channels: channels, inputGradient: &dx,
      slopeGradient: &slopeGradient
    )
  }

  public static func backwardNestedShared(
    _ x: [Float], slope: Float, gradient g: [Float], batch: Int, channels: Int, inner: Int,
    inputGradient dx: inout [Float]
  ) -> Float {
    Naive.backwardNestedShared(
      x, slope: slope, gradient: g, batch: batch, channels: channels, inner: inner,
      inputGradient: &dx
    )
  }

  public static func backwardFlat(
    _ x: [Float], slope a: Float, gradient g: [Float], inputGradient dx: inout [Float]
  ) -> Float {
    Naive.backwardFlat(x, slope: a, gradient: g, inputGradient: &dx)
  }

  public static func backwardTwoLoops(
    _ x: [Float], slope a: Float, gradient g: [Float], inputGradient dx: inout [Float]
  ) -> Float {
    Naive.backwardTwoLoops(x, slope: a, gradient: g, inputGradient: &dx)
  }

  public static func forwardMap(_ x: [Float], slope a: Float) -> [Float] {
    Naive.forwardMap(x, slope: a)
  }

  public static func reluForward(_ x: [Float], into y: inout [Float]) {
    Naive.reluForward(x, into: &y)
  }

  public static func reluBackward(_ x: [Float], gradient g: [Float], into dx: inout [Float]) {
    Naive.reluBackward(x, gradient: g, into: &dx)
  }

  public static func leakyReLUBackward(
    _ x: [Float], slope a: Float, gradient g: [Float], into dx: inout [Float]
  ) {
    Naive.leakyReLUBackward(x, slope: a, gradient: g, into: &dx)
  }

  public static func eluForward(_ x: [Float], alpha: Float, into y: inout [Float]) {
    Naive.forward(x, into: &y) { alpha * (exp($0) - 1) }
  }

  public static func eluForwardExpMinusOne(_ x: [Float], alpha: Float, into y: inout [Float]) {
    Naive.forward(x, into: &y) { alpha * expm1($0) }
  }

  public static func eluBackward(
    _ x: [Float], alpha: Float, gradient g: [Float], into dx: inout [Float]
  ) {
    Naive.backward(x, gradient: g, into: &dx) { alpha * exp($0) * $1 }
  }

  public static func seluForward(
    _ x: [Float], alpha: Float, gamma: Float, into y: inout [Float]
  ) {
    Naive.forward(x, into: &y, gamma: gamma) { gamma * alpha * (exp($0) - 1) }
  }

  public static func seluBackward(
    _ x: [Float], alpha: Float, gamma: Float, gradient g: [Float], into dx: inout [Float]
  ) {
    Naive.backward(x, gradient: g, into: &dx, gamma: gamma) { gamma * alpha * exp($0) * $1 }
  }

  public static func doubleBackward(
    _ x: [Float], slope: [Float], gradient g: [Float], u: [Float], v: [Float], outer: Int,
    inner: Int,
    toInput gx: inout [Float], toSlope gslope: inout [Float], toGradient gdy: inout [Float]
  ) {
    Naive.doubleBackward(
      x, slope: slope, gradient: g, u: u, v: v, outer: outer, inner: inner, toInput: &gx,
      toSlope: &gslope, toGradient: &gdy)
  }
}
