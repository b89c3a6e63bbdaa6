// The functions' names and contracts are prelu.h's, against which the compiler checks them.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CPReLUHeader
internal import PReLUKernels

@c @implementation
public func prelu_selu_forward_f32(
  _ n: Int, _ x: UnsafePointer<Float>?, _ alpha: Double, _ gamma: Double,
  _ y: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe forward(.selu(alpha: alpha, gamma: gamma), n, x, y).code
}

@c @implementation
public func prelu_selu_backward_f32(
  _ n: Int, _ x: UnsafePointer<Float>?, _ alpha: Double, _ gamma: Double,
  _ dy: UnsafePointer<Float>?,
  _ dx: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe backward(.selu(alpha: alpha, gamma: gamma), n, x, dy, dx).code
}

@c @implementation
public func prelu_selu_forward_f64(
  _ n: Int, _ x: UnsafePointer<Double>?, _ alpha: Double, _ gamma: Double,
  _ y: UnsafeMutablePointer<Double>?
) -> Int32 {
  unsafe forward(.selu(alpha: alpha, gamma: gamma), n, x, y).code
}

@c @implementation
public func prelu_selu_backward_f64(
  _ n: Int, _ x: UnsafePointer<Double>?, _ alpha: Double, _ gamma: Double,
  _ dy: UnsafePointer<Double>?,
  _ dx: UnsafeMutablePointer<Double>?
) -> Int32 {
  unsafe backward(.selu(alpha: alpha, gamma: gamma), n, x, dy, dx).code
}

@c @implementation
public func prelu_selu_forward_f16(
  _ n: Int, _ x: UnsafePointer<UInt16>?, _ alpha: Double, _ gamma: Double,
  _ y: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe forward(
    .selu(alpha: alpha, gamma: gamma), n, numbers(x, Float16.self), numbers(y, Float16.self)
  ).code
}

@c @implementation
public func prelu_selu_backward_f16(
  _ n: Int, _ x: UnsafePointer<UInt16>?, _ alpha: Double, _ gamma: Double,
  _ dy: UnsafePointer<UInt16>?,
  _ dx: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe backward(
    .selu(alpha: alpha, gamma: gamma), n, numbers(x, Float16.self), numbers(dy, Float16.self),
    numbers(dx, Float16.self)
  ).code
}

@c @implementation
public func prelu_selu_forward_bf16(
  _ n: Int, _ x: UnsafePointer<UInt16>?, _ alpha: Double, _ gamma: Double,
  _ y: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe forward(
    .selu(alpha: alpha, gamma: gamma), n, numbers(x, BFloat16.self), numbers(y, BFloat16.self)
  ).code
}

@c @implementation
public func prelu_selu_backward_bf16(
  _ n: Int, _ x: UnsafePointer<UInt16>?, _ alpha: Double, _ gamma: Double,
  _ dy: UnsafePointer<UInt16>?,
  _ dx: UnsafeMutablePointer<UInt16>?
) -> Int32 {
  unsafe backward(
    .selu(alpha: alpha, gamma: gamma), n, numbers(x, BFloat16.self), numbers(dy, BFloat16.self),
    numbers(dx, BFloat16.self)
  ).code
}
