/// A height and a width: of a window, a stride, padding or dilation. A literal alone is both, as is `Extent(n)`.
public struct Extent: Equatable, Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// Along the first axis of an image.
  public var height: Int
  /// Along the second.
  public var width: Int

  /// A height and a width.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  /// The same height and width.
  public init(_ both: Int) {
    self.init(height: both, width: both)
  }

  /// The same height and width.
  public init(integerLiteral value: Int) {
    self.init(value)
  }
}

/// Channels of a height and a width each: a sample of NCHW.
public struct ImageShape: Equatable, Hashable, Sendable {
  /// The number of channels.
  public var channels: Int
  /// Rows of pixels.
  public var height: Int
  /// Pixels of a row.
  public var width: Int

  /// A shape.
  public init(channels: Int, height: Int, width: Int) {
    self.channels = channels
    self.height = height
    self.width = width
  }

  var dimensions: [Int] { [channels, height, width] }
  var pixels: Int { height * width }
}
