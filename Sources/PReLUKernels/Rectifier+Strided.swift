internal import KernelCore

// Inputs that lie in bigger tensors.

extension Rectifier {
  /// Computes y of each element of a slice of a bigger tensor.
  ///
  /// - Shapes: `view` and `y` have as many elements as each other. y lies dense, in the order of the view's axes.
  /// - Edge cases, error bound and bits: those of `forward` on a dense copy of the slice.
  /// - Memory: as `forward`, and scratch memory of at most 32,768 elements a thread on top; none where blocks lie dense in the view.
  /// - Throws: `PReLUError.viewOutOfBounds` where the view reaches beyond `x`, `.overlap` where y overlaps with what lies between the first and
  ///   the last element that the view reaches, and what `forward` throws.
  ///
  /// - Parameters:
  ///   - x: The memory of the bigger tensor.
  ///   - view: Where in it the input stands.
  ///   - y: The output.
  ///   - threads: How many threads may take part.
  ///   - stores: Whether y is written through the caches.
  ///   - instructionSet: The kernels to use, `nil` for `InstructionSet.current`.
  public func forward<Scalar: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, view: StridedView,
    into y: UnsafeMutableBufferPointer<Scalar>, threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    let kernels = Scalar._kernels(try InstructionSet.resolve(instructionSet))
    try threads.check()
    try PReLU.check(.output, y.count, view.count)
    let input = try unsafe StridedInput.checked(.input, x, view, count: view.count, .output, y)
    try unsafe PReLU.checkAlignment(.output, y)
    // Only empty buffers have no address.
    guard let input, let start = y.baseAddress else { return }
    unsafe ElementsCall(
      kernels: kernels, function: forwardFunction, constants: constants, count: y.count,
      memory: GatheredInputs(x: input, g: nil, output: start)
    ).run(threads: threads, stores: stores)
  }

  /// Computes the gradient to the input, dx, of slices of bigger tensors.
  ///
  /// - Shapes: the views and `dx` have as many elements as each other. dx lies dense, in the order of the views' axes.
  /// - Edge cases, error bound and bits: those of `backward` on dense copies of the slices.
  /// - Memory: as `backward`, and scratch memory of at most 65,536 elements a thread on top; none where blocks lie dense in the views.
  /// - Throws: `PReLUError.viewCountMismatch`, `.viewOutOfBounds` where a view reaches beyond its buffer, `.overlap` where dx overlaps with what
  ///   lies between the first and the last element that a view reaches, and what `backward` throws.
  ///
  /// - Parameters:
  ///   - x: The memory of the bigger tensor that the input of the forward pass is a slice of.
  ///   - view: Where in it the input stands; `nil` where it is all of `x`.
  ///   - g: The memory of the bigger tensor that the upstream gradient is a slice of.
  ///   - gradientView: Where in it the upstream gradient stands; `nil` where it is all of `g`.
  ///   - dx: The gradient to the input.
  ///   - threads: How many threads may take part.
  ///   - stores: Whether dx is written through the caches.
  ///   - instructionSet: The kernels to use, `nil` for `InstructionSet.current`.
  public func backward<Scalar: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, view: StridedView?,
    gradient g: UnsafeBufferPointer<Scalar>, gradientView: StridedView?,
    into dx: UnsafeMutableBufferPointer<Scalar>, threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    let kernels = Scalar._kernels(try InstructionSet.resolve(instructionSet))
    try threads.check()
    let count = view?.count ?? x.count
    try PReLU.check(.inputGradient, dx.count, count)
    let input = try unsafe StridedInput.checked(
      .input, x, view, count: count, .inputGradient, dx)
    let gradient = try unsafe StridedInput.checked(
      .gradient, g, gradientView, count: count, .inputGradient, dx)
    try unsafe PReLU.checkAlignment(.inputGradient, dx)
    // Only empty buffers have no address.
    guard let input, let gradient, let start = dx.baseAddress else { return }
    unsafe ElementsCall(
      kernels: kernels, function: backwardFunction, constants: constants, count: dx.count,
      memory: GatheredInputs(x: input, g: gradient, output: start)
    ).run(threads: threads, stores: stores)
  }

  /// Computes y of each element of a slice of a bigger tensor, on spans: the same function as that on buffer pointers.
  public func forward<Scalar: PReLUScalar>(
    _ x: Span<Scalar>, view: StridedView, into y: inout MutableSpan<Scalar>,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    // The pointers are used within these closures alone.
    try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
      try unsafe y.withUnsafeMutableBufferPointer { (y) throws(PReLUError) in
        try unsafe forward(
          x, view: view, into: y, threads: threads, stores: stores, instructionSet: instructionSet)
      }
    }
  }

  /// Computes the gradient to the input, dx, of slices of bigger tensors, on spans: the same function as that on buffer pointers.
  public func backward<Scalar: PReLUScalar>(
    _ x: Span<Scalar>, view: StridedView?, gradient g: Span<Scalar>, gradientView: StridedView?,
    into dx: inout MutableSpan<Scalar>, threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) {
    // The pointers are used within these closures alone.
    try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
      try unsafe g.withUnsafeBufferPointer { (g) throws(PReLUError) in
        try unsafe dx.withUnsafeMutableBufferPointer { (dx) throws(PReLUError) in
          try unsafe backward(
            x, view: view, gradient: g, gradientView: gradientView, into: dx, threads: threads,
            stores: stores, instructionSet: instructionSet)
        }
      }
    }
  }

  /// Returns y of each element of a slice of a bigger tensor as a new array: the same function as that on buffer pointers.
  public func forward<Scalar: PReLUScalar>(
    _ x: [Scalar], view: StridedView, threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) -> [Scalar] {
    // Before the output is allocated, for which a wrong view may be too large.
    try PReLU.check(.input, of: x.count, view, view.count)
    return try unsafe [Scalar](unsafeCount: view.count) { (y) throws(PReLUError) in
      try unsafe x.withUnsafeBufferPointer { (x) throws(PReLUError) in
        try unsafe forward(
          x, view: view, into: y, threads: threads, stores: stores, instructionSet: instructionSet)
      }
    }
  }

  /// Returns the gradient to the input, dx, of slices of bigger tensors as a new array: the same function as that on buffer pointers.
  public func backward<Scalar: PReLUScalar>(
    _ x: [Scalar], view: StridedView?, gradient g: [Scalar], gradientView: StridedView?,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) -> [Scalar] {
    let count = view?.count ?? x.count
    // Before the output is allocated, for which a wrong view may be too large.
    try PReLU.check(.input, of: x.count, view, count)
    try PReLU.check(.gradient, of: g.count, gradientView, count)
    return try unsafe [Scalar](unsafeCount: count) { (dx) throws(PReLUError) in
      try unsafe withPointers(x, g) { (x, g) throws(PReLUError) in
        try unsafe backward(
          x, view: view, gradient: g, gradientView: gradientView, into: dx, threads: threads,
          stores: stores, instructionSet: instructionSet)
      }
    }
  }
}
