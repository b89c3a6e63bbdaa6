internal import KernelCore

/// A stretch of rows whose slopes have been expanded.
@safe struct Pattern<Scalar: PReLUScalar> {
  /// The rows; every one has the same sequence of slopes.
  var block: Block
  /// Where the first element stands in the tensor.
  var offset: Int
  /// A slope for each element of a row.
  var slope: UnsafePointer<Scalar>
  /// The channels that the slopes belong to; each has `length` neighbouring elements, and the whole
  /// sequence may come several times.
  var channels: Range<Int>
}

extension Plan {
  /// Goes through a tile of a plan whose style is `pattern`, expanding slopes on the stack.
  func forEachPattern<Scalar: PReLUScalar>(
    of tile: Tile, copies: Int, slope: UnsafePointer<Scalar>, body: (Pattern<Scalar>) -> Void
  ) {
    let channelsTogether = copies > 1 ? channels : Self.patternWidth / length
    // In bounds: `copies` times a row, or a strip of channels, is at most `patternWidth` elements.
    unsafe withUnsafeTemporaryAllocation(of: Scalar.self, capacity: Self.patternWidth) { expanded in
      for first in stride(
        from: tile.channels.lowerBound, to: tile.channels.upperBound, by: channelsTogether)
      {
        let strip = first..<min(first + channelsTogether, tile.channels.upperBound)
        let width = strip.count * length
        for element in 0..<copies * width {
          unsafe expanded[element] = slope[first + element % width / length]
        }
        let joined = tile.rows.count / copies
        let offset = tile.rows.lowerBound * rowLength + first * length
        let slopes = unsafe UnsafePointer(expanded.baseAddress.unsafelyUnwrapped)
        unsafe body(
          Pattern(
            block: Block(
              rows: joined, rowStride: copies * rowLength, channels: copies * width, length: 1),
            offset: offset, slope: slopes, channels: strip))
        let rest = tile.rows.count % copies
        if rest > 0 {
          unsafe body(
            Pattern(
              block: Block(rows: 1, rowStride: 0, channels: rest * width, length: 1),
              offset: offset + joined * copies * rowLength, slope: slopes, channels: strip))
        }
      }
    }
  }
}
