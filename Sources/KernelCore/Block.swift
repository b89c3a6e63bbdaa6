/// The part of a tensor that one call of a kernel works on: `rows` rows, each of `channels` runs of
/// `length` contiguous elements that share a slope.
///
/// Row `r`, channel `c`, element `i` stands `r * rowStride + c * length + i` elements behind the block's
/// pointers; its slope stands at `slope[c]`.
public struct Block: Sendable {
  /// The order in which a kernel goes through a block. Short runs without sums are permuted instead where that is
  /// faster (`isPermuted`).
  public enum Style: Equatable, Sendable {
    /// Runs of at least sixteen elements, or of any length where there is one channel.
    case runs
    /// Runs of less than sixteen elements, one by one.
    case shortRuns
    /// Rows of runs of one element.
    case rows
    /// Rows of runs of less than sixteen elements, with slopes laid out so that each element has its own.
    case expandedRows
    /// Rows that are short and follow each other without a gap: their slopes repeat after `period`
    /// elements, which are whole vectors and whole rows.
    case cycle(period: Int)
    /// Such rows, with the slopes and sums of a period in the places of its elements, in place of one a channel. Where stores go past the caches
    /// and there are sums, the first `placesBehind` slopes come once more behind the period, and there is room for as many sums.
    case places(period: Int)
    /// Few rows of elements whose slopes and gradients stand where this says.
    case laidOut(LaidOutRowPointer)
  }

  public var style: Style
  public var rows: Int
  public var rowStride: Int
  public var channels: Int
  public var length: Int
  /// Whether sums are added to those that stand there: of `runs`, `rows` and `places`. The first element of a sum is added first.
  public var addsToSums = false
  /// How many groups of such rows follow each other, of `places`: each has its own slopes and sums, `groupPlaces` behind those of the group
  /// before it.
  public var groups = 1
  public var groupPlaces = 0
  /// How far from this block's beginning the next one begins, which is asked for where memory is in no cache, and of `places` anywhere; 0 where
  /// there is none, or where it follows at once.
  public var next = 0
  /// Whether a kernel that writes through the caches is told that the block's memory is in none. One that writes past them takes it for
  /// granted.
  public var isPastCaches = false

  @inlinable
  public init(style: Style, rows: Int, rowStride: Int, channels: Int, length: Int) {
    self.style = style
    self.rows = rows
    self.rowStride = rowStride
    self.channels = channels
    self.length = length
  }

  /// The elements of a row.
  @inlinable @inline(always)
  public var rowLength: Int { channels &* length }

  /// Whether the block has no gaps between its rows.
  @inlinable @inline(always)
  var isContiguous: Bool { rows == 1 || rowStride == rowLength }
}
