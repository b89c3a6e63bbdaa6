internal import KernelCore

/// How a call is cut into blocks.
///
/// A plan is a function of the layout alone: neither of the number of threads nor of the instruction
/// set, so that sums are formed in the same order whatever these are.
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

  var rowLength: Int { channels * length }
  var blocks: Int { segments * groups * pieces }

  /// The number of partial sums that a segment has room for: in whole cache lines where its blocks write
  /// to them all the time, so that no two segments share a line.
  var partialsPerSegment: Int {
    pieces > 1 ? channels * pieces : channels.roundedUp(toMultipleOf: Self.sumsPerLine)
  }

  /// The number of partial sums to be folded; 0 where every block has whole sums.
  var partials: Int { segments * pieces > 1 ? segments * partialsPerSegment : 0 }
}

extension Plan {
  /// The elements that a block has, about: 128 KiB of Float for each stream, which the second-level
  /// cache holds, and enough work to hide what handing out a block costs.
  static let blockElements = 1 << 15

  /// The ceiling of scratch memory: 1 MiB of partial sums.
  static let maximumPartials = 1 << 17

  /// The Double sums of a cache line.
  static let sumsPerLine = 8

  /// The longest period of slopes that a small call expands: with what is written past its end, 1 KiB of
  /// Double, which is what `withUnsafeTemporaryAllocation` leaves on the stack.
  static let shortestPeriod = 96

  /// The longest period of slopes that is expanded: 8 KiB of Double beside 8 KiB of sums, in a first-level
  /// cache.
  static let longestPeriod = 1024

  /// The fewest times that a period has to come again to repay laying it out.
  static let leastCycles = 4

  /// The fewest neighbouring elements that a block has of each of its rows, where rows are cut: 8 KiB of
  /// Float, two pages, for the sake of prefetchers. The sums of so many, 16 KiB of Double, stay in a first-level
  /// cache from one row to the next.
  static let shortestStretch = 2048

  /// The most rows that are not cut into segments, so that no partial sums are left over.
  static let fewRows = blockElements / shortestStretch

  /// The largest tile whose sums stand on the stack.
  static let smallTile = 4096

  /// The number of sums that a small tile keeps at a time: with the 64 bytes that it takes to begin at a
  /// cache line, 1 KiB of Double, which stands on the stack.
  static let sumsOnStack = 112

  /// The number of sums that a larger tile keeps at a time where it has whole sums: 16 KiB of Double, a third
  /// of a first-level cache.
  static let sumsTogether = 2048

  /// Plans a layout that has elements.
  @inline(always)
  init(_ layout: Layout) {
    // One channel is one run, wherever its rows end.
    let isShared = layout.channels == 1
    outer = isShared ? 1 : layout.outer
    channels = layout.channels
    length = isShared ? layout.count : layout.inner
    let rowLength = channels * length

    style = Self.style(outer: outer, channels: channels, length: length)

    if layout.count <= Self.blockElements {
      // What follows would come to the same, but a division costs as much as a vector of elements.
      (rowsPerSegment, segments) = (outer, 1)
      (channelsPerGroup, groups) = (channels, 1)
      (pieceLength, pieces) = (length, 1)
      return
    }

    (pieceLength, pieces) = Self.pieces(style: style, channels: channels, length: length)
    (rowsPerSegment, segments) = Self.segments(
      style: style, outer: outer, length: length,
      partialsPerSegment: pieces > 1
        ? channels * pieces : channels.roundedUp(toMultipleOf: Self.sumsPerLine),
      rowLength: rowLength)
    channelsPerGroup =
      pieces > 1
      ? 1
      : Self.channelsPerGroup(
        style: style, rows: rowsPerSegment, channels: channels, length: length)
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

  private static func segments(
    style: Block.Style, outer: Int, length: Int, partialsPerSegment: Int, rowLength: Int
  ) -> (rows: Int, count: Int) {
    // Whole periods.
    let rowsTogether = if case .cycle(let period) = style { period / rowLength } else { 1 }
    let possible = max(1, maximumPartials / partialsPerSegment)
    // Long rows are cut into stretches instead, which leave no partial sums; of many, both.
    let stretch = style.hasSumsOfElements ? min(rowLength, shortestStretch) : rowLength
    let hasFewRows = outer <= fewRows && length <= blockElements / outer
    let wanted = hasFewRows ? outer : blockElements / stretch
    let rows = max(wanted, outer.dividedRoundingUp(by: possible), 1)
      .roundedUp(toMultipleOf: rowsTogether)
    return rows < outer ? (rows, outer.dividedRoundingUp(by: rows)) : (outer, 1)
  }

  @inline(always)
  private static func style(outer: Int, channels: Int, length: Int) -> Block.Style {
    if channels == 1 || length >= 16 { return .runs }
    let rowLength = channels * length
    let whole: Block.Style =
      length == 1 ? .rows : outer < leastCycles ? .shortRuns : .expandedRows
    // Long rows of whole vectors gain nothing, and few rows do not repay it.
    if outer < leastCycles || rowLength > longestPeriod { return whole }
    if length == 1, rowLength > shortestPeriod { return whole }
    let period = rowLength * (16 / greatestCommonDivisor(rowLength, 16))
    let count = outer * rowLength
    let longest = count > blockElements ? longestPeriod : shortestPeriod
    return period <= longest && period * leastCycles <= count ? .cycle(period: period) : whole
  }

  private static func channelsPerGroup(
    style: Block.Style, rows: Int, channels: Int, length: Int
  ) -> Int {
    let wanted = blockElements / (rows * length)
    switch style {
    case .runs, .shortRuns: return min(channels, max(1, wanted))
    // Rows are better left whole than cut into stretches of memory that a prefetcher has hardly noticed
    // before they end.
    case .rows: return min(channels, max(shortestStretch, wanted).roundedUp(toMultipleOf: 16))
    case .expandedRows: return min(channels, shortestStretch / length)
    // Neighbouring rows are one stretch.
    case .cycle: return channels
    }
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
}

extension Plan {
  /// The tile of a plan that is one block: without the divisions that find the place of one among many.
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

  /// Where the first element of a tile stands.
  func offset(_ tile: Tile) -> Int {
    tile.rows.lowerBound * rowLength + tile.channels.lowerBound * length
      + tile.elements.lowerBound
  }

  /// The geometry of a tile for a kernel.
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
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  b == 0 ? a : greatestCommonDivisor(b, a % b)
}
