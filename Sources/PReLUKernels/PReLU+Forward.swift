internal import KernelCore

extension PReLU {
  /// Computes `y = x < 0 ? a * x : x`.
  ///
  /// - Shapes: `x` and `y` have `layout.count` elements, `slope` has `layout.channels`.
  /// - Edge cases: 0, -0 and NaN come back as they went in, and an infinite or NaN slope does not touch
  ///   what is not negative (ONNX's definition, `Where(X < 0, slope * X, X)`). No elements is success.
  /// - Error bound: one rounding, that of the product; Float's and one more where x is of a half type and
  ///   the slopes are of Float.
  /// - Memory: reads x once, writes y once: 8 bytes an element of Float, 16 of Double, 4 of a half type.
  ///   Scratch memory of at most 65 KiB a thread, in calls of up to 4,096 elements the stack's alone;
  ///   slopes of a half type take 9 KiB more, on the stack up to 240.
  /// - Throws: `PReLUError.countMismatch`, `.overlap` (to write over x there is `forwardInPlace`),
  ///   `.misaligned`, `.invalidThreadCount`, `.invalidCacheSize`, `.unknownInstructionSet`,
  ///   `.unsupportedInstructionSet`.
  ///
  /// - Parameters:
  ///   - x: The input.
  ///   - slope: The slopes a.
  ///   - layout: How elements share slopes.
  ///   - y: The output.
  ///   - threads: How many threads may take part.
  ///   - stores: Whether y is written through the caches.
  ///   - instructionSet: The kernels to use, `nil` for `InstructionSet.current`.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func forward<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>, layout: Layout,
    into y: UnsafeMutableBufferPointer<Scalar>, threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkedForward(
      x, slope: slope, layout: layout, into: y, .output, mayBeInput: false, threads: threads,
      stores: stores, instructionSet: instructionSet)
  }

  /// Computes `x = x < 0 ? a * x : x`, writing over the input.
  ///
  /// As `forward`, with the same edge cases and errors, but for the memory: `x` is read once and written
  /// once.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func forwardInPlace<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeMutableBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>, layout: Layout,
    threads: Threads = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkedForward(
      UnsafeBufferPointer(x), slope: slope, layout: layout, into: x, .input, mayBeInput: true,
      threads: threads, stores: .ordinary, instructionSet: instructionSet)
  }

  /// Computes `y = x < 0 ? a * x : x` on spans: the same function as that on buffer pointers, with the same
  /// edge cases and errors.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func forward<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: Span<Scalar>, slope: Span<Slope>, layout: Layout, into y: inout MutableSpan<Scalar>,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    // The pointers are used within these closures alone.
    try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
      try unsafe slope.withUnsafeBufferPointer { (slope) throws(PReLUError) in
        try unsafe y.withUnsafeMutableBufferPointer { (y) throws(PReLUError) in
          try unsafe forward(
            x, slope: slope, layout: layout, into: y, threads: threads, stores: stores,
            instructionSet: instructionSet)
        }
      }
    }
  }

  /// Computes `x = x < 0 ? a * x : x` on spans, writing over the input: the same function as that on
  /// buffer pointers, with the same edge cases and errors.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func forwardInPlace<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: inout MutableSpan<Scalar>, slope: Span<Slope>, layout: Layout,
    threads: Threads = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    // The pointers are used within these closures alone.
    try unsafe slope.withUnsafeBufferPointer { (slope) throws(PReLUError) in
      try unsafe x.withUnsafeMutableBufferPointer { (x) throws(PReLUError) in
        try unsafe forwardInPlace(
          x, slope: slope, layout: layout, threads: threads, instructionSet: instructionSet)
      }
    }
  }

  /// Returns `y = x < 0 ? a * x : x` as a new array: the same function as that on buffer pointers, with
  /// the same edge cases and errors.
  public static func forward<Scalar: PReLUScalar>(
    _ x: [Scalar], slope: [Scalar], layout: Layout, threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) -> [Scalar] {
    // Before the output is allocated, for which a wrong layout may be too large.
    try check(.input, x.count, layout.count)
    return try unsafe [Scalar](unsafeCount: layout.count) { (y) throws(PReLUError) in
      try unsafe withPointers(x, slope) { (x, slope) throws(PReLUError) in
        try unsafe forward(
          x, slope: slope, layout: layout, into: y, threads: threads, stores: stores,
          instructionSet: instructionSet)
      }
    }
  }
}

extension PReLU {
  /// `forward` where `y`, which errors name `yName`, may be `x`.
  @inline(always)
  static func checkedForward<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>, layout: Layout,
    into y: UnsafeMutableBufferPointer<Scalar>, _ yName: PReLUError.Buffer, mayBeInput: Bool,
    threads: Threads, stores: Stores, instructionSet: InstructionSet?
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    // Inlined into entries for the types that are computed in; for each of the others a function of its own.
    if Scalar.self == Scalar.Compute.self && Slope.self == Scalar.Compute.self {
      try unsafe checkAndRunForward(
        x, slope: slope, layout: layout, into: y, yName, mayBeInput: mayBeInput, threads: threads,
        stores: stores, instructionSet: instructionSet)
    } else {
      try unsafe checkedForwardOfHalves(
        x, slope: slope, layout: layout, into: y, yName, mayBeInput: mayBeInput, threads: threads,
        stores: stores, instructionSet: instructionSet)
    }
  }

  @_specialize(where Scalar == Float16, Slope == Float16)
  @_specialize(where Scalar == BFloat16, Slope == BFloat16)
  @_specialize(where Scalar == Float16, Slope == Float)
  @_specialize(where Scalar == BFloat16, Slope == Float)
  @inline(never)
  static func checkedForwardOfHalves<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>, layout: Layout,
    into y: UnsafeMutableBufferPointer<Scalar>, _ yName: PReLUError.Buffer, mayBeInput: Bool,
    threads: Threads, stores: Stores, instructionSet: InstructionSet?
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkAndRunForward(
      x, slope: slope, layout: layout, into: y, yName, mayBeInput: mayBeInput, threads: threads,
      stores: stores, instructionSet: instructionSet)
  }

  /// Throws if the output shares memory that it must not, or a buffer is misaligned.
  @inline(never)
  private static func checkForwardMemory<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>,
    into y: UnsafeMutableBufferPointer<Scalar>, _ yName: PReLUError.Buffer, mayBeInput: Bool
  ) throws(PReLUError) {
    try unsafe checkOverlap(yName, y, .input, x, allowingSame: mayBeInput)
    try unsafe checkOverlap(yName, y, .slope, slope)
    try unsafe checkAlignment(.input, x)
    try unsafe checkAlignment(.slope, slope)
    try unsafe checkAlignment(yName, y)
  }

  @inline(always)
  static func checkAndRunForward<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>, layout: Layout,
    into y: UnsafeMutableBufferPointer<Scalar>, _ yName: PReLUError.Buffer, mayBeInput: Bool,
    threads: Threads, stores: Stores, instructionSet: InstructionSet?
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    let instructionSet = try InstructionSet.resolve(instructionSet)
    try threads.check()
    try check(.input, x.count, layout.count)
    try check(.slope, slope.count, layout.channels)
    try check(yName, y.count, layout.count)
    let (xs, slopes, ys) = unsafe (Extent(x), Extent(slope), Extent(y))
    let misaligned = xs.isMisaligned | slopes.isMisaligned | ys.isMisaligned
    if ys.meets(xs) | ys.meets(slopes) < 0 || misaligned != 0 {
      try unsafe checkForwardMemory(x, slope: slope, into: y, yName, mayBeInput: mayBeInput)
    }
    // Only empty buffers have no address.
    guard layout.count > 0, let x = x.baseAddress, let slope = slope.baseAddress,
      let y = y.baseAddress
    else { return }
    unsafe runForward(
      layout, kernels: Scalar._kernels(instructionSet), memory: Streams(x: x, g: x, output: y),
      slopes: CallSlopes(kernels: Slope._kernels(instructionSet), slope: slope, v: nil),
      threads: threads, stores: stores)
  }

  /// Runs a checked forward call by the plan that its layout asks for.
  @inline(always)
  static func runForward<Memory: BlockMemory, Slope: PReLUScalar>(
    _ layout: Layout, kernels: any KernelSet<Memory.Scalar>.Type, memory: Memory,
    slopes: CallSlopes<Slope>, threads: Threads, stores: Stores
  ) where Slope.Compute == Memory.Scalar.Compute {
    if let axes = layout.axes {
      unsafe BroadcastCall(
        kernels: kernels,
        plan: BroadcastPlan(
          axes, leavesSums: false,
          convertsSlopes: CallSlopes<Slope>.areConverted), order: .forward,
        memory: memory, slopes: slopes, slopeGradient: nil, update: .overwrite
      ).run(threads: threads, stores: stores)
    } else {
      ForwardCall(
        kernels: kernels, plan: Plan(layout, leavesSums: false), memory: memory, slopes: slopes
      ).run(threads: threads, stores: stores)
    }
  }
}
