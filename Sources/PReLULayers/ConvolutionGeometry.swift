/// How the windows of a convolution lie on its input.
struct ConvolutionGeometry {
  let input: ImageShape
  let output: ImageShape
  let window: Extent
  let stride: Extent
  let padding: Extent
  let dilation: Extent
  let groups: Int

  /// - Throws: `LayerError` where a number is not allowed, groups do not divide channels, no window fits, or a sample or the
  ///   weights are too large.
  init(
    input: ImageShape, channels: Int, window: Extent, stride: Extent, padding: Extent,
    dilation: Extent, groups: Int, of title: String
  ) throws(LayerError) {
    for (name, value) in [
      ("number of input channels", input.channels), ("input height", input.height),
      ("input width", input.width), ("number of output channels", channels),
      ("window height", window.height), ("window width", window.width),
      ("vertical stride", stride.height), ("horizontal stride", stride.width),
      ("vertical dilation", dilation.height), ("horizontal dilation", dilation.width),
      ("number of groups", groups),
    ] { try checkSetting(name, value, of: title) }
    try checkSetting("vertical padding", padding.height, atLeast: 0, of: title)
    try checkSetting("horizontal padding", padding.width, atLeast: 0, of: title)
    guard input.channels % groups == 0, channels % groups == 0 else {
      throw .invalidSetting(
        layer: title, setting: "number of groups", value: "\(groups)",
        allowed: "a divisor of \(input.channels) input and \(channels) output channels")
    }
    // All numbers are below 2^31, so that none of these overflows.
    let padded = (input.height + 2 * padding.height, input.width + 2 * padding.width)
    let span = (
      dilation.height * (window.height - 1) + 1, dilation.width * (window.width - 1) + 1
    )
    guard span.0 <= padded.0, span.1 <= padded.1 else {
      throw .windowTooLarge(
        layer: title, window: [span.0, span.1], paddedInput: [padded.0, padded.1])
    }
    self.input = input
    output = ImageShape(
      channels: channels, height: (padded.0 - span.0) / stride.height + 1,
      width: (padded.1 - span.1) / stride.width + 1)
    (self.window, self.stride, self.padding) = (window, stride, padding)
    (self.dilation, self.groups) = (dilation, groups)
    _ = try elementCount(input.dimensions, of: title)
    _ = try elementCount(output.dimensions, of: title)
    _ = try elementCount(weightShape, of: title)
  }

  /// `[output channels, input channels of a group, window height, window width]`.
  var weightShape: [Int] {
    [output.channels, input.channels / groups, window.height, window.width]
  }

  var groupInputs: Int { input.channels / groups }
  var groupOutputs: Int { output.channels / groups }

  /// The elements of the input that an output is computed of.
  var depth: Int { groupInputs * window.height * window.width }

  /// Whether an output is computed of the pixel in its own place, so that the input is the matrix of columns.
  var isPointwise: Bool {
    window == 1 && stride == 1 && padding == 0
  }

  /// The output's rows that are computed at once, and the images.
  ///
  /// BLAS copies the weights for each product, which 256 pixels repay; where an image has fewer several are computed at once. More pixels are,
  /// as long as their columns leave half of a second-level cache to BLAS, and fewer where columns would take more than 64 MiB.
  func block(elementSize: Int) -> (rows: Int, images: Int) {
    let bytes = depth * elementSize
    let repaying = min(256, (1 << 26) / bytes)
    let pixels = max(repaying, (1 << 19) / bytes)
    let rows = min(output.height, max(1, pixels / output.width))
    return (rows, max(1, repaying / output.pixels))
  }

  /// Whether outputs lie as pixels do, row below row, so that what a place of the window shows to them is the image itself,
  /// moved.
  var keepsRows: Bool { stride == 1 && output.width == input.width }
}
