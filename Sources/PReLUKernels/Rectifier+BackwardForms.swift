// The gradients of a rectifier on spans and arrays: the same functions as those on buffer pointers.

extension Rectifier {
  /// Computes the gradient to the input of the input and the upstream gradient on spans.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func backward<Scalar: PReLUScalar>(
    _ x: Span<Scalar>, gradient g: Span<Scalar>, into dx: inout MutableSpan<Scalar>,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    // The pointers are used within these closures alone.
    try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
      try unsafe g.withUnsafeBufferPointer { (g) throws(PReLUError) in
        try unsafe dx.withUnsafeMutableBufferPointer { (dx) throws(PReLUError) in
          try unsafe backward(
            x, gradient: g, into: dx, threads: threads, stores: stores,
            instructionSet: instructionSet)
        }
      }
    }
  }

  /// Computes the gradient to the input of the input and the upstream gradient on spans, writing it over `g`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func backwardInPlace<Scalar: PReLUScalar>(
    _ x: Span<Scalar>, gradient g: inout MutableSpan<Scalar>, threads: Threads = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    // The pointers are used within these closures alone.
    try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
      try unsafe g.withUnsafeMutableBufferPointer { (g) throws(PReLUError) in
        try unsafe backwardInPlace(
          x, gradient: g, threads: threads, instructionSet: instructionSet)
      }
    }
  }

  /// Computes the gradient to the input of the output and the upstream gradient on spans.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func backward<Scalar: PReLUScalar>(
    output y: Span<Scalar>, gradient g: Span<Scalar>, into dx: inout MutableSpan<Scalar>,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    // The pointers are used within these closures alone.
    try unsafe y.withUnsafeBufferPointer { (y) throws(PReLUError) in
      try unsafe g.withUnsafeBufferPointer { (g) throws(PReLUError) in
        try unsafe dx.withUnsafeMutableBufferPointer { (dx) throws(PReLUError) in
          try unsafe backward(
            output: y, gradient: g, into: dx, threads: threads, stores: stores,
            instructionSet: instructionSet)
        }
      }
    }
  }

  /// Computes the gradient to the input of the output and the upstream gradient on spans, writing it over `g`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func backwardInPlace<Scalar: PReLUScalar>(
    output y: Span<Scalar>, gradient g: inout MutableSpan<Scalar>, threads: Threads = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    // The pointers are used within these closures alone.
    try unsafe y.withUnsafeBufferPointer { (y) throws(PReLUError) in
      try unsafe g.withUnsafeMutableBufferPointer { (g) throws(PReLUError) in
        try unsafe backwardInPlace(
          output: y, gradient: g, threads: threads, instructionSet: instructionSet)
      }
    }
  }

  /// Returns the gradient to the input, of the input and the upstream gradient, as a new array.
  public func backward<Scalar: PReLUScalar>(
    _ x: [Scalar], gradient g: [Scalar], threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) -> [Scalar] {
    try unsafe [Scalar](unsafeCount: x.count) { (dx) throws(PReLUError) in
      try unsafe withPointers(x, g) { (x, g) throws(PReLUError) in
        try unsafe backward(
          x, gradient: g, into: dx, threads: threads, stores: stores,
          instructionSet: instructionSet)
      }
    }
  }

  /// Returns the gradient to the input, of the output and the upstream gradient, as a new array.
  public func backward<Scalar: PReLUScalar>(
    output y: [Scalar], gradient g: [Scalar], threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) -> [Scalar] {
    try unsafe [Scalar](unsafeCount: y.count) { (dx) throws(PReLUError) in
      try unsafe withPointers(y, g) { (y, g) throws(PReLUError) in
        try unsafe backward(
          output: y, gradient: g, into: dx, threads: threads, stores: stores,
          instructionSet: instructionSet)
      }
    }
  }
}
