internal import PReLUKernels

/// A two-dimensional convolution, which as everywhere in deep learning is a cross-correlation: `y = act(x * W + b)`.
///
/// `z[n, o, i, j] = b[o] + sum over c, k, l of W[o, c, k, l] x[n, g C + c, i s - p + k d, j s - p + l d]`, x being 0 in the padding,
/// with stride s, padding p, dilation d, and g the group of o, whose inputs are C channels.
///
/// - Shapes: x is `[batch, channels, height, width]` (NCHW), W `[outputs, channels / groups, window height, window width]`, b
///   `[outputs]`, y NCHW with `height = (input + 2 p - d (window - 1) - 1) / s + 1` rounded down, and likewise wide. PReLU by
///   channel has a slope for each output channel.
/// - Gradients: those of the formula; that to a slope is the sum of `g * z` over its pixels where z is negative, as
///   `PReLU.backward` sums it: of the output where all slopes are 2^-20 or more, else of z.
/// - Accuracy: of bias and slopes, whose sums are taken of each image, of p output pixels, and then added in Double; to first order, where
///   nothing underflows. A slope's gradient, of n terms, is within `1 ULP + 2^-23 * sum|s| + 2n * 2^-53 * sum|g * z|` of the exact sum for
///   Float, s being the sum of an image, which `PReLU.backward` rounds to Float, and within `(3n + 1) * 2^-53 * sum|g * z|` for Double. A bias's
///   gradient, whose images are summed in the layer's type, is within `1 ULP + (p / 16 + 16 + n * 2^-29) * 2^-24 * sum|dz|` for Float and
///   `(n + 16) * 2^-53 * sum|dz|` for Double.
///   Of the output (slopes of 2^-20 or more) each z is y divided by its slope, and y was rounded: `2^-24 * sum|g * z|` more for Float,
///   `2^-53 * sum|g * z|` for Double.
/// - Edge cases: a batch of 0 makes gradients of zeros. At 0 and NaN activations are those of PReLUKernels. Input pixels that
///   no window reaches have the gradient 0.
/// - Reproducibility: the same bits for the same number of threads, with the same BLAS on the same machine.
/// - Memory: for each thread columns of up to 512 KiB, or of 256 output pixels or one row of them where that is more, and in `backward` a copy of
///   W's gradient; with a PReLU of which a slope is below 2^-20, z is kept from `forward` for training to `backward`, as large as y.
public final class Convolution2D<Scalar: BLASScalar>: Layer {
  public let name: String
  /// What is applied to the product.
  public let activation: Activation

  let geometry: ConvolutionGeometry
  let linear: LinearParameters<Scalar>
  /// The products of the last forward pass for training, where the activation needs them.
  let products = Storage<Scalar>()
  /// The columns of each thread, and in a backward pass its part of the gradients.
  let scratch = Storage<Scalar>()
  /// The samples of the last forward pass, if it was for training.
  var trainingBatch: Int?
  /// Whether that kept its products.
  var keptProduct = false

  /// A layer with a bias of zeros and random weights.
  ///
  /// - Throws: `LayerError.invalidSetting`, `.windowTooLarge`, `.tooLarge`, and what `Initializer.values` throws.
  ///
  /// - Parameters:
  ///   - name: What it is called in its network.
  ///   - input: The shape of a sample.
  ///   - channels: The number of output channels.
  ///   - window: The height and width of the window.
  ///   - stride: From one window to the next.
  ///   - padding: Rows of zeros above and below, columns of zeros left and right.
  ///   - dilation: From one element of the window to the next.
  ///   - groups: The groups that channels are divided in; outputs are computed of inputs of their own group.
  ///   - activation: What is applied to the product.
  ///   - initializer: Where the weights come from; `nil` for LeCun's with SELU, He et al.'s with another activation.
  ///   - generator: Where the random numbers come from.
  public init(
    name: String, input: ImageShape, channels: Int, window: Extent, stride: Extent = 1,
    padding: Extent = 0, dilation: Extent = 1, groups: Int = 1, activation: Activation = .none,
    initializer: Initializer? = nil, using generator: inout RandomGenerator
  ) throws(LayerError) {
    let title = "convolution '\(name)'"
    geometry = try ConvolutionGeometry(
      input: input, channels: channels, window: window, stride: stride, padding: padding,
      dilation: dilation, groups: groups, of: title)
    try activation.check(Scalar.self, of: title)
    self.name = name
    self.activation = activation
    linear = try LinearParameters(
      name: name, weightShape: geometry.weightShape, groups: groups, activation: activation,
      initializer: initializer, using: &generator)
  }

  public var kind: String { "convolution" }
  public var inputShape: [Int] { geometry.input.dimensions }
  public var outputShape: [Int] { geometry.output.dimensions }
  public var parameters: [Parameter<Scalar>] { linear.all }

  /// The shape of a sample of the input.
  public var input: ImageShape { geometry.input }
  /// The shape of a sample of the output.
  public var output: ImageShape { geometry.output }
  /// W, `[outputs, channels / groups, window height, window width]`.
  public var weight: Parameter<Scalar> { linear.weight }
  /// b, `[outputs]`.
  public var bias: Parameter<Scalar> { linear.bias }
  /// The slopes of a PReLU, `[outputs]` or `[1]`; `nil` with another activation.
  public var slope: Parameter<Scalar>? { linear.slope }

  /// The activation of a forward pass, or, with what that kept, of the backward pass after it.
  func pass(
    _ values: LinearValues<Scalar>, keptProduct: Bool? = nil
  ) -> ActivationPass<Scalar> {
    unsafe ActivationPass(
      activation.function(Scalar.self), channels: geometry.output.channels,
      inner: geometry.output.pixels, slopes: values.slopes, keptProduct: keptProduct)
  }

  /// The parts of some images that are computed at once.
  func blocks(images: Int) -> [ImageColumns<Scalar>] {
    let height = geometry.output.height
    let rows = geometry.block(elementSize: MemoryLayout<Scalar>.stride).rows
    return stride(from: 0, to: height, by: rows).map {
      ImageColumns(geometry: geometry, rows: $0..<min(height, $0 + rows), images: images)
    }
  }

  /// The memory that a thread needs to compute a block.
  var blockScratch: BlockScratch {
    let block = geometry.block(elementSize: MemoryLayout<Scalar>.stride)
    let pixels = block.images * block.rows * geometry.output.width
    let isDirect = geometry.isPointwise && block.images == 1
    return BlockScratch(
      columns: isDirect ? 0 : geometry.depth * pixels,
      tile: block.images > 1 ? geometry.groupOutputs * pixels : 0)
  }

  /// Calls `body` with neighbouring images of `range` that are computed at once, and their blocks.
  func forEachBlocks<Failure: Error>(
    of range: Range<Int>,
    _ body: (_ images: Range<Int>, _ blocks: [ImageColumns<Scalar>]) throws(Failure) -> Void
  ) throws(Failure) {
    let images = geometry.block(elementSize: MemoryLayout<Scalar>.stride).images
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(range.upperBound, start + images)
      try body(start..<end, blocks(images: end - start))
      start = end
    }
  }
}

/// The numbers of elements of a thread's memory: the matrix of columns, then the tile of several images.
struct BlockScratch {
  let columns: Int
  let tile: Int

  var count: Int { columns + tile }
}
