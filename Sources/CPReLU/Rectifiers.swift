// The functions' names and contracts are prelu.h's, against which the compiler checks them.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CPReLUHeader
internal import PReLUKernels

@c @implementation
public func prelu_relu_forward_f32(
  _ n: Int, _ x: UnsafePointer<Float>?, _ y: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe forward(.relu, n, x, y).code
}

@c @implementation
public func prelu_relu_backward_f32(
  _ n: Int, _ x: UnsafePointer<Float>?, _ dy: UnsafePointer<Float>?,
  _ dx: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe backward(.relu, n, x, dy, dx).code
}

@c @implementation
public func prelu_relu_forward_f64(
  _ n: Int, _ x: UnsafePointer<Double>?, _ y: UnsafeMutablePointer<Double>?
) -> Int32 {
  unsafe forward(.relu, n, x, y).code
}

@c @implementation
public func prelu_relu_backward_f64(
  _ n: Int, _ x: UnsafePointer<Double>?, _ dy: UnsafePointer<Double>?,
  _ dx: UnsafeMutablePointer<Double>?
) -> Int32 {
  unsafe backward(.relu, n, x, dy, dx).code
}

@c @implementation
public func prelu_leaky_relu_forward_f32(
  _ n: Int, _ x: UnsafePointer<Float>?, _ slope: Double, _ y: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe forward(.leakyReLU(slope: slope), n, x, y).code
}

@c @implementation
public func prelu_leaky_relu_backward_f32(
  _ n: Int, _ x: UnsafePointer<Float>?, _ slope: Double, _ dy: UnsafePointer<Float>?,
  _ dx: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe backward(.leakyReLU(slope: slope), n, x, dy, dx).code
}

@c @implementation
public func prelu_leaky_relu_forward_f64(
  _ n: Int, _ x: UnsafePointer<Double>?, _ slope: Double, _ y: UnsafeMutablePointer<Double>?
) -> Int32 {
  unsafe forward(.leakyReLU(slope: slope), n, x, y).code
}

@c @implementation
public func prelu_leaky_relu_backward_f64(
  _ n: Int, _ x: UnsafePointer<Double>?, _ slope: Double, _ dy: UnsafePointer<Double>?,
  _ dx: UnsafeMutablePointer<Double>?
) -> Int32 {
  unsafe backward(.leakyReLU(slope: slope), n, x, dy, dx).code
}

@c @implementation
public func prelu_elu_forward_f32(
  _ n: Int, _ x: UnsafePointer<Float>?, _ alpha: Double, _ y: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe forward(.elu(alpha: alpha), n, x, y).code
}

@c @implementation
public func prelu_elu_backward_f32(
  _ n: Int, _ x: UnsafePointer<Float>?, _ alpha: Double, _ dy: UnsafePointer<Float>?,
  _ dx: UnsafeMutablePointer<Float>?
) -> Int32 {
  unsafe backward(.elu(alpha: alpha), n, x, dy, dx).code
}

@c @implementation
public func prelu_elu_forward_f64(
  _ n: Int, _ x: UnsafePointer<Double>?, _ alpha: Double, _ y: UnsafeMutablePointer<Double>?
) -> Int32 {
  unsafe forward(.elu(alpha: alpha), n, x, y).code
}

@c @implementation
public func prelu_elu_backward_f64(
  _ n: Int, _ x: UnsafePointer<Double>?, _ alpha: Double, _ dy: UnsafePointer<Double>?,
  _ dx: UnsafeMutablePointer<Double>?
) -> Int32 {
  unsafe backward(.elu(alpha: alpha), n, x, dy, dx).code
}

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

@inline(always)
private func forward<Scalar: PReLUScalar>(
  _ rectifier: Rectifier, _ n: Int, _ x: UnsafePointer<Scalar>?, _ y: UnsafeMutablePointer<Scalar>?
) -> prelu_status {
  do throws(PReLUError) {
    let count = try checkedCount(n)
    if count > 0 {
      guard unsafe x != nil else { return PRELU_X_IS_NULL }
      guard unsafe y != nil else { return PRELU_Y_IS_NULL }
    }
    try unsafe rectifier.forwardAllowingAlias(
      UnsafeBufferPointer(start: x, count: count),
      into: UnsafeMutableBufferPointer(start: y, count: count), threads: currentThreads())
    return PRELU_SUCCESS
  } catch {
    return status(error)
  }
}

@inline(always)
private func backward<Scalar: PReLUScalar>(
  _ rectifier: Rectifier, _ n: Int, _ x: UnsafePointer<Scalar>?, _ dy: UnsafePointer<Scalar>?,
  _ dx: UnsafeMutablePointer<Scalar>?
) -> prelu_status {
  do throws(PReLUError) {
    let count = try checkedCount(n)
    if count > 0 {
      guard unsafe x != nil else { return PRELU_X_IS_NULL }
      guard unsafe dy != nil else { return PRELU_DY_IS_NULL }
      guard unsafe dx != nil else { return PRELU_DX_IS_NULL }
    }
    try unsafe rectifier.backwardAllowingAlias(
      UnsafeBufferPointer(start: x, count: count),
      gradient: UnsafeBufferPointer(start: dy, count: count),
      into: UnsafeMutableBufferPointer(start: dx, count: count), threads: currentThreads())
    return PRELU_SUCCESS
  } catch {
    return status(error)
  }
}

/// A number of elements, which no tensor has more than.
private func checkedCount(_ n: Int) throws(PReLUError) -> Int {
  try Layout(outer: 1, channels: 1, inner: n).count
}
