/// The part of a tensor that one call of a kernel works on: `rows` rows, each of `channels` runs of
/// `length` contiguous elements that share a slope.
///
/// Row `r`, channel `c`, element `i` stands `r * rowStride + c * length + i` elements behind the block's
/// pointers; its slope stands at `slope[c]`.
public struct Block: Sendable {
  public var rows: Int
  public var rowStride: Int
  public var channels: Int
  public var length: Int

  @inlinable
  public init(rows: Int, rowStride: Int, channels: Int, length: Int) {
    self.rows = rows
    self.rowStride = rowStride
    self.channels = channels
    self.length = length
  }
}
