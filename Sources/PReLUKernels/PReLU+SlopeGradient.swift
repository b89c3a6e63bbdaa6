extension PReLU {
  /// Computes the gradient to the slopes alone, where that to the input is not wanted: for each slope the sum of
  /// `g * x` over the positions that share it and where not `x > 0`. The slopes themselves do not matter to it.
  ///
  /// - Shapes: `x` and `g` have `layout.count` elements, `da` has `layout.channels`.
  /// - Edge cases: a NaN input shows up in its slope's gradient; an infinite or NaN g where x > 0 does not.
  ///   A sum of no products, and one of zeros, is +0. No elements is success, and what is overwritten is
  ///   then zero.
  /// - Error bound: a gradient, of n terms, is within 1 ULP + n * 2^-53 * sum|g * x| of the exact sum, for
  ///   Double 1 ULP + 2n * 2^-53 * sum|g * x|.
  /// - Reproducibility: the bits of `backward`, for any number of threads and any instruction set.
  /// - Memory: reads x and g once: 8 bytes an element of Float, 16 of Double, 4 of a half type. Scratch
  ///   memory of at most 1 MiB and 74 KiB a thread, in calls of up to 4,096 elements the stack's alone.
  /// - Throws: `PReLUError.countMismatch`, `.overlap`, `.misaligned`, `.invalidThreadCount`,
  ///   `.invalidCacheSize`, `.unknownInstructionSet`, `.unsupportedInstructionSet`.
  ///
  /// - Parameters:
  ///   - x: The input of the forward pass.
  ///   - g: The upstream gradient: that of the loss to the output y.
  ///   - layout: How elements share slopes.
  ///   - da: The gradient to the slopes.
  ///   - update: Whether `da` is overwritten or added to.
  ///   - threads: How many threads may take part.
  ///   - instructionSet: The kernels to use, `nil` for `InstructionSet.current`.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func slopeGradient<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, gradient g: UnsafeBufferPointer<Scalar>, layout: Layout,
    into da: UnsafeMutableBufferPointer<Slope>, update: GradientUpdate,
    threads: Threads = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkedBackward(
      x, slope: nil, gradient: g, layout: layout, inputGradient: nil, .inputGradient,
      mayBeInput: false, mayBeGradient: false, slopeGradient: da, update: update,
      threads: threads, stores: .ordinary, instructionSet: instructionSet)
  }

  /// Computes the gradient to the slopes alone on spans: the same function as that on buffer pointers, with
  /// the same edge cases, error bound and errors.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func slopeGradient<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: Span<Scalar>, gradient g: Span<Scalar>, layout: Layout,
    into da: inout MutableSpan<Slope>, update: GradientUpdate, threads: Threads = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    // The pointers are used within these closures alone.
    try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
      try unsafe g.withUnsafeBufferPointer { (g) throws(PReLUError) in
        try unsafe da.withUnsafeMutableBufferPointer { (da) throws(PReLUError) in
          try unsafe slopeGradient(
            x, gradient: g, layout: layout, into: da, update: update, threads: threads,
            instructionSet: instructionSet)
        }
      }
    }
  }

  /// Returns the gradient to the slopes alone as a new array: the same function as that on buffer pointers,
  /// with the same edge cases, error bound and errors.
  public static func slopeGradient<Scalar: PReLUScalar>(
    _ x: [Scalar], gradient g: [Scalar], layout: Layout, threads: Threads = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) -> [Scalar] {
    // Before the output is allocated, for which a wrong layout may be too large.
    try check(.input, x.count, layout.count)
    return try unsafe [Scalar](unsafeCount: layout.channels) { (da) throws(PReLUError) in
      try unsafe withPointers(x, g) { (x, g) throws(PReLUError) in
        try unsafe slopeGradient(
          x, gradient: g, layout: layout, into: da, update: .overwrite, threads: threads,
          instructionSet: instructionSet)
      }
    }
  }
}
