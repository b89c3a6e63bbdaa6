/// PReLU as people write it before they look for a library: plain loops over arrays, in a module
/// that is compiled with no settings of its own.
///
/// All spellings use `x > 0`, as their writers do, so they differ from the library's contract in
/// the sign of zero and in NaN, which the benchmark's inputs do not contain. Sums are kept in the
/// scalar type.
///
/// Each body is written once and inlined into a function of `Float` and one of `Double`: so the
/// compiler makes of it what it makes of a loop over `[Float]`. (It does not in functions that are
/// specialised by `@_specialize`, nor in default bodies of a protocol: neither gets the flat loops
/// vectorised.)
enum Naive {}

/// A type that the loops are compiled for; each is described where its body is.
public protocol NaiveScalar: BinaryFloatingPoint {
  static func forwardChannelsFirst(
    _ x: [Self], slope: [Self], batch: Int, channels: Int, inner: Int, into y: inout [Self]
  )

  static func forwardChannelsFirstHoisted(
    _ x: [Self], slope: [Self], batch: Int, channels: Int, inner: Int, into y: inout [Self]
  )

  static func forwardChannelsLast(
    _ x: [Self], slope: [Self], batch: Int, pixels: Int, channels: Int, into y: inout [Self]
  )

  static func forwardRows(
    _ x: [Self], slope: [Self], rows: Int, channels: Int, into y: inout [Self]
  )

  static func forwardNestedShared(
    _ x: [Self], slope: Self, batch: Int, channels: Int, inner: Int, into y: inout [Self]
  )

  static func forwardFlat(_ x: [Self], slope a: Self, into y: inout [Self])

  static func forwardIfElse(_ x: [Self], slope a: Self, into y: inout [Self])

  static func backwardChannelsFirst(
    _ x: [Self], slope: [Self], gradient g: [Self], batch: Int, channels: Int, inner: Int,
    inputGradient dx: inout [Self], slopeGradient: inout [Self]
  )

  static func backwardChannelsFirstHoisted(
    _ x: [Self], slope: [Self], gradient g: [Self], batch: Int, channels: Int, inner: Int,
    inputGradient dx: inout [Self], slopeGradient: inout [Self]
  )

  static func backwardChannelsLast(
    _ x: [Self], slope: [Self], gradient g: [Self], batch: Int, pixels: Int, channels: Int,
    inputGradient dx: inout [Self], slopeGradient: inout [Self]
  )

  static func backwardRows(
    _ x: [Self], slope: [Self], gradient g: [Self], rows: Int, channels: Int,
    inputGradient dx: inout [Self], slopeGradient: inout [Self]
  )

  static func backwardNestedShared(
    _ x: [Self], slope: Self, gradient g: [Self], batch: Int, channels: Int, inner: Int,
    inputGradient dx: inout [Self]
  ) -> Self

  static func backwardFlat(
    _ x: [Self], slope a: Self, gradient g: [Self], inputGradient dx: inout [Self]
  ) -> Self

  static func backwardTwoLoops(
    _ x: [Self], slope a: Self, gradient g: [Self], inputGradient dx: inout [Self]
  ) -> Self

  static func forwardMap(_ x: [Self], slope a: Self) -> [Self]

  static func reluForward(_ x: [Self], into y: inout [Self])

  static func reluBackward(_ x: [Self], gradient g: [Self], into dx: inout [Self])

  static func leakyReLUBackward(
    _ x: [Self], slope a: Self, gradient g: [Self], into dx: inout [Self]
  )

  static func eluForward(_ x: [Self], alpha: Self, into y: inout [Self])

  static func eluForwardExpMinusOne(_ x: [Self], alpha: Self, into y: inout [Self])

  static func eluBackward(_ x: [Self], alpha: Self, gradient g: [Self], into dx: inout [Self])

  static func seluForward(_ x: [Self], alpha: Self, gamma: Self, into y: inout [Self])

  static func seluBackward(
    _ x: [Self], alpha: Self, gamma: Self, gradient g: [Self], into dx: inout [Self]
  )

  static func doubleBackward(
    _ x: [Self], slope: [Self], gradient g: [Self], u: [Self], v: [Self], outer: Int, inner: Int,
    toInput gx: inout [Self], toSlope gslope: inout [Self], toGradient gdy: inout [Self]
  )
}
