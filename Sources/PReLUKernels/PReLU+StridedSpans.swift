// Inputs that lie in bigger tensors, as spans and arrays.

extension PReLU {
  /// Computes `y = x < 0 ? a * x : x` of a slice of a bigger tensor, on spans: the same function as that on buffer pointers, with the
  /// same edge cases and errors.
  public static func forward<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: Span<Scalar>, view: StridedView, slope: Span<Slope>, layout: Layout,
    into y: inout MutableSpan<Scalar>, threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    // The pointers are used within these closures alone.
    try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
      try unsafe slope.withUnsafeBufferPointer { (slope) throws(PReLUError) in
        try unsafe y.withUnsafeMutableBufferPointer { (y) throws(PReLUError) in
          try unsafe forward(
            x, view: view, slope: slope, layout: layout, into: y, threads: threads, stores: stores,
            instructionSet: instructionSet)
        }
      }
    }
  }

  /// Returns `y = x < 0 ? a * x : x` of a slice of a bigger tensor as a new array: the same function as that on buffer pointers, with the
  /// same edge cases and errors.
  public static func forward<Scalar: PReLUScalar>(
    _ x: [Scalar], view: StridedView, slope: [Scalar], layout: Layout,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) -> [Scalar] {
    // Before the output is allocated, for which a wrong layout may be too large.
    try check(.input, of: x.count, view, layout.count)
    try check(.slope, slope.count, layout.channels)
    return try unsafe [Scalar](unsafeCount: layout.count) { (y) throws(PReLUError) in
      try unsafe withPointers(x, slope) { (x, slope) throws(PReLUError) in
        try unsafe forward(
          x, view: view, slope: slope, layout: layout, into: y, threads: threads, stores: stores,
          instructionSet: instructionSet)
      }
    }
  }

  /// Computes the gradients to the input and to the slopes of slices of bigger tensors, on spans: the same function as that on buffer
  /// pointers, with the same edge cases, error bound and errors.
  public static func backward<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: Span<Scalar>, view: StridedView?, slope: Span<Slope>, gradient g: Span<Scalar>,
    gradientView: StridedView?, layout: Layout, inputGradient dx: inout MutableSpan<Scalar>,
    slopeGradient: inout MutableSpan<Slope>, update: GradientUpdate,
    threads: Threads = .automatic, stores: Stores = .automatic,
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
                x, view: view, slope: slope, gradient: g, gradientView: gradientView,
                layout: layout, inputGradient: dx, slopeGradient: slopeGradient, update: update,
                threads: threads, stores: stores, instructionSet: instructionSet)
            }
          }
        }
      }
    }
  }

  /// Returns the gradients to the input and to the slopes of slices of bigger tensors as new arrays: the same function as that on buffer
  /// pointers, with the same edge cases, error bound and errors.
  public static func backward<Scalar: PReLUScalar>(
    _ x: [Scalar], view: StridedView?, slope: [Scalar], gradient g: [Scalar],
    gradientView: StridedView?, layout: Layout, threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) -> (inputGradient: [Scalar], slopeGradient: [Scalar]) {
    // Before the outputs are allocated, for which a wrong layout may be too large.
    try check(.input, of: x.count, view, layout.count)
    try check(.gradient, of: g.count, gradientView, layout.count)
    try check(.slope, slope.count, layout.channels)
    var slopeGradient = [Scalar](repeating: Scalar(), count: layout.channels)
    let dx = try unsafe [Scalar](unsafeCount: layout.count) { (dx) throws(PReLUError) in
      try unsafe withPointers(x, slope, g) { (x, slope, g) throws(PReLUError) in
        try unsafe slopeGradient.withUnsafeMutableBufferPointer { (da) throws(PReLUError) in
          try unsafe backward(
            x, view: view, slope: slope, gradient: g, gradientView: gradientView, layout: layout,
            inputGradient: dx, slopeGradient: da, update: .overwrite, threads: threads,
            stores: stores, instructionSet: instructionSet)
        }
      }
    }
    return (dx, slopeGradient)
  }
}
