internal import KernelCore

extension Rectifier {
  /// Computes y of each element.
  ///
  /// - Shapes: `x` and `y` have as many elements as each other.
  /// - Edge cases and error bound: those of the function. No elements is success.
  /// - Reproducibility: the same bits for any number of threads. ELU and SELU may differ in the last bits between instruction
  ///   sets with and without fused multiplication and addition.
  /// - Memory: reads x once, writes y once: 8 bytes an element of Float, 16 of Double, 4 of a half type.
  /// - Throws: `PReLUError.countMismatch`, `.overlap` (to write over x there is `forwardInPlace`), `.misaligned`,
  ///   `.invalidThreadCount`, `.invalidCacheSize`, `.unknownInstructionSet`, `.unsupportedInstructionSet`.
  ///
  /// - Parameters:
  ///   - x: The input.
  ///   - y: The output.
  ///   - threads: How many threads may take part.
  ///   - stores: Whether y is written through the caches.
  ///   - instructionSet: The kernels to use, `nil` for `InstructionSet.current`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func forward<Scalar: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, into y: UnsafeMutableBufferPointer<Scalar>,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    try unsafe checkedForward(
      x, into: y, .output, mayBeInput: false, threads: threads, stores: stores,
      instructionSet: instructionSet)
  }

  /// Computes y of each element, writing it over the input: as `forward`, with the same edge cases and errors.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func forwardInPlace<Scalar: PReLUScalar>(
    _ x: UnsafeMutableBufferPointer<Scalar>, threads: Threads = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    try unsafe checkedForward(
      UnsafeBufferPointer(x), into: x, .input, mayBeInput: true, threads: threads,
      stores: .ordinary, instructionSet: instructionSet)
  }

  /// Computes y of each element on spans: the same function as that on buffer pointers.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func forward<Scalar: PReLUScalar>(
    _ x: Span<Scalar>, into y: inout MutableSpan<Scalar>, threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    // The pointers are used within these closures alone.
    try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
      try unsafe y.withUnsafeMutableBufferPointer { (y) throws(PReLUError) in
        try unsafe forward(
          x, into: y, threads: threads, stores: stores, instructionSet: instructionSet)
      }
    }
  }

  /// Computes y of each element on a span, writing it over the input: the same function as that on buffer
  /// pointers.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func forwardInPlace<Scalar: PReLUScalar>(
    _ x: inout MutableSpan<Scalar>, threads: Threads = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    // The pointer is used within this closure alone.
    try unsafe x.withUnsafeMutableBufferPointer { (x) throws(PReLUError) in
      try unsafe forwardInPlace(x, threads: threads, instructionSet: instructionSet)
    }
  }

  /// Returns y of each element as a new array: the same function as that on buffer pointers.
  public func forward<Scalar: PReLUScalar>(
    _ x: [Scalar], threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) -> [Scalar] {
    try unsafe [Scalar](unsafeCount: x.count) { (y) throws(PReLUError) in
      try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
        try unsafe forward(
          x, into: y, threads: threads, stores: stores, instructionSet: instructionSet)
      }
    }
  }

  /// `forward` where `y` may be exactly `x`: what the C interface offers.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  package func forwardAllowingAlias<Scalar: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, into y: UnsafeMutableBufferPointer<Scalar>, threads: Threads
  ) throws(PReLUError) {
    try unsafe checkedForward(
      x, into: y, .output, mayBeInput: true, threads: threads, stores: .automatic,
      instructionSet: nil)
  }

  /// `forward` where `y`, which errors name `yName`, may be `x`.
  @inline(always)
  private func checkedForward<Scalar: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, into y: UnsafeMutableBufferPointer<Scalar>,
    _ yName: PReLUError.Buffer, mayBeInput: Bool, threads: Threads, stores: Stores,
    instructionSet: InstructionSet?
  ) throws(PReLUError) {
    // Inlined into entries for the types that are computed in; for each of the others a function of its own.
    if Scalar.self == Scalar.Compute.self {
      try unsafe checkAndRunForward(
        x, into: y, yName, mayBeInput: mayBeInput, threads: threads, stores: stores,
        instructionSet: instructionSet)
    } else {
      try unsafe checkedForwardOfHalves(
        x, into: y, yName, mayBeInput: mayBeInput, threads: threads, stores: stores,
        instructionSet: instructionSet)
    }
  }

  @_specialize(where Scalar == Float16)
  @_specialize(where Scalar == BFloat16)
  @inline(never)
  private func checkedForwardOfHalves<Scalar: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, into y: UnsafeMutableBufferPointer<Scalar>,
    _ yName: PReLUError.Buffer, mayBeInput: Bool, threads: Threads, stores: Stores,
    instructionSet: InstructionSet?
  ) throws(PReLUError) {
    try unsafe checkAndRunForward(
      x, into: y, yName, mayBeInput: mayBeInput, threads: threads, stores: stores,
      instructionSet: instructionSet)
  }

  @inline(always)
  private func checkAndRunForward<Scalar: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, into y: UnsafeMutableBufferPointer<Scalar>,
    _ yName: PReLUError.Buffer, mayBeInput: Bool, threads: Threads, stores: Stores,
    instructionSet: InstructionSet?
  ) throws(PReLUError) {
    let kernels = Scalar._kernels(try InstructionSet.resolve(instructionSet))
    try threads.check()
    try PReLU.check(yName, y.count, x.count)
    try unsafe PReLU.checkOverlap(yName, y, .input, x, allowingSame: mayBeInput)
    try unsafe PReLU.checkAlignment(.input, x)
    try unsafe PReLU.checkAlignment(yName, y)
    // Only empty buffers have no address.
    guard x.count > 0, let start = x.baseAddress, let y = y.baseAddress else { return }
    unsafe ElementsCall(
      kernels: kernels, function: forwardFunction, constants: constants,
      count: x.count, memory: Streams(x: start, g: start, output: y)
    ).run(threads: threads, stores: stores)
  }
}
