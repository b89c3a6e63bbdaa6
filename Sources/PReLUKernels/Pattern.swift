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
    // In bounds: `copies` times a row, or a strip of channels, is at most `patternWidth` elements; `expand`
    // writes less than a vector more.
    unsafe withUnsafeTemporaryAllocation(
      of: Scalar.self, capacity: Self.patternWidth + SIMD16<Scalar>.scalarCount
    ) { expanded in
      let slopes = unsafe expanded.baseAddress.unsafelyUnwrapped
      for first in stride(
        from: tile.channels.lowerBound, to: tile.channels.upperBound, by: channelsTogether)
      {
        let strip = first..<min(first + channelsTogether, tile.channels.upperBound)
        let width = strip.count * length
        let (joined, rest) =
          copies > 1
          ? tile.rows.count.quotientAndRemainder(dividingBy: copies) : (tile.rows.count, 0)
        unsafe expand(
          slope + first, count: strip.count, copies: joined > 0 ? copies : rest, into: slopes)
        let offset = tile.rows.lowerBound * rowLength + first * length
        if joined > 0 {
          unsafe body(
            Pattern(
              block: Block(
                rows: joined, rowStride: copies * rowLength, channels: copies * width, length: 1),
              offset: offset, slope: slopes, channels: strip))
        }
        if rest > 0 {
          unsafe body(
            Pattern(
              block: Block(rows: 1, rowStride: 0, channels: rest * width, length: 1),
              offset: offset + joined * copies * rowLength, slope: slopes, channels: strip))
        }
      }
    }
  }

  /// Writes each of `count` slopes `length` times, and all of that `copies` times. A slope is written as a
  /// whole vector, which the next one overwrites from where its own elements begin.
  private func expand<Scalar: PReLUScalar>(
    _ slope: UnsafePointer<Scalar>, count: Int, copies: Int,
    into expanded: UnsafeMutablePointer<Scalar>
  ) {
    // In bounds: the caller's `copies * count * length` elements, and fewer than sixteen after them.
    var next = unsafe expanded
    for _ in 0..<copies {
      for channel in 0..<count {
        unsafe UnsafeMutableRawPointer(next).storeBytes(
          of: SIMD16(repeating: slope[channel]), as: SIMD16<Scalar>.self)
        unsafe next += length
      }
    }
  }
}
