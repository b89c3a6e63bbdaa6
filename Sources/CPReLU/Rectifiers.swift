internal import CPReLUHeader
internal import PReLUKernels

// What the functions of all rectifiers do, in files of their own.

@inline(always)
func forward<Scalar: PReLUScalar>(
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
func backward<Scalar: PReLUScalar>(
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
