internal import KernelCore

extension PReLU {
  /// The buffers of a call of the second order, with the names that errors give them.
  @safe struct SecondOrderBuffers<Scalar: PReLUScalar, Slope: PReLUScalar>
  where Slope.Compute == Scalar.Compute {
    var x: UnsafeBufferPointer<Scalar>
    /// `nil` only where there are no elements, and so are its tangents.
    var slope: UnsafeBufferPointer<Slope>?
    /// `nil` where no result asks for it.
    var g: UnsafeBufferPointer<Scalar>?
    /// The direction in which x changes, and the slopes.
    var u: (name: PReLUError.Buffer, buffer: UnsafeBufferPointer<Scalar>)
    var v: (name: PReLUError.Buffer, buffer: UnsafeBufferPointer<Slope>?)
    var output: (name: PReLUError.Buffer, buffer: UnsafeMutableBufferPointer<Scalar>?)
    var secondOutput: UnsafeMutableBufferPointer<Scalar>?
    var slopeGradient: UnsafeMutableBufferPointer<Slope>?
  }

  /// Checks a call of the second order and runs it.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  @_specialize(where Scalar == Float16, Slope == Float16)
  @_specialize(where Scalar == BFloat16, Slope == BFloat16)
  @_specialize(where Scalar == Float16, Slope == Float)
  @_specialize(where Scalar == BFloat16, Slope == Float)
  @inline(never)
  static func checkedSecondOrder<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ buffers: SecondOrderBuffers<Scalar, Slope>, layout: Layout, update: GradientUpdate,
    threads: Threads, stores: Stores, instructionSet: InstructionSet?
  ) throws(PReLUError) {
    let instructionSet = try InstructionSet.resolve(instructionSet)
    try threads.check()
    try checkCounts(buffers, layout)
    let gx = unsafe buffers.secondOutput.map { UnsafeBufferPointer($0) }
    let ga = unsafe buffers.slopeGradient.map { UnsafeBufferPointer($0) }
    try unsafe checkOverlaps(of: buffers.secondOutput, .secondInputGradient, buffers)
    try unsafe checkOverlaps(of: buffers.slopeGradient, .secondSlopeGradient, buffers)
    try unsafe checkOverlap(.secondSlopeGradient, buffers.slopeGradient, .secondInputGradient, gx)
    let (name, output) = unsafe buffers.output
    try unsafe checkOverlaps(of: output, name, buffers)
    try unsafe checkOverlap(name, output, .secondInputGradient, gx)
    try unsafe checkOverlap(name, output, .secondSlopeGradient, ga)
    try checkAlignments(buffers)
    guard layout.count > 0 else {
      if update == .overwrite { unsafe buffers.slopeGradient?.update(repeating: Slope()) }
      return
    }
    // Only empty buffers have no address.
    guard let x = unsafe buffers.x.baseAddress, let slope = unsafe buffers.slope?.baseAddress,
      let u = unsafe buffers.u.buffer.baseAddress, let v = unsafe buffers.v.buffer?.baseAddress
    else { return }
    unsafe run(
      layout, kernels: Scalar._kernels(instructionSet), order: .second,
      memory: Streams(
        x: x, g: buffers.g?.baseAddress ?? x, u: u, output: buffers.output.buffer?.baseAddress,
        secondOutput: buffers.secondOutput?.baseAddress),
      slopes: CallSlopes(kernels: Slope._kernels(instructionSet), slope: slope, v: v),
      slopeGradient: buffers.slopeGradient?.baseAddress, update: update, threads: threads,
      stores: stores)
  }

  private static func checkCounts<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ buffers: SecondOrderBuffers<Scalar, Slope>, _ layout: Layout
  ) throws(PReLUError) {
    try unsafe check(.input, buffers.x.count, layout.count)
    try unsafe check(.slope, buffers.slope?.count, layout.channels)
    try unsafe check(.gradient, buffers.g?.count, layout.count)
    try unsafe check(buffers.u.name, buffers.u.buffer.count, layout.count)
    try unsafe check(buffers.v.name, buffers.v.buffer?.count, layout.channels)
    try unsafe check(buffers.output.name, buffers.output.buffer?.count, layout.count)
    try unsafe check(.secondInputGradient, buffers.secondOutput?.count, layout.count)
    try unsafe check(.secondSlopeGradient, buffers.slopeGradient?.count, layout.channels)
  }

  /// Throws if a result shares memory with an input.
  private static func checkOverlaps<Written, Scalar: PReLUScalar, Slope: PReLUScalar>(
    of written: UnsafeMutableBufferPointer<Written>?, _ name: PReLUError.Buffer,
    _ buffers: SecondOrderBuffers<Scalar, Slope>
  ) throws(PReLUError) {
    try unsafe checkOverlap(name, written, .input, buffers.x)
    try unsafe checkOverlap(name, written, .slope, buffers.slope)
    try unsafe checkOverlap(name, written, .gradient, buffers.g)
    try unsafe checkOverlap(name, written, buffers.u.name, buffers.u.buffer)
    try unsafe checkOverlap(name, written, buffers.v.name, buffers.v.buffer)
  }

  private static func checkAlignments<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ buffers: SecondOrderBuffers<Scalar, Slope>
  ) throws(PReLUError) {
    try unsafe checkAlignment(.input, buffers.x)
    try unsafe checkAlignment(.slope, buffers.slope)
    try unsafe checkAlignment(.gradient, buffers.g)
    try unsafe checkAlignment(buffers.u.name, buffers.u.buffer)
    try unsafe checkAlignment(buffers.v.name, buffers.v.buffer)
    try unsafe checkAlignment(.secondInputGradient, buffers.secondOutput)
    try unsafe checkAlignment(.secondSlopeGradient, buffers.slopeGradient)
    try unsafe checkAlignment(buffers.output.name, buffers.output.buffer)
  }
}
