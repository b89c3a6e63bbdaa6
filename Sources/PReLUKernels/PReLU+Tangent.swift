extension PReLU {
  /// Computes the tangent of the output, the derivative of y in a direction of input and slopes (forward mode), in one pass:
  /// `x > 0 ? tx : a * tx + ta * x`.
  ///
  /// - Shapes: `x`, `tx` and `ty` have `layout.count` elements, `slope` and `ta` have `layout.channels`.
  /// - Edge cases: at 0 and -0 the slope's branch counts, as in `backward`, and where x is NaN. An infinite or NaN slope, or
  ///   tangent of one, does not touch tx where x > 0. No elements is success.
  /// - Error bound: each product and their sum are rounded: within 2^-24 * (|a * tx| + |ta * x| + |ty|) of the exact
  ///   tangent for Float, 2^-53 of the same for Double, where neither product underflows or overflows; |ty| is that of the result.
  ///   Of a half type: Float's tangent, rounded once.
  /// - Reproducibility: the same bits for any number of threads and any instruction set.
  /// - Memory: reads x and tx once, writes ty once: 12 bytes an element of Float, 24 of Double, 6 of a half type. Scratch
  ///   memory of at most 129 KiB a thread, 2 KiB in calls of up to 4,096 elements; slopes of a half type take 17 KiB more.
  /// - Throws: `PReLUError.countMismatch`, `.overlap`, `.misaligned`, `.invalidThreadCount`, `.invalidCacheSize`,
  ///   `.unknownInstructionSet`, `.unsupportedInstructionSet`.
  ///
  /// - Parameters:
  ///   - x: The input of the forward pass.
  ///   - slope: The slopes a.
  ///   - tx: The tangent of the input.
  ///   - ta: The tangent of the slopes.
  ///   - layout: How elements share slopes.
  ///   - ty: The tangent of the output.
  ///   - threads: How many threads may take part.
  ///   - stores: Whether ty is written through the caches.
  ///   - instructionSet: The kernels to use, `nil` for `InstructionSet.current`.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func tangent<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, slope: UnsafeBufferPointer<Slope>,
    inputTangent tx: UnsafeBufferPointer<Scalar>, slopeTangent ta: UnsafeBufferPointer<Slope>,
    layout: Layout, into ty: UnsafeMutableBufferPointer<Scalar>, threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    try unsafe checkedSecondOrder(
      SecondOrderBuffers(
        x: x, slope: slope, g: nil, u: (.inputTangent, tx), v: (.slopeTangent, ta),
        output: (.outputTangent, ty), secondOutput: nil, slopeGradient: nil),
      layout: layout, update: .overwrite, threads: threads, stores: stores,
      instructionSet: instructionSet)
  }

  /// Computes the tangent of the output on spans: the same function as that on buffer pointers, with the same edge cases,
  /// error bound and errors.
  @_specialize(where Scalar == Float, Slope == Float)
  @_specialize(where Scalar == Double, Slope == Double)
  public static func tangent<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: Span<Scalar>, slope: Span<Slope>, inputTangent tx: Span<Scalar>,
    slopeTangent ta: Span<Slope>, layout: Layout, into ty: inout MutableSpan<Scalar>,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    // The pointers are used within these closures alone.
    try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
      try unsafe slope.withUnsafeBufferPointer { (slope) throws(PReLUError) in
        try unsafe tx.withUnsafeBufferPointer { (tx) throws(PReLUError) in
          try unsafe ta.withUnsafeBufferPointer { (ta) throws(PReLUError) in
            try unsafe ty.withUnsafeMutableBufferPointer { (ty) throws(PReLUError) in
              try unsafe tangent(
                x, slope: slope, inputTangent: tx, slopeTangent: ta, layout: layout, into: ty,
                threads: threads, stores: stores, instructionSet: instructionSet)
            }
          }
        }
      }
    }
  }

  /// Returns the tangent of the output as a new array: the same function as that on buffer pointers, with the same edge cases,
  /// error bound and errors.
  public static func tangent<Scalar: PReLUScalar>(
    _ x: [Scalar], slope: [Scalar], inputTangent tx: [Scalar], slopeTangent ta: [Scalar],
    layout: Layout, threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) -> [Scalar] {
    // Before the output is allocated, for which a wrong layout may be too large.
    try check(.input, x.count, layout.count)
    return try unsafe [Scalar](unsafeCount: layout.count) { (ty) throws(PReLUError) in
      try unsafe withPointers(x, slope, tx) { (x, slope, tx) throws(PReLUError) in
        try unsafe ta.withUnsafeBufferPointer { (ta) throws(PReLUError) in
          try unsafe tangent(
            x, slope: slope, inputTangent: tx, slopeTangent: ta, layout: layout, into: ty,
            threads: threads, stores: stores, instructionSet: instructionSet)
        }
      }
    }
  }
}
