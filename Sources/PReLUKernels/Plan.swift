internal import KernelCore

/// How a call is cut into blocks.
///
/// A plan is a function of the layout, and of whether sums are left: neither of the number of threads nor of the
/// instruction set, so that sums are formed in the same order whatever these are.
///
/// A tensor is `outer` rows of `channels` runs of `length` elements. Rows are cut into *segments*, channels
/// into *groups*, long runs into *pieces*; a block is one of each. A block leaves one partial sum a
/// channel, and the partial sums of a slope's segments and pieces are folded in the order of their
/// index. Groups share no slope, so how many there are changes no bit of the results.
struct Plan {
  let style: Block.Style
  let outer: Int
  let channels: Int
  let length: Int

  let rowsPerSegment: Int
  let segments: Int
  let channelsPerGroup: Int
  let groups: Int
  let pieceLength: Int
  let pieces: Int

  @inline(always)
  var rowLength: Int { channels * length }
  @inline(always)
  var blocks: Int { segments * groups * pieces }

  /// The number of partial sums that a segment has room for: in whole cache lines where its blocks write
  /// to them all the time, so that no two segments share a line.
  var partialsPerSegment: Int { Self.partialsPerSegment(channels: channels, pieces: pieces) }

  private static func partialsPerSegment(channels: Int, pieces: Int) -> Int {
    pieces > 1 ? channels * pieces : channels.roundedUp(toMultipleOf: sumsPerLine)
  }

  /// The number of partial sums to be folded; 0 where every block has whole sums.
  var partials: Int { segments * pieces > 1 ? segments * partialsPerSegment : 0 }
}

extension Plan {
  /// The elements that a block has, about: 128 KiB of Float for each stream, which the second-level
  /// cache holds, and enough work to hide what handing out a block costs.
  static let blockElements = 1 << 15

  /// The elements of the largest blocks that no ceiling of partial sums makes larger: with what is added for whole vectors or periods.
  static let mostBlockElements = blockElements + longestPeriod

  /// The ceiling of scratch memory: 1 MiB of partial sums.
  static let maximumPartials = 1 << 17

  /// The longest period of slopes that is expanded in a call of one block, unless that is repaid: with what is written past its end, 1 KiB of
  /// Double, which is what `withUnsafeTemporaryAllocation` leaves on the stack. Calls of the second order have two such layouts, on
  /// the heap.
  static let shortestPeriod = 96

  /// The longest period of slopes that is expanded, if that repays: 8 KiB of Double (16 in calls of the second order) beside 8 KiB of sums, in a
  /// first-level cache.
  static let longestPeriod = 1024

  /// The longest rows whose last sums, less than a vector, have not reached the cache when the next row's are added to them: each row waits.
  ///
  /// Measured on Zen 4 against cycles, from the first-level cache, backward in Float: rows of 14, 17, 28, 35 and 36 take 2.0 to 3.4 times as long,
  /// of 60 1.1 to 1.2 times, of 63 as long; forward 1.1 to 1.9 times. In Double 1.2 to 2.4 and 0.8 to 1.4 times.
  static let longestWaitingRow = 48

  /// The fewest times that a period has to come again to repay laying it out.
  static let leastCycles = 4

  /// The longest rows that are left whole where every element has a sum: 16 KiB of Double, which stay in a
  /// first-level cache from one row to the next.
  static let longestWholeRow = 2048

  /// The longest rows of short runs that are left whole where there are no sums: a block has four of them, which repay
  /// laying out their slopes.
  static let longestRowWithoutSums = blockElements / 4

  /// The neighbouring elements that a block has of each of many longer rows: 16 KiB of sums. On Zen 4, one thread past the caches, blocks
  /// of 1,024 take 1.03 to 1.08 times as long, of 4,096 as long or 1.2 times, whole rows of 16,384, with sums in the second-level cache, 1.1
  /// times.
  static let stretch = 2048

  /// The most rows that are not cut into segments, so that no partial sums are left over. A block has at least
  /// 2048 neighbouring elements of each.
  static let fewRows = blockElements / longestWholeRow

  /// The largest tile whose sums stand on the stack.
  static let smallTile = 4096

  /// The number of sums that a small tile keeps at a time: with the 64 bytes that it takes to begin at a
  /// cache line, 1 KiB of Double, which stands on the stack.
  static let sumsOnStack = 112

  /// The number of sums that a larger tile keeps at a time where it has whole sums: 16 KiB of Double, a third
  /// of a first-level cache.
  static let sumsTogether = 2048

  /// Plans a layout that has elements, for a call that leaves sums or for one that does not.
  @inline(always)
  init(_ layout: Layout, leavesSums: Bool) {
    // One channel is one run, wherever its rows end.
    let isShared = layout.channels == 1
    outer = isShared ? 1 : layout.outer
    channels = layout.channels
    length = isShared ? layout.count : layout.inner

    style = Self.style(outer: outer, channels: channels, length: length)

    let hasLongExpandedRows =
      channels * length > Self.longestRow(leavesSums: leavesSums) && style == .expandedRows
    if layout.count <= Self.blockElements, !hasLongExpandedRows {
      // What follows would come to the same, but a division costs as much as a vector of elements.
      (rowsPerSegment, segments) = (outer, 1)
      (channelsPerGroup, groups) = (channels, 1)
      (pieceLength, pieces) = (length, 1)
      return
    }

    (pieceLength, pieces) = Self.pieces(style: style, channels: channels, length: length)
    let width: Int
    (rowsPerSegment, width) = Self.rowsAndWidth(
      style: style, outer: outer, channels: channels, length: length, pieces: pieces,
      leavesSums: leavesSums)
    segments = outer.dividedRoundingUp(by: rowsPerSegment)
    // Whole vectors in every group of rows but the last.
    channelsPerGroup =
      style == .rows
      ? min(channels, width.roundedUp(toMultipleOf: 16))
      : pieces > 1 ? 1 : min(channels, max(1, width / length))
    groups = channels.dividedRoundingUp(by: channelsPerGroup)
  }

  private static func pieces(
    style: Block.Style, channels: Int, length: Int
  ) -> (length: Int, count: Int) {
    guard style == .runs, length > blockElements else { return (length, 1) }
    let wanted = length.dividedRoundingUp(by: blockElements)
    let possible = max(1, maximumPartials / channels)
    // Whole vectors in every piece but the last.
    let pieceLength = length.dividedRoundingUp(by: min(wanted, possible))
      .roundedUp(toMultipleOf: 16)
    return (pieceLength, length.dividedRoundingUp(by: pieceLength))
  }

  /// The rows of a block, and the neighbouring elements that it has of each.
  private static func rowsAndWidth(
    style: Block.Style, outer: Int, channels: Int, length: Int, pieces: Int, leavesSums: Bool
  ) -> (rows: Int, width: Int) {
    let rowLength = channels * length
    let mostSegments = max(
      1, maximumPartials / partialsPerSegment(channels: channels, pieces: pieces))
    let leastRows = leavesSums ? outer.dividedRoundingUp(by: mostSegments) : 1
    if case .cycle(let period) = style {
      // Whole periods of whole rows.
      let rows = max(blockElements / rowLength, leastRows)
        .roundedUp(toMultipleOf: period / rowLength)
      return (min(rows, outer), rowLength)
    }
    if leavesSums, outer <= fewRows, length <= blockElements / outer {
      let width = blockElements / outer
      return (outer, style == .expandedRows ? min(width, longestWholeRow) : width)
    }
    let hasSumsOfElements = style == .rows && leavesSums || style == .expandedRows
    let isCut = hasSumsOfElements && rowLength > longestRow(leavesSums: leavesSums)
    let rows = max(blockElements / (isCut ? stretch : rowLength), leastRows, 1)
    // Where the ceiling asks for many rows, blocks are larger.
    return (min(rows, outer), isCut ? stretch : max(blockElements / rows, longestWholeRow))
  }

  /// The longest rows that are left whole where each element has a sum or a slope of its own.
  @inline(always)
  private static func longestRow(leavesSums: Bool) -> Int {
    leavesSums ? longestWholeRow : longestRowWithoutSums
  }

  @inline(always)
  static func style(outer: Int, channels: Int, length: Int) -> Block.Style {
    if channels == 1 || length >= 16 { return .runs }
    let rowLength = channels * length
    let count = outer * rowLength
    let whole: Block.Style =
      length == 1
      ? .rows : outer < leastCycles || count <= smallTile ? .shortRuns : .expandedRows
    // Long rows of whole vectors gain nothing, and few rows do not repay it.
    if outer < leastCycles || rowLength > longestPeriod { return whole }
    if length == 1, rowLength > shortestPeriod { return whole }
    let period = rowLength * (16 / rowLength.greatestCommonDivisor(16))
    // Laying out a period of n elements, and adding up its sums, takes what n rows save. Calls up to `smallTile` are promised the stack.
    let isRepaid =
      count > blockElements
      || count > smallTile && rowLength <= longestWaitingRow && period * rowLength <= count
    let longest = isRepaid ? longestPeriod : shortestPeriod
    return period <= longest && period * leastCycles <= count ? .cycle(period: period) : whole
  }
}

/// The part of a tensor that one block of a plan covers.
struct Tile {
  var rows: Range<Int>
  var channels: Range<Int>
  /// The elements of each run.
  var elements: Range<Int>
  /// The first of the block's partial sums; the others follow it.
  var firstPartial: Int

  /// The tile of some of the channels.
  @inline(always)
  func part(_ channels: Range<Int>) -> Tile {
    var part = self
    part.channels = channels
    return part
  }
}

extension Plan {
  /// The tile of a plan that is one block: without the divisions that find the place of one among many.
  @inline(always)
  var wholeTile: Tile {
    Tile(rows: 0..<outer, channels: 0..<channels, elements: 0..<length, firstPartial: 0)
  }

  func tile(_ block: Int) -> Tile {
    let (rest, piece) = block.quotientAndRemainder(dividingBy: pieces)
    let (segment, group) = rest.quotientAndRemainder(dividingBy: groups)
    let firstRow = segment * rowsPerSegment
    let firstChannel = group * channelsPerGroup
    let firstElement = piece * pieceLength
    return Tile(
      rows: firstRow..<min(outer, firstRow + rowsPerSegment),
      channels: firstChannel..<min(channels, firstChannel + channelsPerGroup),
      elements: firstElement..<min(length, firstElement + pieceLength),
      firstPartial: segment * partialsPerSegment + firstChannel * pieces + piece)
  }

  /// How many channels of a tile are computed at a time where each element takes scratch memory: all, unless the ceiling of partial sums
  /// makes the tile larger than other blocks, or as many as have a block's elements, but a channel, and sixteen elements of each row, at
  /// least. Channels share no sum, so that no bit depends on it. Those of a cycle do, and stay together.
  ///
  /// So these channels have at most `mostBlockElements`, or a 256th of the tensor.
  func channelsAtOnce(_ tile: Tile) -> Int {
    let (all, rows) = (tile.channels.count, tile.rows.count)
    if case .cycle = style { return all }
    guard rows * all * tile.elements.count > Self.mostBlockElements else { return all }
    return max(1, max(Self.blockElements / rows, 16) / tile.elements.count)
  }

  /// Where the first element of a tile stands.
  @inline(always)
  func offset(_ tile: Tile) -> Int {
    tile.rows.lowerBound * rowLength + tile.channels.lowerBound * length
      + tile.elements.lowerBound
  }

  /// The geometry of a tile for a kernel.
  @inline(always)
  func block(_ tile: Tile) -> Block {
    Block(
      style: style, rows: tile.rows.count, rowStride: rowLength, channels: tile.channels.count,
      length: tile.elements.count)
  }
}

extension Int {
  func dividedRoundingUp(by divisor: Int) -> Int {
    (self + divisor - 1) / divisor
  }

  func roundedUp(toMultipleOf factor: Int) -> Int {
    dividedRoundingUp(by: factor) * factor
  }

  func greatestCommonDivisor(_ other: Int) -> Int {
    other == 0 ? self : other.greatestCommonDivisor(self % other)
  }
}
