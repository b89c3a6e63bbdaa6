// The functions' names and contracts are prelu.h's, against which the compiler checks them.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CPReLUHeader
internal import PReLUKernels

@c @implementation
public func prelu_backward_f32(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Float>?,
  _ slope: UnsafePointer<Float>?, _ dy: UnsafePointer<Float>?, _ dx: UnsafeMutablePointer<Float>?,
  _ dslope: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe backward(
    outer, channels, inner, x, slope, dy,
    dx, dslope
  ).code
}

@c @implementation
public func prelu_backward_f64(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Double>?,
  _ slope: UnsafePointer<Double>?, _ dy: UnsafePointer<Double>?,
  _ dx: UnsafeMutablePointer<Double>?,
  _ dslope: UnsafeMutablePointer<Double>?
) -> Int32 {
  unsafe backward(
    outer, channels, inner, x, slope, dy,
    dx, dslope
  ).code
}

@c @implementation
public func prelu_backward_f16(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<UInt16>?,
  _ slope: UnsafePointer<UInt16>?, _ dy: UnsafePointer<UInt16>?,
  _ dx: UnsafeMutablePointer<UInt16>?,
  _ dslope: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe backward(
    outer, channels, inner, numbers(x, Float16.self), numbers(slope, Float16.self),
    numbers(dy, Float16.self),
    numbers(dx, Float16.self), numbers(dslope, Float16.self)
  ).code
}

@c @implementation
public func prelu_backward_bf16(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<UInt16>?,
  _ slope: UnsafePointer<UInt16>?, _ dy: UnsafePointer<UInt16>?,
  _ dx: UnsafeMutablePointer<UInt16>?,
  _ dslope: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe backward(
    outer, channels, inner, numbers(x, BFloat16.self), numbers(slope, BFloat16.self),
    numbers(dy, BFloat16.self),
    numbers(dx, BFloat16.self), numbers(dslope, BFloat16.self)
  ).code
}

@c @implementation
public func prelu_backward_f16_f32(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<UInt16>?,
  _ slope: UnsafePointer<Float>?, _ dy: UnsafePointer<UInt16>?, _ dx: UnsafeMutablePointer<UInt16>?,
  _ dslope: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe backward(
    outer, channels, inner, numbers(x, Float16.self), slope, numbers(dy, Float16.self),
    numbers(dx, Float16.self), dslope
  ).code
}

@c @implementation
public func prelu_backward_bf16_f32(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<UInt16>?,
  _ slope: UnsafePointer<Float>?, _ dy: UnsafePointer<UInt16>?, _ dx: UnsafeMutablePointer<UInt16>?,
  _ dslope: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe backward(
    outer, channels, inner, numbers(x, BFloat16.self), slope, numbers(dy, BFloat16.self),
    numbers(dx, BFloat16.self), dslope
  ).code
}

@inline(always)
private func backward<Scalar: PReLUScalar, Slope: PReLUScalar>(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Scalar>?,
  _ slope: UnsafePointer<Slope>?, _ dy: UnsafePointer<Scalar>?,
  _ dx: UnsafeMutablePointer<Scalar>?, _ dslope: UnsafeMutablePointer<Slope>?
) -> prelu_status where Slope.Compute == Scalar.Compute {
  do throws(PReLUError) {
    return try unsafe backward(
      Layout(outer: outer, channels: channels, inner: inner), x, slope, dy, dx, dslope)
  } catch {
    return status(error)
  }
}

@inline(always)
func backward<Scalar: PReLUScalar, Slope: PReLUScalar>(
  _ layout: Layout, _ x: UnsafePointer<Scalar>?, _ slope: UnsafePointer<Slope>?,
  _ dy: UnsafePointer<Scalar>?, _ dx: UnsafeMutablePointer<Scalar>?,
  _ dslope: UnsafeMutablePointer<Slope>?
) throws(PReLUError) -> prelu_status where Slope.Compute == Scalar.Compute {
  // Without elements slopes may be there, and their gradients are zero.
  if layout.count > 0 {
    guard unsafe x != nil else { return PRELU_X_IS_NULL }
    guard unsafe slope != nil else { return PRELU_SLOPE_IS_NULL }
    guard unsafe dy != nil else { return PRELU_DY_IS_NULL }
    guard unsafe dx != nil || dslope != nil else { return PRELU_OUTPUTS_ARE_NULL }
  }
  try unsafe PReLU.backwardAllowingAlias(
    UnsafeBufferPointer(start: x, count: layout.count),
    slope: slope.map { unsafe UnsafeBufferPointer(start: $0, count: layout.channels) },
    gradient: UnsafeBufferPointer(start: dy, count: layout.count), layout: layout,
    inputGradient: dx.map { unsafe UnsafeMutableBufferPointer(start: $0, count: layout.count) },
    slopeGradient: dslope.map {
      unsafe UnsafeMutableBufferPointer(start: $0, count: layout.channels)
    },
    threads: currentThreads())
  return PRELU_SUCCESS
}
