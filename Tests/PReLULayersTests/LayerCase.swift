import PReLULayers

/// A layer of the library, as tests make it: a convolution, or a dense layer, which is the convolution of one pixel.
struct LayerCase: CustomStringConvertible, Sendable {
  var input = ImageShape(channels: 1, height: 1, width: 1)
  var channels = 1
  var window: Extent = 1
  var stride: Extent = 1
  var padding: Extent = 0
  var dilation: Extent = 1
  var groups = 1
  var isDense = false

  static func dense(_ inputs: Int, _ outputs: Int) -> LayerCase {
    LayerCase(
      input: ImageShape(channels: inputs, height: 1, width: 1), channels: outputs, isDense: true)
  }

  var description: String {
    func text(_ extent: Extent) -> String { "\(extent.height)x\(extent.width)" }
    let shape = "\(input.channels)x\(text(Extent(height: input.height, width: input.width)))"
    return isDense
      ? "dense \(input.channels) -> \(channels)"
      : "convolution \(shape) -> \(channels), window \(text(window)), stride \(text(stride)), "
        + "padding \(text(padding)), dilation \(text(dilation)), \(groups) groups"
  }

  func layer<Scalar: BLASScalar>(
    _: Scalar.Type, _ activation: Activation = .none, initializer: Initializer? = nil,
    seed: UInt64 = 1
  ) throws -> any Layer<Scalar> {
    var generator = RandomGenerator(seed: seed)
    if isDense {
      return try Dense<Scalar>(
        name: "layer", inputs: input.channels, outputs: channels, activation: activation,
        initializer: initializer, using: &generator)
    }
    return try Convolution2D<Scalar>(
      name: "layer", input: input, channels: channels, window: window, stride: stride,
      padding: padding, dilation: dilation, groups: groups, activation: activation,
      initializer: initializer, using: &generator)
  }

  /// Every setting by itself and together with others, and the borders of what is allowed.
  static let all: [LayerCase] = [
    .dense(1, 1), .dense(7, 5), .dense(20, 33), .dense(33, 20),
    LayerCase(),
    LayerCase(input: ImageShape(channels: 3, height: 5, width: 4), channels: 4),
    LayerCase(input: ImageShape(channels: 2, height: 5, width: 7), channels: 3, window: 3),
    LayerCase(
      input: ImageShape(channels: 2, height: 5, width: 7), channels: 3, window: 3, padding: 1),
    LayerCase(
      input: ImageShape(channels: 2, height: 6, width: 5), channels: 3,
      window: Extent(height: 1, width: 4), padding: Extent(height: 2, width: 3)),
    LayerCase(
      input: ImageShape(channels: 2, height: 9, width: 8), channels: 3, window: 3, stride: 2,
      padding: 1),
    LayerCase(
      input: ImageShape(channels: 1, height: 7, width: 9), channels: 2,
      window: Extent(height: 2, width: 3), stride: Extent(height: 3, width: 2)),
    LayerCase(
      input: ImageShape(channels: 2, height: 8, width: 9), channels: 2, window: 3, padding: 2,
      dilation: Extent(height: 2, width: 3)),
    LayerCase(
      input: ImageShape(channels: 4, height: 5, width: 6), channels: 6, window: 3, padding: 1,
      groups: 2),
    LayerCase(
      input: ImageShape(channels: 4, height: 6, width: 6), channels: 4, window: 3, stride: 2,
      padding: 2, dilation: 2, groups: 4),
    LayerCase(
      input: ImageShape(channels: 4, height: 3, width: 3), channels: 6, stride: 2, groups: 2),
    LayerCase(input: ImageShape(channels: 4, height: 3, width: 3), channels: 6, groups: 2),
    // Whose outputs have rows as long as the input's: shifted by more than an image, with fewer or more rows.
    LayerCase(
      input: ImageShape(channels: 2, height: 6, width: 5), channels: 2, window: 3, padding: 2,
      dilation: 2),
    LayerCase(
      input: ImageShape(channels: 2, height: 3, width: 2), channels: 2, window: 7, padding: 3),
    LayerCase(
      input: ImageShape(channels: 2, height: 6, width: 5), channels: 3, window: 3,
      padding: Extent(height: 0, width: 1)),
    LayerCase(
      input: ImageShape(channels: 2, height: 3, width: 5), channels: 3, window: 3,
      padding: Extent(height: 5, width: 1)),
    // Of which a block holds two images, one image whole, and one image of a direct product.
    LayerCase(
      input: ImageShape(channels: 2, height: 10, width: 10), channels: 3, window: 3, padding: 1),
    LayerCase(
      input: ImageShape(channels: 2, height: 12, width: 13), channels: 4, window: 3, padding: 1,
      groups: 2),
    LayerCase(input: ImageShape(channels: 3, height: 12, width: 13), channels: 2),
    // Windows that lie in the padding alone, and pixels that no window reaches.
    LayerCase(
      input: ImageShape(channels: 2, height: 2, width: 2), channels: 2, window: 2, stride: 3,
      padding: 4),
    // As large as its input.
    LayerCase(
      input: ImageShape(channels: 2, height: 3, width: 2), channels: 2,
      window: Extent(height: 3, width: 2)),
    // Whose columns are made in more than one block, of Float too.
    LayerCase(
      input: ImageShape(channels: 16, height: 36, width: 32), channels: 2, window: 3, padding: 1),
  ]

  /// Of which an image is more than one block, of Float too: without columns, with a stride, and with groups.
  static let severalBlocks: [LayerCase] = [
    LayerCase(input: ImageShape(channels: 256, height: 24, width: 24), channels: 2),
    LayerCase(
      input: ImageShape(channels: 16, height: 61, width: 61), channels: 2, window: 3, stride: 2,
      padding: 1),
    LayerCase(
      input: ImageShape(channels: 32, height: 36, width: 32), channels: 2, window: 3, padding: 1,
      groups: 2),
  ]
}
