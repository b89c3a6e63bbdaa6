internal import PReLUKernels

/// The activation of one call of a layer, on a product of `channels` by `inner` elements a sample, and the gradients to its slopes
/// and to the bias.
@safe struct ActivationPass<Scalar: BLASScalar> {
  let function: Activation.Function
  let channels: Int
  let inner: Int
  /// Empty where none are learned.
  let slopes: UnsafeBufferPointer<Scalar>
  /// Whether `backward` needs the product itself: where the output does not tell its sign and its magnitude.
  let needsProduct: Bool

  /// - Parameters:
  ///   - keptProduct: What `needsProduct` was in the forward pass, in a backward pass.
  init(
    _ function: Activation.Function, channels: Int, inner: Int,
    slopes: UnsafeBufferPointer<Scalar>, keptProduct: Bool?
  ) {
    self.function = function
    self.channels = channels
    self.inner = inner
    unsafe self.slopes = slopes
    needsProduct = unsafe keptProduct ?? function.needsProduct(slopes)
  }

  /// The elements of one sample.
  var size: Int { channels * inner }

  /// Computes y of the product z of some samples.
  ///
  /// - Parameters:
  ///   - z: The product.
  ///   - y: The output: other memory, or exactly z's.
  ///   - samples: Their number, above 0.
  ///   - threads: How many threads may take part.
  func forward(
    _ z: UnsafeMutablePointer<Scalar>, into y: UnsafeMutablePointer<Scalar>, samples: Int,
    threads: Threads
  ) throws(PReLUError) {
    let count = samples * size
    let inPlace = unsafe z == y
    // In bounds: the caller's samples.
    let (product, output) = unsafe (
      UnsafeMutableBufferPointer(start: z, count: count),
      UnsafeMutableBufferPointer(start: y, count: count)
    )
    switch function {
    case .identity:
      if !inPlace { unsafe y.update(from: z, count: count) }
    case .fromOutput(let rectifier), .fromInput(let rectifier):
      if inPlace {
        try unsafe rectifier.forwardInPlace(product, threads: threads)
      } else {
        try unsafe rectifier.forward(UnsafeBufferPointer(product), into: output, threads: threads)
      }
    case .prelu(let sharing):
      let layout = try layout(sharing, samples: samples)
      if inPlace {
        try unsafe PReLU.forwardInPlace(product, slope: slopes, layout: layout, threads: threads)
      } else {
        try unsafe PReLU.forward(
          UnsafeBufferPointer(product), slope: slopes, layout: layout, into: output,
          threads: threads)
      }
    }
  }

  /// Computes the gradient to the product of some samples, writing it over that to the output, and what they add to the gradients of
  /// the bias and the slopes, on the caller's thread: the sums are taken while the block is in cache.
  ///
  /// - Parameters:
  ///   - known: The product where `needsProduct`, else the output.
  ///   - g: The gradient to the output.
  ///   - samples: Their number, above 0.
  ///   - biasSums: Overwritten with a sum for each channel.
  ///   - slopeSums: Overwritten with a sum for each slope.
  func backward(
    _ known: UnsafePointer<Scalar>, gradient g: UnsafeMutablePointer<Scalar>, samples: Int,
    biasSums: UnsafeMutablePointer<Scalar>, slopeSums: UnsafeMutablePointer<Scalar>
  ) throws(PReLUError) {
    let count = samples * size
    // In bounds: the caller's samples.
    let (known, gradient) = unsafe (
      UnsafeBufferPointer(start: known, count: count),
      UnsafeMutableBufferPointer(start: g, count: count)
    )
    switch function {
    case .identity: break
    case .fromOutput(let rectifier):
      try unsafe rectifier.backwardInPlace(output: known, gradient: gradient, threads: .serial)
    case .fromInput(let rectifier):
      try unsafe rectifier.backwardInPlace(known, gradient: gradient, threads: .serial)
    case .prelu(let sharing):
      let layout = try layout(sharing, samples: samples)
      let slopeGradient = unsafe UnsafeMutableBufferPointer(start: slopeSums, count: slopes.count)
      if needsProduct {
        try unsafe PReLU.backwardInPlace(
          known, slope: slopes, gradient: gradient, layout: layout, slopeGradient: slopeGradient,
          update: .overwrite, threads: .serial)
      } else {
        try unsafe PReLU.backwardInPlace(
          output: known, slope: slopes, gradient: gradient, layout: layout,
          slopeGradient: slopeGradient, update: .overwrite, threads: .serial)
      }
    }
    unsafe addUpChannels(
      gradient.baseAddress.unsafelyUnwrapped, outer: samples, channels: channels, inner: inner,
      into: biasSums)
  }

  private func layout(
    _ sharing: Layout.Slopes, samples: Int
  ) throws(PReLUError) -> Layout {
    switch sharing {
    case .shared: try Layout(outer: 1, channels: 1, inner: samples * size)
    default: try Layout(outer: samples, channels: channels, inner: inner)
    }
  }
}
