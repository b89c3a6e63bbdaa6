extension PReLU {
  /// Computes the gradients of the gradients that `backward` gives, in one pass. With u the upstream gradient of dx and v that of
  /// the slopes' gradient:
  ///
  ///     gx = x > 0 ? 0 : v * g
  ///     ga = the sum of u * g, over the positions that share the slope and where not x > 0
  ///     gg = x > 0 ? u : a * u + v * x
  ///
  /// - Shapes: `x`, `g`, `u`, `gx` and `gg` have `layout.count` elements, `slope`, `v` and `ga` have `layout.channels`.
  /// - Outputs: each of `gx`, `ga` and `gg` may be `nil`, if it is not wanted.
  /// - Edge cases: at 0 and -0 the slope's branch counts, as in `backward`, and where x is NaN; what an infinite or NaN number
  ///   of u, v, g or the slope would make of the other branch does not show up. No elements is success, and an overwritten `ga` is
  ///   then zero.
  /// - Error bound: gx has one rounding. ga, of n terms, is within 1 ULP + n * 2^-53 * sum|u * g| of the exact sum, for
  ///   Double 1 ULP + 2n * 2^-53 * sum|u * g|, where no product underflows and no partial sum overflows. gg is within
  ///   2^-24 * (|a * u| + |v * x| + |gg|) for Float, 2^-53 of the same for Double, where neither product underflows or overflows;
  ///   |gg| is that of the result. Of a half type gx and gg are Float's, rounded once.
  /// - Reproducibility: the same bits for any number of threads and any instruction set.
  /// - Memory: reads x, g and u once, writes gx and gg once: 20 bytes an element of Float, 40 of Double, 10 of a half type.
  ///   Scratch memory of at most 1 MiB and 129 KiB a thread, 2 KiB in calls of up to 4,096 elements; slopes of a half type take
  ///   17 KiB more a thread in larger ones.
  /// - Throws: `PReLUError.countMismatch`, `.overlap` (a result may share memory with nothing), `.misaligned`,
  ///   `.invalidThreadCount`, `.invalidCacheSize`, `.unknownInstructionSet`, `.unsupportedInstructionSet`.
  ///
  /// - Parameters:
  ///   - x: The input of the forward pass.
  ///   - slope: The slopes a.
  ///   - g: The upstream gradient of the backward pass.
  ///   - u: The upstream gradient of the gradient to the input.
  ///   - v: The upstream gradient of the gradient to the slopes.
  ///   - layout: How elements share slopes.
  ///   - gx: The gradient to the input.
  ///   - ga: The gradient to the slopes.
  ///   - gg: The gradient to the upstream gradient g.
  ///   - update: Whether `ga` is overwritten or added to.
  ///   - threads: How many threads may take part.
  ///   - stores: Whether gx and gg are written through the caches; they always are where the two stand in different places of a
  ///     cache line.
  ///   - instructionSet: The kernels to use, `nil` for `InstructionSet.current`.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func doubleBackward<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>,
    gradient g: UnsafeBufferPointer<Scalar>, upstreamOfInputGradient u: UnsafeBufferPointer<Scalar>,
    upstreamOfSlopeGradient v: UnsafeBufferPointer<Slope>, layout: Layout,
    toInput gx: UnsafeMutableBufferPointer<Scalar>?,
    toSlope ga: UnsafeMutableBufferPointer<Slope>?,
    toGradient gg: UnsafeMutableBufferPointer<Scalar>?, update: GradientUpdate,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkedSecondOrder(
      SecondOrderBuffers(
        x: x, slope: slope, g: g, u: (.upstreamOfInputGradient, u),
        v: (.upstreamOfSlopeGradient, v), output: (.secondUpstreamGradient, gg), secondOutput: gx,
        slopeGradient: ga),
      layout: layout, update: update, threads: threads, stores: stores,
      instructionSet: instructionSet)
  }

  /// Computes the gradients of the gradients on spans, all of them: the same function as that on buffer pointers, with the same
  /// edge cases, error bound and errors.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func doubleBackward<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: Span<Scalar>, slope: Span<Slope>, gradient g: Span<Scalar>,
    upstreamOfInputGradient u: Span<Scalar>, upstreamOfSlopeGradient v: Span<Slope>,
    layout: Layout, toInput gx: inout MutableSpan<Scalar>, toSlope ga: inout MutableSpan<Slope>,
    toGradient gg: inout MutableSpan<Scalar>, update: GradientUpdate,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    // The pointers are used within these closures alone.
    try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
      try unsafe slope.withUnsafeBufferPointer { (slope) throws(PReLUError) in
        try unsafe g.withUnsafeBufferPointer { (g) throws(PReLUError) in
          try unsafe u.withUnsafeBufferPointer { (u) throws(PReLUError) in
            try unsafe v.withUnsafeBufferPointer { (v) throws(PReLUError) in
              try unsafe gx.withUnsafeMutableBufferPointer { (gx) throws(PReLUError) in
                try unsafe ga.withUnsafeMutableBufferPointer { (ga) throws(PReLUError) in
                  try unsafe gg.withUnsafeMutableBufferPointer { (gg) throws(PReLUError) in
                    try unsafe doubleBackward(
                      x, slope: slope, gradient: g, upstreamOfInputGradient: u,
                      upstreamOfSlopeGradient: v, layout: layout, toInput: gx, toSlope: ga,
                      toGradient: gg, update: update, threads: threads, stores: stores,
                      instructionSet: instructionSet)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// Returns the gradients of the gradients as new arrays: the same function as that on buffer pointers, with the same edge
  /// cases, error bound and errors.
  public static func doubleBackward<Scalar: PReLUScalar>(
    _ x: [Scalar], slope: [Scalar], gradient g: [Scalar], upstreamOfInputGradient u: [Scalar],
    upstreamOfSlopeGradient v: [Scalar], layout: Layout, threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) -> (toInput: [Scalar], toSlope: [Scalar], toGradient: [Scalar]) {
    // Before the outputs are allocated, for which a wrong layout may be too large.
    try check(.input, x.count, layout.count)
    try check(.slope, slope.count, layout.channels)
    var ga = [Scalar](repeating: Scalar(), count: layout.channels)
    var gg: [Scalar] = []
    let gx = try unsafe [Scalar](unsafeCount: layout.count) { (gx) throws(PReLUError) in
      gg = try unsafe [Scalar](unsafeCount: layout.count) { (gg) throws(PReLUError) in
        try unsafe withPointers(x, slope, g) { (x, slope, g) throws(PReLUError) in
          try unsafe withPointers(u, v) { (u, v) throws(PReLUError) in
            try unsafe ga.withUnsafeMutableBufferPointer { (ga) throws(PReLUError) in
              try unsafe doubleBackward(
                x, slope: slope, gradient: g, upstreamOfInputGradient: u,
                upstreamOfSlopeGradient: v, layout: layout, toInput: gx, toSlope: ga,
                toGradient: gg, update: .overwrite, threads: threads, stores: stores,
                instructionSet: instructionSet)
            }
          }
        }
      }
    }
    return (gx, ga, gg)
  }
}
