extension PReLU {
  /// Computes the gradients to the input and to the slopes of the output, so that the forward pass may write over its input:
  /// `dx = y > 0 ? g : a * g`, and for each slope the sum of `g * y` over the positions that share it and where not `y > 0`,
  /// divided by the slope. Where every slope is above 0 and finite, y has the sign of x, and x is y / a where it is not
  /// positive.
  ///
  /// - Shapes: `y`, `g` and `dx` have `layout.count` elements, `slope` and `slopeGradient` have `layout.channels`.
  /// - Edge cases: as `backward`, with y in the place of x. A product a * x that was too small for its type is a zero in y: a finite g
  ///   adds nothing there, an infinite one makes the gradient NaN. One that was too large is infinite, and makes the gradient
  ///   infinite, or NaN where g is 0 or two such products have opposite signs.
  /// - Error bound: dx is that of `backward`. A slope's gradient, of n terms, is within 1 ULP + n * 2^-53 * sum|g * y| / a of
  ///   the exact `sum(g * y) / a`, for Double 1 ULP + 2n * 2^-53 * sum|g * y| / a, where no g * y underflows and no partial
  ///   sum overflows (one ULP more where it is added to what is there). What the rounding of y took away is
  ///   lost beside that: of the exact sum of g * x at most `sum|g| * (2^-24 * |x| + 2^-150 / a)` for Float, and
  ///   `sum|g| * (2^-53 * |x| + 2^-1075 / a)` for Double (half types: "What results mean"). So however small a slope is, the gradient has its type's accuracy as
  ///   long as the products a * x are normal numbers (2^-126, or 2^-1022, and above), and in Double the products g * y too;
  ///   subnormal ones lose their digits one after the other, and none is left of what a slope of 2^-149 had made of x = -0.5.
  /// - Reproducibility: the same bits for any number of threads and any instruction set.
  /// - Memory: as `backward`.
  /// - Throws: `PReLUError.slopeDoesNotTell` with the first channel whose slope is not above 0 (NaN included) or is infinite,
  ///   where there are elements; and what `backward` throws. Nothing has been written then.
  ///
  /// - Parameters:
  ///   - y: The output of the forward pass.
  ///   - slope: The slopes a, with which y was computed.
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
    output y: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>,
    gradient g: UnsafeBufferPointer<Scalar>, layout: Layout,
    inputGradient dx: UnsafeMutableBufferPointer<Scalar>,
    slopeGradient: UnsafeMutableBufferPointer<Slope>, update: GradientUpdate,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkedBackward(
      y, slope: slope, gradient: g, layout: layout, inputGradient: dx, .inputGradient,
      mayBeInput: false, mayBeGradient: false, slopeGradient: slopeGradient, update: update,
      threads: threads, stores: stores, instructionSet: instructionSet, from: .output)
  }

  /// Computes the gradients to the input and to the slopes of the output, writing the one to the input over `g`.
  ///
  /// As `backward(output:slope:gradient:layout:inputGradient:slopeGradient:update:)`, with the same edge cases, error bound
  /// and errors, but for the memory: `g` is read once and written once.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func backwardInPlace<Scalar: PReLUScalar, Slope: PReLUScalar>(
    output y: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>,
    gradient g: UnsafeMutableBufferPointer<Scalar>, layout: Layout,
    slopeGradient: UnsafeMutableBufferPointer<Slope>, update: GradientUpdate,
    threads: Threads = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkedBackward(
      y, slope: slope, gradient: UnsafeBufferPointer(g), layout: layout, inputGradient: g,
      .gradient, mayBeInput: false, mayBeGradient: true, slopeGradient: slopeGradient,
      update: update, threads: threads, stores: .ordinary, instructionSet: instructionSet,
      from: .output)
  }

  /// Computes the gradients of the output on spans: the same function as that on buffer pointers, with the same edge cases,
  /// error bound and errors.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func backward<Scalar: PReLUScalar, Slope: PReLUScalar>(
    output y: Span<Scalar>, slope: Span<Slope>, gradient g: Span<Scalar>, layout: Layout,
    inputGradient dx: inout MutableSpan<Scalar>, slopeGradient: inout MutableSpan<Slope>,
    update: GradientUpdate, threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    // The pointers are used within these closures alone.
    try unsafe y.withUnsafeBufferPointer { (y) throws(PReLUError) in
      try unsafe slope.withUnsafeBufferPointer { (slope) throws(PReLUError) in
        try unsafe g.withUnsafeBufferPointer { (g) throws(PReLUError) in
          try unsafe dx.withUnsafeMutableBufferPointer { (dx) throws(PReLUError) in
            try unsafe slopeGradient.withUnsafeMutableBufferPointer {
              (slopeGradient) throws(PReLUError) in
              try unsafe backward(
                output: y, slope: slope, gradient: g, layout: layout, inputGradient: dx,
                slopeGradient: slopeGradient, update: update, threads: threads, stores: stores,
                instructionSet: instructionSet)
            }
          }
        }
      }
    }
  }

  /// Computes the gradients of the output on spans, writing the one to the input over `g`: the same function as that on buffer
  /// pointers, with the same edge cases, error bound and errors.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func backwardInPlace<Scalar: PReLUScalar, Slope: PReLUScalar>(
    output y: Span<Scalar>, slope: Span<Slope>, gradient g: inout MutableSpan<Scalar>,
    layout: Layout, slopeGradient: inout MutableSpan<Slope>, update: GradientUpdate,
    threads: Threads = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    // The pointers are used within these closures alone.
    try unsafe y.withUnsafeBufferPointer { (y) throws(PReLUError) in
      try unsafe slope.withUnsafeBufferPointer { (slope) throws(PReLUError) in
        try unsafe g.withUnsafeMutableBufferPointer { (g) throws(PReLUError) in
          try unsafe slopeGradient.withUnsafeMutableBufferPointer {
            (slopeGradient) throws(PReLUError) in
            try unsafe backwardInPlace(
              output: y, slope: slope, gradient: g, layout: layout, slopeGradient: slopeGradient,
              update: update, threads: threads, instructionSet: instructionSet)
          }
        }
      }
    }
  }

  /// Returns the gradients to the input and to the slopes, of the output, as new arrays: the same function as that on buffer
  /// pointers, with the same edge cases, error bound and errors.
  public static func backward<Scalar: PReLUScalar>(
    output y: [Scalar], slope: [Scalar], gradient g: [Scalar], layout: Layout,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) -> (inputGradient: [Scalar], slopeGradient: [Scalar]) {
    // Before the outputs are allocated, for which a wrong layout may be too large.
    try check(.output, y.count, layout.count)
    try check(.slope, slope.count, layout.channels)
    var slopeGradient = [Scalar](repeating: Scalar(), count: layout.channels)
    let dx = try unsafe [Scalar](unsafeCount: layout.count) { (dx) throws(PReLUError) in
      try unsafe withPointers(y, slope, g) { (y, slope, g) throws(PReLUError) in
        try unsafe slopeGradient.withUnsafeMutableBufferPointer { (da) throws(PReLUError) in
          try unsafe backward(
            output: y, slope: slope, gradient: g, layout: layout, inputGradient: dx,
            slopeGradient: da, update: .overwrite, threads: threads, stores: stores,
            instructionSet: instructionSet)
        }
      }
    }
    return (dx, slopeGradient)
  }
}
