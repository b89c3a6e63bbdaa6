internal import KernelCore

extension Rectifier {
  /// Computes the gradient to the input, dx, of the input and the upstream gradient.
  ///
  /// - Shapes: `x`, `g` and `dx` have as many elements as each other.
  /// - Edge cases and error bound: those of the function. No elements is success.
  /// - Reproducibility: as that of `forward`.
  /// - Memory: reads x and g once, writes dx once: 12 bytes an element of Float, 24 of Double, 6 of a half
  ///   type.
  /// - Throws: `PReLUError.countMismatch`, `.overlap` (to write dx over g there is `backwardInPlace`), `.misaligned`,
  ///   `.invalidThreadCount`, `.invalidCacheSize`, `.unknownInstructionSet`, `.unsupportedInstructionSet`.
  ///
  /// - Parameters:
  ///   - x: The input of the forward pass.
  ///   - g: The upstream gradient: that of the loss to the output y.
  ///   - dx: The gradient to the input.
  ///   - threads: How many threads may take part.
  ///   - stores: Whether dx is written through the caches.
  ///   - instructionSet: The kernels to use, `nil` for `InstructionSet.current`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func backward<Scalar: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, gradient g: UnsafeBufferPointer<Scalar>,
    into dx: UnsafeMutableBufferPointer<Scalar>, threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    try unsafe checkedBackward(
      .input, x, gradient: g, into: dx, .inputGradient, mayBeInput: false, mayBeGradient: false,
      threads: threads, stores: stores, instructionSet: instructionSet)
  }

  /// Computes the gradient to the input of the input and the upstream gradient, writing it over `g`: as `backward`,
  /// with the same edge cases and errors.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func backwardInPlace<Scalar: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, gradient g: UnsafeMutableBufferPointer<Scalar>,
    threads: Threads = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    try unsafe checkedBackward(
      .input, x, gradient: UnsafeBufferPointer(g), into: g, .gradient, mayBeInput: false,
      mayBeGradient: true, threads: threads, stores: .ordinary, instructionSet: instructionSet)
  }

  /// Computes the gradient to the input, dx, of the output and the upstream gradient, so that the forward pass may write over
  /// its input: `dx = y > 0 ? g : slope * g` for Leaky ReLU, `dx = y > 0 ? g : g * (y + alpha)` for ELU.
  ///
  /// - Shapes: `y`, `g` and `dx` have as many elements as each other.
  /// - Error bound: an exact function of the y that is given, but for two roundings. That y was rounded itself, and
  ///   `y + alpha` cancels where y is near -alpha: there dx has few digits of what `backward` computes of the input, and is 0
  ///   where y is -alpha.
  /// - Throws: `PReLUError.outputDoesNotTell` where a constant of the function is not above 0 or is infinite in the
  ///   type that is computed in, and what `backward` throws. Nothing has been written then.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func backward<Scalar: PReLUScalar>(
    output y: UnsafeBufferPointer<Scalar>, gradient g: UnsafeBufferPointer<Scalar>,
    into dx: UnsafeMutableBufferPointer<Scalar>, threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    try unsafe checkedBackward(
      .output, y, gradient: g, into: dx, .inputGradient, mayBeInput: false, mayBeGradient: false,
      threads: threads, stores: stores, instructionSet: instructionSet)
  }

  /// Computes the gradient to the input of the output and the upstream gradient, writing it over `g`: as
  /// `backward(output:gradient:into:)`, with the same edge cases and errors.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func backwardInPlace<Scalar: PReLUScalar>(
    output y: UnsafeBufferPointer<Scalar>, gradient g: UnsafeMutableBufferPointer<Scalar>,
    threads: Threads = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    try unsafe checkedBackward(
      .output, y, gradient: UnsafeBufferPointer(g), into: g, .gradient, mayBeInput: false,
      mayBeGradient: true, threads: threads, stores: .ordinary, instructionSet: instructionSet)
  }

  /// `backward` where `dx` may be exactly `g` or `x`: what the C interface offers.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  package func backwardAllowingAlias<Scalar: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, gradient g: UnsafeBufferPointer<Scalar>,
    into dx: UnsafeMutableBufferPointer<Scalar>, threads: Threads
  ) throws(PReLUError) {
    try unsafe checkedBackward(
      .input, x, gradient: g, into: dx, .inputGradient, mayBeInput: true, mayBeGradient: true,
      threads: threads, stores: .automatic, instructionSet: nil)
  }

  /// `backward` of the input or the output, `known`, where `dx`, which errors name `dxName`, may be it or `g`.
  @inline(always)
  private func checkedBackward<Scalar: PReLUScalar>(
    _ known: PReLUError.Buffer, _ x: UnsafeBufferPointer<Scalar>,
    gradient g: UnsafeBufferPointer<Scalar>, into dx: UnsafeMutableBufferPointer<Scalar>,
    _ dxName: PReLUError.Buffer, mayBeInput: Bool, mayBeGradient: Bool, threads: Threads,
    stores: Stores, instructionSet: InstructionSet?
  ) throws(PReLUError) {
    // Inlined into entries for the types that are computed in; for each of the others a function of its own.
    if Scalar.self == Scalar.Compute.self {
      try unsafe checkAndRunBackward(
        known, x, gradient: g, into: dx, dxName, mayBeInput: mayBeInput,
        mayBeGradient: mayBeGradient, threads: threads, stores: stores,
        instructionSet: instructionSet)
    } else {
      try unsafe checkedBackwardOfHalves(
        known, x, gradient: g, into: dx, dxName, mayBeInput: mayBeInput,
        mayBeGradient: mayBeGradient, threads: threads, stores: stores,
        instructionSet: instructionSet)
    }
  }

  @_specialize(where Scalar == Float16)
  @_specialize(where Scalar == BFloat16)
  @inline(never)
  private func checkedBackwardOfHalves<Scalar: PReLUScalar>(
    _ known: PReLUError.Buffer, _ x: UnsafeBufferPointer<Scalar>,
    gradient g: UnsafeBufferPointer<Scalar>, into dx: UnsafeMutableBufferPointer<Scalar>,
    _ dxName: PReLUError.Buffer, mayBeInput: Bool, mayBeGradient: Bool, threads: Threads,
    stores: Stores, instructionSet: InstructionSet?
  ) throws(PReLUError) {
    try unsafe checkAndRunBackward(
      known, x, gradient: g, into: dx, dxName, mayBeInput: mayBeInput, mayBeGradient: mayBeGradient,
      threads: threads, stores: stores, instructionSet: instructionSet)
  }

  @inline(always)
  private func checkAndRunBackward<Scalar: PReLUScalar>(
    _ known: PReLUError.Buffer, _ x: UnsafeBufferPointer<Scalar>,
    gradient g: UnsafeBufferPointer<Scalar>, into dx: UnsafeMutableBufferPointer<Scalar>,
    _ dxName: PReLUError.Buffer, mayBeInput: Bool, mayBeGradient: Bool, threads: Threads,
    stores: Stores, instructionSet: InstructionSet?
  ) throws(PReLUError) {
    let kernels = Scalar._kernels(try InstructionSet.resolve(instructionSet))
    try threads.check()
    if known == .output { try checkOutputTells(Scalar.self) }
    try PReLU.check(.gradient, g.count, x.count)
    try PReLU.check(dxName, dx.count, x.count)
    try unsafe PReLU.checkOverlap(dxName, dx, .gradient, g, allowingSame: mayBeGradient)
    try unsafe PReLU.checkOverlap(dxName, dx, known, x, allowingSame: mayBeInput)
    try unsafe PReLU.checkAlignment(known, x)
    try unsafe PReLU.checkAlignment(.gradient, g)
    try unsafe PReLU.checkAlignment(dxName, dx)
    // Only empty buffers have no address.
    guard x.count > 0, let start = x.baseAddress, let g = g.baseAddress, let dx = dx.baseAddress
    else { return }
    unsafe ElementsCall(
      kernels: kernels,
      function: known == .input ? backwardFunction : backwardFromOutputFunction,
      constants: constants, count: x.count, memory: Streams(x: start, g: g, output: dx)
    ).run(threads: threads, stores: stores)
  }
}
