// The functions' names and contracts are prelu.h's, against which the compiler checks them.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CPReLUHeader
internal import PReLUKernels

@c @implementation
public func prelu_backward_broadcast_f32(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<Float>?, _ slope: UnsafePointer<Float>?, _ dy: UnsafePointer<Float>?,
  _ dx: UnsafeMutablePointer<Float>?, _ dslope: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe backward(
    rank, dims, slopeDims, x, slope, dy, dx,
    dslope
  ).code
}

@c @implementation
public func prelu_backward_broadcast_f64(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<Double>?, _ slope: UnsafePointer<Double>?, _ dy: UnsafePointer<Double>?,
  _ dx: UnsafeMutablePointer<Double>?, _ dslope: UnsafeMutablePointer<Double>?
) -> Int32 {
  unsafe backward(
    rank, dims, slopeDims, x, slope, dy, dx,
    dslope
  ).code
}

@c @implementation
public func prelu_backward_broadcast_f16(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<UInt16>?, _ slope: UnsafePointer<UInt16>?, _ dy: UnsafePointer<UInt16>?,
  _ dx: UnsafeMutablePointer<UInt16>?, _ dslope: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe backward(
    rank, dims, slopeDims, numbers(x, Float16.self), numbers(slope, Float16.self),
    numbers(dy, Float16.self), numbers(dx, Float16.self),
    numbers(dslope, Float16.self)
  ).code
}

@c @implementation
public func prelu_backward_broadcast_bf16(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<UInt16>?, _ slope: UnsafePointer<UInt16>?, _ dy: UnsafePointer<UInt16>?,
  _ dx: UnsafeMutablePointer<UInt16>?, _ dslope: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe backward(
    rank, dims, slopeDims, numbers(x, BFloat16.self), numbers(slope, BFloat16.self),
    numbers(dy, BFloat16.self), numbers(dx, BFloat16.self),
    numbers(dslope, BFloat16.self)
  ).code
}

@c @implementation
public func prelu_backward_broadcast_f16_f32(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<UInt16>?, _ slope: UnsafePointer<Float>?, _ dy: UnsafePointer<UInt16>?,
  _ dx: UnsafeMutablePointer<UInt16>?, _ dslope: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe backward(
    rank, dims, slopeDims, numbers(x, Float16.self), slope, numbers(dy, Float16.self),
    numbers(dx, Float16.self),
    dslope
  ).code
}

@c @implementation
public func prelu_backward_broadcast_bf16_f32(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<UInt16>?, _ slope: UnsafePointer<Float>?, _ dy: UnsafePointer<UInt16>?,
  _ dx: UnsafeMutablePointer<UInt16>?, _ dslope: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe backward(
    rank, dims, slopeDims, numbers(x, BFloat16.self), slope, numbers(dy, BFloat16.self),
    numbers(dx, BFloat16.self),
    dslope
  ).code
}

@inline(always)
private func backward<Scalar: PReLUScalar, Slope: PReLUScalar>(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<Scalar>?, _ slope: UnsafePointer<Slope>?, _ dy: UnsafePointer<Scalar>?,
  _ dx: UnsafeMutablePointer<Scalar>?, _ dslope: UnsafeMutablePointer<Slope>?
) -> prelu_status where Slope.Compute == Scalar.Compute {
  unsafe withLayout(rank, dims, slopeDims) { (layout) throws(PReLUError) in
    unsafe try backward(layout, x, slope, dy, dx, dslope)
  }
}
