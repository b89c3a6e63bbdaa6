public import CKernelSupport

// Rows: contiguous elements with a slope each (a batch of vectors, many channels last, a slope for every
// element).

/// Goes through rows with the sums in memory beside the slopes, in an order in which each sum has its products added in the order of the
/// rows.
@inlinable @inline(never)
func goThroughRows<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  typealias One = Above<Ground<O.Scalar>>
  typealias Two = Above<One>
  typealias Four = Above<Above<Two>>
  let hasColumns = prelu_columns() != 0 && O.Sums.areKept && !O.isSecondOrder
  if S.passCaches, takesTurns(O.self, block) {
    if hasColumns, block.rowStride &* MemoryLayout<T>.stride % 64 == 0 {
      unsafe Four.goThrough(
        I.self, O.self, S.self, block, streams, row: 0, from: 0, to: block.rowLength,
        slopes: slopes, sums: sums)
    } else {
      unsafe goThroughRowsInTurns(
        I.self, O.self, S.self, block, streams, slopes: slopes, sums: sums)
    }
  } else if isUneven(I.self, O.self, S.self, block, streams) {
    if O.Sums.areKept, !block.addsToSums {
      unsafe sums.unsafelyUnwrapped.initialize(repeating: 0, count: block.rowLength)
    }
    unsafe goThroughUnevenRows(
      I.self, O.self, S.self, of: block.rowLength, end: block.rows &* block.rowLength,
      next: block.next, streams, slopes: slopes, sums: sums)
  } else if S.passCaches || !O.Sums.areKept || block.rows == 1
    || block.isContiguous
      && (block.isPastCaches || block.rowLength &* MemoryLayout<T>.stride <= stretchBytes)
  {
    unsafe One.goThrough(
      I.self, O.self, S.self, block, streams, row: 0, from: 0, to: block.rowLength,
      slopes: slopes, sums: sums)
  } else if hasColumns {
    unsafe goThroughStretches(
      I.self, O.self, S.self, Two.self, block, streams, slopes: slopes, sums: sums)
  } else {
    unsafe goThroughStretches(
      I.self, O.self, S.self, One.self, block, streams, slopes: slopes, sums: sums)
  }
}

/// Whether rows take turns in memory that is in no cache: where others lie between them; and where their sums, with slopes and what else goes
/// through it, are more than a first-level cache holds from one row to the next.
@inlinable @inline(always)
func takesTurns<O: Operation>(_: O.Type, _ block: Block) -> Bool {
  !block.isContiguous || O.Sums.areKept && block.rows > 1 && block.rowLength >= shortestRowInTurns
}

/// The shortest rows that take turns though they follow each other.
///
/// Measured on Zen 4, one thread: in turns, those of 1,280 Floats take 1.2 times as long, of 1,536 0.94 times, of
/// 2,048 0.87 times; those of 1,280 Doubles as long, of 1,536 0.86 times, of 2,048 0.84 times.
@inlinable @inline(always)
var shortestRowInTurns: Int { 1536 }

/// The bytes of each row, about, that are gone through before those behind them. A first-level cache has eight lines, or twelve, for
/// addresses 4 KiB apart: three streams of two rows in Double, with their slopes and sums, have eight.
///
/// Rows no longer than that which follow each other are gone through in the order of memory: several at once take 1.3 to 1.9 times as
/// long from the third-level cache of Zen 4. So are longer ones whose memory is in no cache, if stores go through the caches: stretches take 1.1 to
/// 1.2 times as long.
@inlinable @inline(always)
var stretchBytes: Int { 4096 }

/// Goes through some neighbouring elements of all rows, and then through those behind them.
@inlinable @inline(always)
func goThroughStretches<
  I: KernelInstructionSet, O: Operation, S: StoreKind, C: Column, T: KernelScalar
>(
  _: I.Type, _: O.Type, _: S.Type, _: C.Type, _ block: Block, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where C.Scalar == O.Scalar, T.Compute == O.Scalar {
  // In bounds: elements of a row. Stretches are about as long as each other. Those behind the first begin at cache lines of the first row, and
  // so the first is shorter; what it lacks, the others have more.
  let count = block.rowLength
  let longest = stretchBytes / MemoryLayout<T>.stride
  let stretches = (count &+ longest &- 1) / longest
  let stretch = (count / stretches &+ lanes) & ~(lanes &- 1)
  var from = 0
  var to = stretch &- streams.firstLane(I.self, O.self, S.self, at: 0, count: count)
  while from < count {
    unsafe C.goThrough(
      I.self, O.self, S.self, block, streams, row: 0, from: from, to: min(to, count),
      slopes: slopes, sums: sums)
    from = to
    to &+= stretch
  }
}

/// Goes through a column's rows from `row` on, and asks for the next block's. Sums are overwritten where not `adding`.
@inlinable @inline(always)
func goThroughColumn<
  I: KernelInstructionSet, O: Operation, S: StoreKind, C: Column, T: KernelScalar
>(
  _: I.Type, _: O.Type, _: S.Type, _: C.Type, _ block: Block, _ streams: Streams<T>, row: Int,
  from: Int, to: Int, slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?,
  adding: Bool
) where C.Scalar == O.Scalar, T.Compute == O.Scalar {
  let start = row &* block.rowStride
  let rowStride = block.rowStride
  let asks = block.next != 0 && row &+ C.rows == block.rows
  let skip = streams.firstLane(
    I.self, O.self, S.self, at: start &+ from, count: block.rowLength)
  var i = from
  if skip > 0 {
    i = min(from &+ lanes &- skip, to)
    unsafe computeSomeOfColumn(
      I.self, O.self, C.self, streams, at: start &+ from, rowStride: rowStride, skip: skip,
      count: i &- from, slopes: slopes, sums: sums, index: from, adding: adding)
  }
  while i &+ lanes <= to {
    if asks { streams.prefetch(I.self, O.self, S.self, at: i &+ block.next) }
    var total = adding ? unsafe O.Sums.load(I.self, sums, at: i) : .none
    let column = C.load(I.self, O.self, streams, at: start &+ i, rowStride: rowStride)
    column.compute(
      I.self, O.self, S.self, streams, at: start &+ i, rowStride: rowStride,
      slopes.load(I.self, O.self, at: i), sums: &total)
    unsafe total.store(I.self, sums, at: i)
    i &+= lanes
  }
  if i < to {
    unsafe computeSomeOfColumn(
      I.self, O.self, C.self, streams, at: start &+ i, rowStride: rowStride, skip: 0,
      count: to &- i, slopes: slopes, sums: sums, index: i, adding: adding)
  }
}

/// Computes `count` elements of each of a column's rows, which begin at index `at` of the first, and their slopes and sums at `index`.
@inlinable @inline(always)
func computeSomeOfColumn<I: KernelInstructionSet, O: Operation, C: Column, T: KernelScalar>(
  _: I.Type, _: O.Type, _: C.Type, _ streams: Streams<T>, at: Int, rowStride: Int, skip: Int,
  count: Int, slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?, index: Int,
  adding: Bool
) where C.Scalar == O.Scalar, T.Compute == O.Scalar {
  for row in 0..<C.rows {
    unsafe computeSomeOfRow(
      I.self, O.self, streams, at: at &+ row &* rowStride, skip: skip, count: count,
      slopes: slopes, sums: sums, index: index, adding: adding || row > 0)
  }
}

/// Computes `count` elements from index `at` on, whose slopes and sums begin at `index`.
@inlinable @inline(always)
func computeSomeOfRow<I: KernelInstructionSet, O: Operation, T: KernelScalar>(
  _: I.Type, _: O.Type, _ streams: Streams<T>, at: Int, skip: Int, count: Int,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?, index: Int, adding: Bool
) where T.Compute == O.Scalar {
  var total =
    adding ? unsafe O.Sums.loadSome(I.self, sums, at: index, skip: skip, count: count) : .none
  streams.computeSome(
    I.self, O.self, at: at, skip: skip, count: count,
    slopes.loadSome(I.self, O.self, at: index, skip: skip, count: count), sums: &total)
  unsafe total.storeSome(I.self, sums, at: index, skip: skip, count: count)
}
