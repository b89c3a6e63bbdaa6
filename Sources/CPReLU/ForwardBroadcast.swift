// The functions' names and contracts are prelu.h's, against which the compiler checks them.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CPReLUHeader
internal import PReLUKernels

@c @implementation
public func prelu_forward_broadcast_f32(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<Float>?, _ slope: UnsafePointer<Float>?, _ y: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe forward(
    rank, dims, slopeDims, x, slope, y
  ).code
}

@c @implementation
public func prelu_forward_broadcast_f64(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<Double>?, _ slope: UnsafePointer<Double>?, _ y: UnsafeMutablePointer<Double>?
) -> Int32 {
  unsafe forward(
    rank, dims, slopeDims, x, slope, y
  ).code
}

@c @implementation
public func prelu_forward_broadcast_f16(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<UInt16>?, _ slope: UnsafePointer<UInt16>?, _ y: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe forward(
    rank, dims, slopeDims, numbers(x, Float16.self), numbers(slope, Float16.self),
    numbers(y, Float16.self)
  ).code
}

@c @implementation
public func prelu_forward_broadcast_bf16(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<UInt16>?, _ slope: UnsafePointer<UInt16>?, _ y: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe forward(
    rank, dims, slopeDims, numbers(x, BFloat16.self), numbers(slope, BFloat16.self),
    numbers(y, BFloat16.self)
  ).code
}

@c @implementation
public func prelu_forward_broadcast_f16_f32(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<UInt16>?, _ slope: UnsafePointer<Float>?, _ y: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe forward(
    rank, dims, slopeDims, numbers(x, Float16.self), slope, numbers(y, Float16.self)
  ).code
}

@c @implementation
public func prelu_forward_broadcast_bf16_f32(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<UInt16>?, _ slope: UnsafePointer<Float>?, _ y: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe forward(
    rank, dims, slopeDims, numbers(x, BFloat16.self), slope, numbers(y, BFloat16.self)
  ).code
}

@inline(always)
private func forward<Scalar: PReLUScalar, Slope: PReLUScalar>(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<Scalar>?, _ slope: UnsafePointer<Slope>?, _ y: UnsafeMutablePointer<Scalar>?
) -> prelu_status where Slope.Compute == Scalar.Compute {
  unsafe withLayout(rank, dims, slopeDims) { (layout) throws(PReLUError) in
    unsafe try forward(layout, x, slope, y)
  }
}
