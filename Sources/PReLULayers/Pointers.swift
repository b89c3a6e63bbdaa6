// The memory of several spans and parameters at a time. No pointer leaves the call that is given it.

/// Calls `body` with the elements of what a layer reads and of what it writes.
func withPointers<Scalar, Result, Failure: Error>(
  _ x: Span<Scalar>, _ y: inout MutableSpan<Scalar>,
  _ body: (
    UnsafeBufferPointer<Scalar>, UnsafeMutableBufferPointer<Scalar>
  ) throws(Failure) -> Result
) throws(Failure) -> Result {
  try unsafe x.withUnsafeBufferPointer { (x) throws(Failure) in
    try unsafe y.withUnsafeMutableBufferPointer { (y) throws(Failure) in try unsafe body(x, y) }
  }
}

/// Calls `body` with the input, the output, the upstream gradient, and the place for the gradient to the input.
func withPointers<Scalar, Result, Failure: Error>(
  _ x: Span<Scalar>, _ y: Span<Scalar>, _ g: inout MutableSpan<Scalar>,
  _ dx: inout MutableSpan<Scalar>,
  _ body: (BackwardOperands<Scalar>) throws(Failure) -> Result
) throws(Failure) -> Result {
  try unsafe withPointers(x, &g) { (x, g) throws(Failure) in
    try unsafe withPointers(y, &dx) { (y, dx) throws(Failure) in
      try body(unsafe BackwardOperands(x: x, y: y, g: g, dx: dx))
    }
  }
}

/// What a backward pass reads and writes.
@safe struct BackwardOperands<Scalar> {
  let x: UnsafeBufferPointer<Scalar>
  let y: UnsafeBufferPointer<Scalar>
  let g: UnsafeMutableBufferPointer<Scalar>
  /// Without elements where it is not wanted.
  let dx: UnsafeMutableBufferPointer<Scalar>
}
