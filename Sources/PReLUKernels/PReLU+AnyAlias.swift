extension PReLU {
  /// `forward` where `y` may be exactly `x`: what the C interface offers.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  package static func forwardAllowingAlias<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>, layout: Layout,
    into y: UnsafeMutableBufferPointer<Scalar>, threads: Threads
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkedForward(
      x, slope: slope, layout: layout, into: y, .output, mayBeInput: true, threads: threads,
      stores: .automatic, instructionSet: nil)
  }

  /// `backward` where `dx` may be exactly `g` or `x`, and where either result may be `nil`, if it is not
  /// wanted, as may the slopes, if `dx` is not: what the C interface offers.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  package static func backwardAllowingAlias<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>?,
    gradient g: UnsafeBufferPointer<Scalar>, layout: Layout,
    inputGradient dx: UnsafeMutableBufferPointer<Scalar>?,
    slopeGradient: UnsafeMutableBufferPointer<Slope>?, threads: Threads
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkedBackward(
      x, slope: slope, gradient: g, layout: layout, inputGradient: dx, .inputGradient,
      mayBeInput: true, mayBeGradient: true, slopeGradient: slopeGradient, update: .overwrite,
      threads: threads, stores: .automatic, instructionSet: nil)
  }

  /// `doubleBackward` where the slopes and their upstream gradient may be `nil`, if there are no elements: what the C interface
  /// offers.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  package static func doubleBackwardAllowingNil<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>?,
    gradient g: UnsafeBufferPointer<Scalar>, upstreamOfInputGradient u: UnsafeBufferPointer<Scalar>,
    upstreamOfSlopeGradient v: UnsafeBufferPointer<Slope>?, layout: Layout,
    toInput gx: UnsafeMutableBufferPointer<Scalar>?,
    toSlope ga: UnsafeMutableBufferPointer<Slope>?,
    toGradient gg: UnsafeMutableBufferPointer<Scalar>?, threads: Threads
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkedSecondOrder(
      SecondOrderBuffers(
        x: x, slope: slope, g: g, u: (.upstreamOfInputGradient, u),
        v: (.upstreamOfSlopeGradient, v), output: (.secondUpstreamGradient, gg), secondOutput: gx,
        slopeGradient: ga),
      layout: layout, update: .overwrite, threads: threads, stores: .automatic,
      instructionSet: nil)
  }
}
