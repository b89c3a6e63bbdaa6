internal import KernelCore

extension PReLU {
  /// Computes the gradients to the input and to the slopes, in one pass over memory:
  /// `dx = x > 0 ? g : a * g`, and for each slope the sum of `g * x` over the positions that share it and
  /// where not `x > 0`. For one of the two alone there are `inputGradient` and `slopeGradient`.
  ///
  /// - Shapes: `x`, `g` and `dx` have `layout.count` elements, `slope` and `slopeGradient` have
  ///   `layout.channels`.
  /// - Edge cases: at 0 and -0 the slope's branch counts (as in He et al. 2015). A NaN input shows up in
  ///   the slope's gradient; an infinite or NaN g where x > 0 does not. No elements is success, and
  ///   an overwritten slope gradient is then zero.
  /// - Error bound: dx as y of `forward`. A slope's gradient, of n terms, is within
  ///   1 ULP + n * 2^-53 * sum|g * x| of the exact sum, for Double 1 ULP + 2n * 2^-53 * sum|g * x|; the ULP is
  ///   that of the slopes' type.
  /// - Reproducibility: the same bits for any number of threads and any instruction set.
  /// - Memory: reads x and g once, writes dx once: 12 bytes an element of Float, 24 of Double, 6 of a half
  ///   type. Scratch memory of at most 1 MiB and 65 KiB a thread, in calls of up to 4,096 elements the
  ///   stack's alone; slopes of a half type take 9 KiB more a thread in larger ones.
  /// - Throws: `PReLUError.countMismatch`, `.overlap` (to write dx over g there is `backwardInPlace`),
  ///   `.misaligned`, `.invalidThreadCount`, `.invalidCacheSize`, `.unknownInstructionSet`,
  ///   `.unsupportedInstructionSet`.
  ///
  /// - Parameters:
  ///   - x: The input of the forward pass.
  ///   - slope: The slopes a.
  ///   - g: The upstream gradient: that of the loss to the output y.
  ///   - layout: How elements share slopes.
  ///   - dx: The gradient to the input.
  ///   - slopeGradient: The gradient to the slopes.
  ///   - update: Whether `slopeGradient` is overwritten or added to.
  ///   - threads: How many threads may take part.
  ///   - stores: Whether dx is written through the caches.
  ///   - instructionSet: The kernels to use, `nil` for `InstructionSet.current`.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func backward<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>,
    gradient g: UnsafeBufferPointer<Scalar>, layout: Layout,
    inputGradient dx: UnsafeMutableBufferPointer<Scalar>,
    slopeGradient: UnsafeMutableBufferPointer<Slope>, update: GradientUpdate,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkedBackward(
      x, slope: slope, gradient: g, layout: layout, inputGradient: dx, .inputGradient,
      mayBeInput: false, mayBeGradient: false, slopeGradient: slopeGradient, update: update,
      threads: threads, stores: stores, instructionSet: instructionSet)
  }

  /// Computes the gradients to the input and to the slopes, writing the one to the input over `g`.
  ///
  /// As `backward`, with the same edge cases, error bound and errors, but for the memory: `g` is read once
  /// and written once.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func backwardInPlace<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>,
    gradient g: UnsafeMutableBufferPointer<Scalar>, layout: Layout,
    slopeGradient: UnsafeMutableBufferPointer<Slope>, update: GradientUpdate,
    threads: Threads = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkedBackward(
      x, slope: slope, gradient: UnsafeBufferPointer(g), layout: layout, inputGradient: g,
      .gradient,
      mayBeInput: false, mayBeGradient: true, slopeGradient: slopeGradient, update: update,
      threads: threads, stores: .ordinary, instructionSet: instructionSet)
  }

  /// Computes the gradients to the input and to the slopes on spans: the same function as that on buffer
  /// pointers, with the same edge cases, error bound and errors.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func backward<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: Span<Scalar>, slope: Span<Slope>, gradient g: Span<Scalar>, layout: Layout,
    inputGradient dx: inout MutableSpan<Scalar>, slopeGradient: inout MutableSpan<Slope>,
    update: GradientUpdate, threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    // The pointers are used within these closures alone.
    try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
      try unsafe slope.withUnsafeBufferPointer { (slope) throws(PReLUError) in
        try unsafe g.withUnsafeBufferPointer { (g) throws(PReLUError) in
          try unsafe dx.withUnsafeMutableBufferPointer { (dx) throws(PReLUError) in
            try unsafe slopeGradient.withUnsafeMutableBufferPointer {
              (slopeGradient) throws(PReLUError) in
              try unsafe backward(
                x, slope: slope, gradient: g, layout: layout, inputGradient: dx,
                slopeGradient: slopeGradient, update: update, threads: threads, stores: stores,
                instructionSet: instructionSet)
            }
          }
        }
      }
    }
  }

  /// Computes the gradients to the input and to the slopes on spans, writing the one to the input over `g`:
  /// the same function as that on buffer pointers, with the same edge cases, error bound and errors.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func backwardInPlace<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: Span<Scalar>, slope: Span<Slope>, gradient g: inout MutableSpan<Scalar>,
    layout: Layout, slopeGradient: inout MutableSpan<Slope>, update: GradientUpdate,
    threads: Threads = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    // The pointers are used within these closures alone.
    try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
      try unsafe slope.withUnsafeBufferPointer { (slope) throws(PReLUError) in
        try unsafe g.withUnsafeMutableBufferPointer { (g) throws(PReLUError) in
          try unsafe slopeGradient.withUnsafeMutableBufferPointer {
            (slopeGradient) throws(PReLUError) in
            try unsafe backwardInPlace(
              x, slope: slope, gradient: g, layout: layout, slopeGradient: slopeGradient,
              update: update, threads: threads, instructionSet: instructionSet)
          }
        }
      }
    }
  }

  /// Returns the gradients to the input and to the slopes as new arrays: the same function as that on buffer
  /// pointers, with the same edge cases, error bound and errors.
  public static func backward<Scalar: PReLUScalar>(
    _ x: [Scalar], slope: [Scalar], gradient g: [Scalar], layout: Layout,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) -> (inputGradient: [Scalar], slopeGradient: [Scalar]) {
    // Before the outputs are allocated, for which a wrong layout may be too large.
    try check(.input, x.count, layout.count)
    try check(.slope, slope.count, layout.channels)
    var slopeGradient = [Scalar](repeating: Scalar(), count: layout.channels)
    let dx = try unsafe [Scalar](unsafeCount: layout.count) { (dx) throws(PReLUError) in
      try unsafe withPointers(x, slope, g) { (x, slope, g) throws(PReLUError) in
        try unsafe slopeGradient.withUnsafeMutableBufferPointer { (da) throws(PReLUError) in
          try unsafe backward(
            x, slope: slope, gradient: g, layout: layout, inputGradient: dx, slopeGradient: da,
            update: .overwrite, threads: threads, stores: stores, instructionSet: instructionSet)
        }
      }
    }
    return (dx, slopeGradient)
  }
}

extension PReLU {
  /// `backward` of the input or the output, `known`, where `dx`, which errors name `dxName`, may be it or `g`, and where
  /// either result may be `nil`, if it is not wanted. So may the slopes, if `dx` is not wanted and the input is known.
  @inline(always)
  static func checkedBackward<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>?,
    gradient g: UnsafeBufferPointer<Scalar>, layout: Layout,
    inputGradient dx: UnsafeMutableBufferPointer<Scalar>?, _ dxName: PReLUError.Buffer,
    mayBeInput: Bool, mayBeGradient: Bool,
    slopeGradient: UnsafeMutableBufferPointer<Slope>?, update: GradientUpdate,
    threads: Threads, stores: Stores, instructionSet: InstructionSet?,
    from known: PReLUError.Buffer = .input
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    // Inlined into entries for the types that are computed in; for each of the others a function of its own.
    if Scalar.self == Scalar.Compute.self && Slope.self == Scalar.Compute.self {
      try unsafe checkAndRunBackward(
        x, slope: slope, gradient: g, layout: layout, inputGradient: dx, dxName,
        mayBeInput: mayBeInput, mayBeGradient: mayBeGradient, slopeGradient: slopeGradient,
        update: update, threads: threads, stores: stores, instructionSet: instructionSet,
        from: known)
    } else {
      try unsafe checkedBackwardOfHalves(
        x, slope: slope, gradient: g, layout: layout, inputGradient: dx, dxName,
        mayBeInput: mayBeInput, mayBeGradient: mayBeGradient, slopeGradient: slopeGradient,
        update: update, threads: threads, stores: stores, instructionSet: instructionSet,
        from: known)
    }
  }

  @_specialize(where Scalar == Float16, Slope == Float16)
  @_specialize(where Scalar == BFloat16, Slope == BFloat16)
  @_specialize(where Scalar == Float16, Slope == Float)
  @_specialize(where Scalar == BFloat16, Slope == Float)
  @inline(never)
  static func checkedBackwardOfHalves<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>?,
    gradient g: UnsafeBufferPointer<Scalar>, layout: Layout,
    inputGradient dx: UnsafeMutableBufferPointer<Scalar>?, _ dxName: PReLUError.Buffer,
    mayBeInput: Bool, mayBeGradient: Bool,
    slopeGradient: UnsafeMutableBufferPointer<Slope>?, update: GradientUpdate,
    threads: Threads, stores: Stores, instructionSet: InstructionSet?,
    from known: PReLUError.Buffer
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkAndRunBackward(
      x, slope: slope, gradient: g, layout: layout, inputGradient: dx, dxName,
      mayBeInput: mayBeInput, mayBeGradient: mayBeGradient, slopeGradient: slopeGradient,
      update: update, threads: threads, stores: stores, instructionSet: instructionSet, from: known)
  }

  /// Throws if an output of backward shares memory that it must not, or a buffer is misaligned.
  @inline(never)
  private static func checkBackwardMemory<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>?,
    gradient g: UnsafeBufferPointer<Scalar>,
    inputGradient dx: UnsafeMutableBufferPointer<Scalar>?, _ dxName: PReLUError.Buffer,
    mayBeInput: Bool, mayBeGradient: Bool,
    slopeGradient: UnsafeMutableBufferPointer<Slope>?, from known: PReLUError.Buffer
  ) throws(PReLUError) {
    try unsafe checkOverlap(dxName, dx, .gradient, g, allowingSame: mayBeGradient)
    try unsafe checkOverlap(dxName, dx, known, x, allowingSame: mayBeInput)
    try unsafe checkOverlap(dxName, dx, .slope, slope)
    try unsafe checkOverlap(.slopeGradient, slopeGradient, known, x)
    try unsafe checkOverlap(.slopeGradient, slopeGradient, .slope, slope)
    try unsafe checkOverlap(.slopeGradient, slopeGradient, .gradient, g)
    try unsafe checkOverlap(
      .slopeGradient, slopeGradient, dxName, dx.map { UnsafeBufferPointer($0) })
    try unsafe checkAlignment(known, x)
    try unsafe checkAlignment(.slope, slope)
    try unsafe checkAlignment(.gradient, g)
    try unsafe checkAlignment(dxName, dx)
    try unsafe checkAlignment(.slopeGradient, slopeGradient)
  }

  @inline(always)
  static func checkAndRunBackward<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>?,
    gradient g: UnsafeBufferPointer<Scalar>, layout: Layout,
    inputGradient dx: UnsafeMutableBufferPointer<Scalar>?, _ dxName: PReLUError.Buffer,
    mayBeInput: Bool, mayBeGradient: Bool,
    slopeGradient: UnsafeMutableBufferPointer<Slope>?, update: GradientUpdate,
    threads: Threads, stores: Stores, instructionSet: InstructionSet?,
    from known: PReLUError.Buffer
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    let instructionSet = try InstructionSet.resolve(instructionSet)
    try threads.check()
    try check(known, x.count, layout.count)
    try unsafe check(.slope, slope?.count, layout.channels)
    try check(.gradient, g.count, layout.count)
    try unsafe check(dxName, dx?.count, layout.count)
    try unsafe check(.slopeGradient, slopeGradient?.count, layout.channels)
    let (xs, gs, dxs) = unsafe (Extent(x), Extent(g), Extent(dx))
    let (slopes, sums) = unsafe (Extent(slope), Extent(slopeGradient))
    let meetings =
      dxs.meets(gs) | dxs.meets(xs) | dxs.meets(slopes) | sums.meets(xs) | sums.meets(slopes)
      | sums.meets(gs) | sums.meets(dxs)
    let misaligned =
      xs.isMisaligned | gs.isMisaligned | dxs.isMisaligned | slopes.isMisaligned
      | sums.isMisaligned
    if meetings < 0 || misaligned != 0 {
      try unsafe checkBackwardMemory(
        x, slope: slope, gradient: g, inputGradient: dx, dxName, mayBeInput: mayBeInput,
        mayBeGradient: mayBeGradient, slopeGradient: slopeGradient, from: known)
    }
    guard layout.count > 0 else {
      if update == .overwrite { unsafe slopeGradient?.update(repeating: Slope()) }
      return
    }
    if known == .output, let slope = unsafe slope { try unsafe checkOutputTells(slope) }
    // Only empty buffers have no address.
    guard let x = x.baseAddress, let g = g.baseAddress else { return }
    unsafe run(
      layout, kernels: Scalar._kernels(instructionSet),
      order: known == .output ? .firstFromOutput : .first,
      memory: Streams(x: x, g: g, output: dx?.baseAddress),
      slopes: CallSlopes(
        kernels: Slope._kernels(instructionSet), slope: slope?.baseAddress, v: nil),
      slopeGradient: slopeGradient?.baseAddress, update: update, threads: threads, stores: stores)
  }
}
