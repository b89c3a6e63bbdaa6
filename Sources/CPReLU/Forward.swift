// The functions' names and contracts are prelu.h's, against which the compiler checks them.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CPReLUHeader
internal import PReLUKernels

@c @implementation
public func prelu_forward_f32(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Float>?,
  _ slope: UnsafePointer<Float>?, _ y: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe forward(
    outer, channels, inner, x, slope, y
  ).code
}

@c @implementation
public func prelu_forward_f64(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Double>?,
  _ slope: UnsafePointer<Double>?, _ y: UnsafeMutablePointer<Double>?
) -> Int32 {
  unsafe forward(
    outer, channels, inner, x, slope, y
  ).code
}

@c @implementation
public func prelu_forward_f16(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<UInt16>?,
  _ slope: UnsafePointer<UInt16>?, _ y: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe forward(
    outer, channels, inner, numbers(x, Float16.self), numbers(slope, Float16.self),
    numbers(y, Float16.self)
  ).code
}

@c @implementation
public func prelu_forward_bf16(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<UInt16>?,
  _ slope: UnsafePointer<UInt16>?, _ y: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe forward(
    outer, channels, inner, numbers(x, BFloat16.self), numbers(slope, BFloat16.self),
    numbers(y, BFloat16.self)
  ).code
}

@c @implementation
public func prelu_forward_f16_f32(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<UInt16>?,
  _ slope: UnsafePointer<Float>?, _ y: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe forward(
    outer, channels, inner, numbers(x, Float16.self), slope, numbers(y, Float16.self)
  ).code
}

@c @implementation
public func prelu_forward_bf16_f32(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<UInt16>?,
  _ slope: UnsafePointer<Float>?, _ y: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe forward(
    outer, channels, inner, numbers(x, BFloat16.self), slope, numbers(y, BFloat16.self)
  ).code
}

@inline(always)
private func forward<Scalar: PReLUScalar, Slope: PReLUScalar>(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Scalar>?,
  _ slope: UnsafePointer<Slope>?, _ y: UnsafeMutablePointer<Scalar>?
) -> prelu_status where Slope.Compute == Scalar.Compute {
  do throws(PReLUError) {
    return try unsafe forward(
      Layout(outer: outer, channels: channels, inner: inner), x, slope, y)
  } catch {
    return status(error)
  }
}

@inline(always)
func forward<Scalar: PReLUScalar, Slope: PReLUScalar>(
  _ layout: Layout, _ x: UnsafePointer<Scalar>?, _ slope: UnsafePointer<Slope>?,
  _ y: UnsafeMutablePointer<Scalar>?
) throws(PReLUError) -> prelu_status where Slope.Compute == Scalar.Compute {
  guard layout.count > 0 else {
    try checkSetting()
    return PRELU_SUCCESS
  }
  guard let x = unsafe x else { return PRELU_X_IS_NULL }
  guard let slope = unsafe slope else { return PRELU_SLOPE_IS_NULL }
  guard let y = unsafe y else { return PRELU_Y_IS_NULL }
  try unsafe PReLU.forwardAllowingAlias(
    UnsafeBufferPointer(start: x, count: layout.count),
    slope: UnsafeBufferPointer(start: slope, count: layout.channels), layout: layout,
    into: UnsafeMutableBufferPointer(start: y, count: layout.count), threads: currentThreads())
  return PRELU_SUCCESS
}
