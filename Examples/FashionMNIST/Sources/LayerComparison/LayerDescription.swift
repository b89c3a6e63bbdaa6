public import PReLULayers
public import Runs
import Training

/// A layer and a batch, as scripts/compare-layers describes them.
public struct LayerDescription: Codable, Equatable, Sendable {
  /// How the windows of a convolution lie. Pairs are a height and a width.
  public struct Windows: Codable, Equatable, Sendable {
    public var size: [Int]
    public var stride: [Int]
    public var padding: [Int]
    public var dilation: [Int]
    public var groups: Int
  }

  public var batch: Int
  /// The shape of a sample: `[inputs]`, or the channels, height and width of a convolution's.
  public var input: [Int]
  public var outputs: Int
  public var activation: ActivationKind
  /// `nil` for a dense layer.
  public var windows: Windows?

  /// A layer like that, with random weights.
  ///
  /// - Throws: `ComparisonError.malformed` where a shape or pair has another number of numbers, and `LayerError`.
  public func layer<Scalar: BLASScalar>(_: Scalar.Type) throws -> any Layer<Scalar> {
    var generator = RandomGenerator(seed: 1)
    guard let windows else {
      let input = try Self.numbers(input, 1, "input")
      return try Dense<Scalar>(
        name: "layer", inputs: input[0], outputs: outputs, activation: activation.activation,
        using: &generator)
    }
    let input = try Self.numbers(input, 3, "input")
    return try Convolution2D<Scalar>(
      name: "layer", input: ImageShape(channels: input[0], height: input[1], width: input[2]),
      channels: outputs, window: Self.extent(windows.size, "size"),
      stride: Self.extent(windows.stride, "stride"),
      padding: Self.extent(windows.padding, "padding"),
      dilation: Self.extent(windows.dilation, "dilation"), groups: windows.groups,
      activation: activation.activation, using: &generator)
  }

  private static func extent(_ pair: [Int], _ name: String) throws(ComparisonError) -> Extent {
    let pair = try numbers(pair, 2, name)
    return Extent(height: pair[0], width: pair[1])
  }

  private static func numbers(
    _ numbers: [Int], _ count: Int, _ name: String
  ) throws(ComparisonError) -> [Int] {
    guard numbers.count == count else {
      throw .malformed("its \(name) has \(numbers.count) numbers instead of \(count)")
    }
    return numbers
  }
}
