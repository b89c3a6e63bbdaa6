internal import KernelCore

// Inputs that lie in bigger tensors. Not specialised for each pair of types, as the calls on dense tensors are: what is gathered costs more.

extension PReLU {
  /// Computes `y = x < 0 ? a * x : x` of a slice of a bigger tensor.
  ///
  /// - Shapes: `view` and `y` have `layout.count` elements, `slope` has `layout.channels`. y lies dense, in the order of the view's axes.
  /// - Edge cases, error bound and bits: those of `forward` on a dense copy of the slice.
  /// - Memory: as `forward`, and scratch memory of at most 33,792 elements a thread on top, twice as many where blocks have gaps between their
  ///   rows; none where blocks lie dense in the view.
  /// - Throws: `PReLUError.viewCountMismatch`, `.viewOutOfBounds` where the view reaches beyond `x`, `.overlap` where y overlaps with what lies
  ///   between the first and the last element that the view reaches, and what `forward` throws.
  ///
  /// - Parameters:
  ///   - x: The memory of the bigger tensor.
  ///   - view: Where in it the input stands.
  ///   - slope: The slopes a.
  ///   - layout: How the view's elements share slopes.
  ///   - y: The output.
  ///   - threads: How many threads may take part.
  ///   - stores: Whether y is written through the caches.
  ///   - instructionSet: The kernels to use, `nil` for `InstructionSet.current`.
  public static func forward<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, view: StridedView, slope: UnsafeBufferPointer<Slope>,
    layout: Layout, into y: UnsafeMutableBufferPointer<Scalar>, threads: Threads = .automatic,
    stores: Stores = .automatic, instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    let instructionSet = try InstructionSet.resolve(instructionSet)
    try threads.check()
    try check(.slope, slope.count, layout.channels)
    try check(.output, y.count, layout.count)
    let input = try unsafe StridedInput.checked(
      .input, x, view, count: layout.count, .output, y)
    try unsafe checkOverlap(.output, y, .slope, slope)
    try unsafe checkAlignment(.slope, slope)
    try unsafe checkAlignment(.output, y)
    // Only empty buffers have no address.
    guard let input, let slope = slope.baseAddress, let y = y.baseAddress else { return }
    unsafe runForward(
      layout, kernels: Scalar._kernels(instructionSet),
      memory: GatheredInputs(x: input, g: nil, output: y),
      slopes: CallSlopes(kernels: Slope._kernels(instructionSet), slope: slope, v: nil),
      threads: threads, stores: stores)
  }

  /// Computes the gradients to the input and to the slopes, in one pass, of slices of bigger tensors.
  ///
  /// - Shapes: the views and `dx` have `layout.count` elements, `slope` and `slopeGradient` have `layout.channels`. dx lies dense, in the
  ///   order of the views' axes.
  /// - Edge cases, error bound and bits: those of `backward` on dense copies of the slices.
  /// - Memory: as `backward`, and scratch memory of at most 33,792 elements a thread and view on top, as many again where blocks have gaps
  ///   between their rows; none where blocks lie dense in the views. Where a tensor has so many rows and slopes that blocks are larger, a
  ///   256th of its elements at most in place of 33,792: only of more than 2^23 elements.
  /// - Throws: `PReLUError.viewCountMismatch`, `.viewOutOfBounds` where a view reaches beyond its buffer, `.overlap` where an output overlaps with
  ///   what lies between the first and the last element that a view reaches, and what `backward` throws.
  ///
  /// - Parameters:
  ///   - x: The memory of the bigger tensor that the input of the forward pass is a slice of.
  ///   - view: Where in it the input stands; `nil` where it is all of `x`.
  ///   - slope: The slopes a.
  ///   - g: The memory of the bigger tensor that the upstream gradient is a slice of.
  ///   - gradientView: Where in it the upstream gradient stands; `nil` where it is all of `g`.
  ///   - layout: How the views' elements share slopes.
  ///   - dx: The gradient to the input.
  ///   - slopeGradient: The gradient to the slopes.
  ///   - update: Whether `slopeGradient` is overwritten or added to.
  ///   - threads: How many threads may take part.
  ///   - stores: Whether dx is written through the caches.
  ///   - instructionSet: The kernels to use, `nil` for `InstructionSet.current`.
  public static func backward<Scalar: PReLUScalar, Slope: PReLUScalar>(
    _ x: UnsafeBufferPointer<Scalar>, view: StridedView?, slope: UnsafeBufferPointer<Slope>,
    gradient g: UnsafeBufferPointer<Scalar>, gradientView: StridedView?, layout: Layout,
    inputGradient dx: UnsafeMutableBufferPointer<Scalar>,
    slopeGradient: UnsafeMutableBufferPointer<Slope>, update: GradientUpdate,
    threads: Threads = .automatic, stores: Stores = .automatic,
    instructionSet: InstructionSet? = nil
  ) throws(PReLUError) where Slope.Compute == Scalar.Compute {
    let instructionSet = try InstructionSet.resolve(instructionSet)
    try threads.check()
    try check(.slope, slope.count, layout.channels)
    try check(.inputGradient, dx.count, layout.count)
    try check(.slopeGradient, slopeGradient.count, layout.channels)
    let input = try unsafe StridedInput.checked(
      .input, x, view, count: layout.count, .inputGradient, dx)
    let gradient = try unsafe StridedInput.checked(
      .gradient, g, gradientView, count: layout.count, .inputGradient, dx)
    try unsafe checkOverlap(.inputGradient, dx, .slope, slope)
    try unsafe checkOverlap(.slopeGradient, slopeGradient, .slope, slope)
    try unsafe checkOverlap(.slopeGradient, slopeGradient, .input, x.reached(by: view))
    try unsafe checkOverlap(.slopeGradient, slopeGradient, .gradient, g.reached(by: gradientView))
    try unsafe checkOverlap(
      .slopeGradient, slopeGradient, .inputGradient, UnsafeBufferPointer(dx))
    try unsafe checkAlignment(.slope, slope)
    try unsafe checkAlignment(.inputGradient, dx)
    try unsafe checkAlignment(.slopeGradient, slopeGradient)
    // Only empty buffers have no address.
    guard let input, let gradient, let dx = dx.baseAddress else {
      if update == .overwrite { unsafe slopeGradient.update(repeating: Slope()) }
      return
    }
    unsafe run(
      layout, kernels: Scalar._kernels(instructionSet), order: .first,
      memory: GatheredInputs(x: input, g: gradient, output: dx),
      slopes: CallSlopes(
        kernels: Slope._kernels(instructionSet), slope: slope.baseAddress, v: nil),
      slopeGradient: slopeGradient.baseAddress, update: update, threads: threads, stores: stores)
  }
}
