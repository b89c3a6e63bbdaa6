extension PReLU {
  /// Computes the gradient to the input alone, where that to the slopes is not wanted:
  /// `dx = x > 0 ? g : a * g`.
  ///
  /// - Shapes: `x`, `g` and `dx` have `layout.count` elements, `slope` has `layout.channels`.
  /// - Edge cases: at 0 and -0 the slope's branch counts (as in He et al. 2015), and where x is NaN.
  ///   An infinite or NaN slope does not touch g where x > 0. No elements is success.
  /// - Error bound: as `forward`.
  /// - Reproducibility: the bits of `backward`, for any number of threads and any instruction set.
  /// - Memory: reads x and g once, writes dx once: 12 bytes an element of Float, 24 of Double, 6 of a half
  ///   type. Scratch memory as `forward`.
  /// - Throws: `PReLUError.countMismatch`, `.overlap` (to write dx over g there is
  ///   `inputGradientInPlace`), `.misaligned`, `.invalidThreadCount`, `.invalidCacheSize`,
  ///   `.unknownInstructionSet`, `.unsupportedInstructionSet`.
  ///
  /// - Parameters:
  ///   - x: The input of the forward pass.
  ///   - slope: The slopes a.
  ///   - g: The upstream gradient: that of the loss to the output y.
  ///   - layout: How elements share slopes.
  ///   - dx: The gradient to the input.
  ///   - threads: How many threads may take part.
  ///   - stores: Whether dx is written through the caches.
  ///   - instructionSet: The kernels to use, `nil` for `InstructionSet.current`.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func inputGradient<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>,
    gradient g: UnsafeBufferPointer<Scalar>, layout: Layout,
    into dx: UnsafeMutableBufferPointer<Scalar>, threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkedBackward(
      x, slope: slope, gradient: g, layout: layout, inputGradient: dx, .inputGradient,
      mayBeInput: false, mayBeGradient: false, slopeGradient: nil, update: .overwrite,
      threads: threads, stores: stores, instructionSet: instructionSet)
  }

  /// Computes the gradient to the input alone, writing it over `g`: `g = x > 0 ? g : a * g`.
  ///
  /// As `inputGradient`, with the same edge cases, error bound and errors, but for the memory: `g` is read
  /// once and written once.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func inputGradientInPlace<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>,
    gradient g: UnsafeMutableBufferPointer<Scalar>, layout: Layout,
    threads: Threads = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkedBackward(
      x, slope: slope, gradient: UnsafeBufferPointer(g), layout: layout, inputGradient: g,
      .gradient, mayBeInput: false, mayBeGradient: true, slopeGradient: nil, update: .overwrite,
      threads: threads, stores: .ordinary, instructionSet: instructionSet)
  }

  /// Computes the gradient to the input alone on spans: the same function as that on buffer pointers, with
  /// the same edge cases, error bound and errors.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func inputGradient<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: Span<Scalar>, slope: Span<Slope>, gradient g: Span<Scalar>, layout: Layout,
    into dx: inout MutableSpan<Scalar>, threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    // The pointers are used within these closures alone.
    try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
      try unsafe slope.withUnsafeBufferPointer { (slope) throws(PReLUError) in
        try unsafe g.withUnsafeBufferPointer { (g) throws(PReLUError) in
          try unsafe dx.withUnsafeMutableBufferPointer { (dx) throws(PReLUError) in
            try unsafe inputGradient(
              x, slope: slope, gradient: g, layout: layout, into: dx, threads: threads,
              stores: stores, instructionSet: instructionSet)
          }
        }
      }
    }
  }

  /// Computes the gradient to the input alone on spans, writing it over `g`: the same function as that on
  /// buffer pointers, with the same edge cases, error bound and errors.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func inputGradientInPlace<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: Span<Scalar>, slope: Span<Slope>, gradient g: inout MutableSpan<Scalar>,
    layout: Layout, threads: Threads = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    // The pointers are used within these closures alone.
    try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
      try unsafe slope.withUnsafeBufferPointer { (slope) throws(PReLUError) in
        try unsafe g.withUnsafeMutableBufferPointer { (g) throws(PReLUError) in
          try unsafe inputGradientInPlace(
            x, slope: slope, gradient: g, layout: layout, threads: threads,
            instructionSet: instructionSet)
        }
      }
    }
  }

  /// Returns the gradient to the input alone as a new array: the same function as that on buffer pointers,
  /// with the same edge cases, error bound and errors.
  public static func inputGradient<Scalar: PReLUScalar>(
    _ x: [Scalar], slope: [Scalar], gradient g: [Scalar], layout: Layout,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) -> [Scalar] {
    // Before the output is allocated, for which a wrong layout may be too large.
    try check(.input, x.count, layout.count)
    return try unsafe [Scalar](unsafeCount: layout.count) { (dx) throws(PReLUError) in
      try unsafe withPointers(x, slope, g) { (x, slope, g) throws(PReLUError) in
        try unsafe inputGradient(
          x, slope: slope, gradient: g, layout: layout, into: dx, threads: threads, stores: stores,
          instructionSet: instructionSet)
      }
    }
  }
}
