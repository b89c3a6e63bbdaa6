// The functions' names and contracts are prelu.h's, against which the compiler checks them.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CPReLUHeader
internal import PReLUKernels

@c @implementation
public func prelu_forward_f32(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Float>?,
  _ slope: UnsafePointer<Float>?, _ y: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe forward(outer, channels, inner, x, slope, y).code
}

@c @implementation
public func prelu_forward_f64(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Double>?,
  _ slope: UnsafePointer<Double>?, _ y: UnsafeMutablePointer<Double>?
) -> Int32 {
  unsafe forward(outer, channels, inner, x, slope, y).code
}

@inline(always)
private func forward<Scalar: PReLUScalar>(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Scalar>?,
  _ slope: UnsafePointer<Scalar>?, _ y: UnsafeMutablePointer<Scalar>?
) -> prelu_status {
  do throws(PReLUError) {
    let layout = try Layout(outer: outer, channels: channels, inner: inner)
    guard layout.count > 0 else {
      try checkSetting()
      return PRELU_SUCCESS
    }
    guard let x = unsafe x else { return PRELU_X_IS_NULL }
    guard let slope = unsafe slope else { return PRELU_SLOPE_IS_NULL }
    guard let y = unsafe y else { return PRELU_Y_IS_NULL }
    try unsafe PReLU.forwardAllowingAlias(
      UnsafeBufferPointer(start: x, count: layout.count),
      slope: UnsafeBufferPointer(start: slope, count: channels), layout: layout,
      into: UnsafeMutableBufferPointer(start: y, count: layout.count), threads: currentThreads())
    return PRELU_SUCCESS
  } catch {
    return status(error)
  }
}
