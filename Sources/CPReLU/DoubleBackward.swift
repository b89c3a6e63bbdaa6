// The functions' names and contracts are prelu.h's, against which the compiler checks them.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CPReLUHeader
internal import PReLUKernels

@c @implementation
public func prelu_double_backward_f32(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Float>?,
  _ slope: UnsafePointer<Float>?, _ dy: UnsafePointer<Float>?, _ ddx: UnsafePointer<Float>?,
  _ ddslope: UnsafePointer<Float>?, _ gx: UnsafeMutablePointer<Float>?,
  _ gslope: UnsafeMutablePointer<Float>?, _ gdy: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe doubleBackward(
    outer, channels, inner, x, slope, dy, ddx, ddslope, gx, gslope, gdy
  ).code
}

@c @implementation
public func prelu_double_backward_f64(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Double>?,
  _ slope: UnsafePointer<Double>?, _ dy: UnsafePointer<Double>?, _ ddx: UnsafePointer<Double>?,
  _ ddslope: UnsafePointer<Double>?, _ gx: UnsafeMutablePointer<Double>?,
  _ gslope: UnsafeMutablePointer<Double>?, _ gdy: UnsafeMutablePointer<Double>?
) -> Int32 {
  unsafe doubleBackward(
    outer, channels, inner, x, slope, dy, ddx, ddslope, gx, gslope, gdy
  ).code
}

@c @implementation
public func prelu_double_backward_f16(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<UInt16>?,
  _ slope: UnsafePointer<UInt16>?, _ dy: UnsafePointer<UInt16>?, _ ddx: UnsafePointer<UInt16>?,
  _ ddslope: UnsafePointer<UInt16>?, _ gx: UnsafeMutablePointer<UInt16>?,
  _ gslope: UnsafeMutablePointer<UInt16>?, _ gdy: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe doubleBackward(
    outer, channels, inner, numbers(x, Float16.self), numbers(slope, Float16.self),
    numbers(dy, Float16.self), numbers(ddx, Float16.self), numbers(ddslope, Float16.self),
    numbers(gx, Float16.self), numbers(gslope, Float16.self), numbers(gdy, Float16.self)
  ).code
}

@c @implementation
public func prelu_double_backward_bf16(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<UInt16>?,
  _ slope: UnsafePointer<UInt16>?, _ dy: UnsafePointer<UInt16>?, _ ddx: UnsafePointer<UInt16>?,
  _ ddslope: UnsafePointer<UInt16>?, _ gx: UnsafeMutablePointer<UInt16>?,
  _ gslope: UnsafeMutablePointer<UInt16>?, _ gdy: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe doubleBackward(
    outer, channels, inner, numbers(x, BFloat16.self), numbers(slope, BFloat16.self),
    numbers(dy, BFloat16.self), numbers(ddx, BFloat16.self), numbers(ddslope, BFloat16.self),
    numbers(gx, BFloat16.self), numbers(gslope, BFloat16.self), numbers(gdy, BFloat16.self)
  ).code
}

@inline(always)
private func doubleBackward<Scalar: PReLUScalar>(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Scalar>?,
  _ slope: UnsafePointer<Scalar>?, _ dy: UnsafePointer<Scalar>?, _ ddx: UnsafePointer<Scalar>?,
  _ ddslope: UnsafePointer<Scalar>?, _ gx: UnsafeMutablePointer<Scalar>?,
  _ gslope: UnsafeMutablePointer<Scalar>?, _ gdy: UnsafeMutablePointer<Scalar>?
) -> prelu_status {
  do throws(PReLUError) {
    let layout = try Layout(outer: outer, channels: channels, inner: inner)
    // Without elements slopes may be there, and their gradients are zero.
    if layout.count > 0 {
      guard unsafe x != nil else { return PRELU_X_IS_NULL }
      guard unsafe slope != nil else { return PRELU_SLOPE_IS_NULL }
      guard unsafe dy != nil else { return PRELU_DY_IS_NULL }
      guard unsafe gx != nil || gslope != nil || gdy != nil else { return PRELU_OUTPUTS_ARE_NULL }
      guard unsafe ddx != nil else { return PRELU_DDX_IS_NULL }
      guard unsafe ddslope != nil else { return PRELU_DDSLOPE_IS_NULL }
    }
    try unsafe PReLU.doubleBackwardAllowingNil(
      UnsafeBufferPointer(start: x, count: layout.count),
      slope: slope.map { unsafe UnsafeBufferPointer(start: $0, count: channels) },
      gradient: UnsafeBufferPointer(start: dy, count: layout.count),
      upstreamOfInputGradient: UnsafeBufferPointer(start: ddx, count: layout.count),
      upstreamOfSlopeGradient: ddslope.map {
        unsafe UnsafeBufferPointer(start: $0, count: channels)
      },
      layout: layout,
      toInput: gx.map { unsafe UnsafeMutableBufferPointer(start: $0, count: layout.count) },
      toSlope: gslope.map { unsafe UnsafeMutableBufferPointer(start: $0, count: channels) },
      toGradient: gdy.map { unsafe UnsafeMutableBufferPointer(start: $0, count: layout.count) },
      threads: currentThreads())
    return PRELU_SUCCESS
  } catch {
    return status(error)
  }
}
