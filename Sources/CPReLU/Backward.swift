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
  unsafe backward(outer, channels, inner, x, slope, dy, dx, dslope).code
}

@c @implementation
public func prelu_backward_f64(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Double>?,
  _ slope: UnsafePointer<Double>?, _ dy: UnsafePointer<Double>?,
  _ dx: UnsafeMutablePointer<Double>?, _ dslope: UnsafeMutablePointer<Double>?
) -> Int32 {
  unsafe backward(outer, channels, inner, x, slope, dy, dx, dslope).code
}

@inline(always)
private func backward<Scalar: PReLUScalar>(
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Scalar>?,
  _ slope: UnsafePointer<Scalar>?, _ dy: UnsafePointer<Scalar>?,
  _ dx: UnsafeMutablePointer<Scalar>?, _ dslope: UnsafeMutablePointer<Scalar>?
) -> prelu_status {
  do throws(PReLUError) {
    let layout = try Layout(outer: outer, channels: channels, inner: inner)
    guard layout.count > 0 else {
      return try unsafe backwardOfNothing(channels, slope, dslope)
    }
    guard let x = unsafe x else { return PRELU_X_IS_NULL }
    guard let slope = unsafe slope else { return PRELU_SLOPE_IS_NULL }
    guard let dy = unsafe dy else { return PRELU_DY_IS_NULL }
    guard unsafe dx != nil || dslope != nil else { return PRELU_OUTPUTS_ARE_NULL }
    try unsafe PReLU.backwardAllowingAlias(
      UnsafeBufferPointer(start: x, count: layout.count),
      slope: UnsafeBufferPointer(start: slope, count: channels),
      gradient: UnsafeBufferPointer(start: dy, count: layout.count), layout: layout,
      inputGradient: dx.map { unsafe UnsafeMutableBufferPointer(start: $0, count: layout.count) },
      slopeGradient: dslope.map { unsafe UnsafeMutableBufferPointer(start: $0, count: channels) },
      threads: currentThreads())
    return PRELU_SUCCESS
  } catch {
    return status(error)
  }
}

/// A backward call without elements: slopes may be there, and their gradients are zero.
private func backwardOfNothing<Scalar: PReLUScalar>(
  _ channels: Int, _ slope: UnsafePointer<Scalar>?, _ dslope: UnsafeMutablePointer<Scalar>?
) throws(PReLUError) -> prelu_status {
  try checkSetting()
  guard let dslope = unsafe dslope else { return PRELU_SUCCESS }
  // Slopes that are not there overlap nothing.
  if let slope = unsafe slope {
    let distance = UInt(bitPattern: slope).distance(to: UInt(bitPattern: dslope))
    guard distance.magnitude >= UInt(channels * MemoryLayout<Scalar>.stride) else {
      return PRELU_DSLOPE_OVERLAPS_SLOPE
    }
  }
  unsafe dslope.update(repeating: 0, count: channels)
  return PRELU_SUCCESS
}
