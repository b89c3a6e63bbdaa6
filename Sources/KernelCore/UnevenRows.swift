// Rows that begin anywhere in cache lines and are stored past the caches: lines of outputs apart from vectors of sums.
//
// Vectors of outputs begin at cache lines: stored in parts, a line would be read from memory first, and what is stored behind it would wait.
// Vectors of sums begin where rows do, so that those of a row are loaded as those of the row before were stored. Where they are not, they wait
// until these have reached the cache, behind what goes past it.
//
// Measured on Zen 4, rows that follow each other, against vectors of both at the same elements, lines in parts: backward, rows of 100 to 170
// Floats take 0.35 to 0.45 of the time on one thread and 0.45 to 0.6 on two, of 1,001 to 1,500 0.6 to 0.95; of Doubles 0.5 to 0.8 and 0.8 to 0.97; of
// Float16 0.13 to 0.24, and 0.43 of 1,001. Forward, rows of 100 Floats take 0.5 to 0.75, of 1,001 0.77 to 1.0.

/// Whether rows follow each other, are no shorter than a vector and have lines of memory in common.
@inlinable @inline(always)
func isUneven<T: KernelScalar>(_: T.Type, _ block: Block) -> Bool {
  block.isContiguous && block.rows > 1 && block.rowLength >= lanes
    && block.rowLength &* MemoryLayout<T>.stride % 64 != 0
}

/// Goes through rows that follow each other, of `count` elements, up to index `end`, at which the last row need not end. The line in which one
/// row ends and the next begins is stored as a whole.
@inlinable @inline(never)
func goThroughUnevenRows<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, of count: Int, end: Int, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  // In bounds, here and below: elements of the block, and slopes and sums of a row.
  let whole = count & ~(lanes &- 1)
  let lane = streams.firstLane(I.self, O.self, S.self, at: 0, count: end)
  var at = 0
  if lane > 0 {
    at = min(lanes &- lane, end)
    writeSomeOutputs(
      I.self, O.self, streams, at: 0, skip: lane, count: at, slopes: slopes, index: 0)
  }
  // Not stored before the end: some lanes of a vector, loaded after they are stored, wait too.
  var last = unsafe O.Sums.loadSome(I.self, sums, at: whole, skip: 0, count: count &- whole)
  var row = 0
  while row < end {
    let here = min(count, end &- row)
    let next = row &+ count >= end ? block.next : 0
    var place = 0
    while O.Sums.areKept, place &+ lanes <= here {
      let to = min(place &+ summedTogether, here & ~(lanes &- 1))
      unsafe addProducts(
        I.self, O.self, Above<Ground>.self, block, streams, at: row, from: place, to: to,
        sums: sums)
      writeLines(
        I.self, O.self, S.self, streams, from: &at, to: row &+ to, slopes: slopes, row: row,
        next: next)
      place = to
    }
    if O.Sums.areKept, place < here {
      let rest = here &- place
      let elements = streams.someElements(I.self, O.self, at: row &+ place, skip: 0, count: rest)
      if place == whole {
        last.addProducts(I.self, x: elements.x, O.factors(I.self, elements))
      } else {
        var total = unsafe O.Sums.loadSome(I.self, sums, at: place, skip: 0, count: rest)
        total.addProducts(I.self, x: elements.x, O.factors(I.self, elements))
        unsafe total.storeSome(I.self, sums, at: place, skip: 0, count: rest)
      }
    }
    writeLines(
      I.self, O.self, S.self, streams, from: &at, to: row &+ here, slopes: slopes, row: row,
      next: next)
    row &+= count
    if at < row, at &+ lanes <= end {
      writeBorder(
        I.self, O.self, S.self, streams, at: at, left: row &- at, count: count, slopes: slopes)
      at &+= lanes
    }
  }
  unsafe last.storeSome(I.self, sums, at: whole, skip: 0, count: count &- whole)
  if at < end {
    writeSomeOutputs(
      I.self, O.self, streams, at: at, skip: 0, count: end &- at, slopes: slopes,
      index: at &- row &+ count)
  }
}

/// How many elements of a row have their products added before their outputs are written: the first-level cache has them still. Of Doubles, 256
/// take 1.1 to 1.3 times as long in rows of more than 1,000, whose sums and slopes are as much as that cache.
@inlinable @inline(always)
var summedTogether: Int { 64 }

/// Adds the products of some whole vectors of a column's rows, the first of which begins at index `at`.
@inlinable @inline(always)
func addProducts<I: KernelInstructionSet, O: Operation, C: Column, T: KernelScalar>(
  _: I.Type, _: O.Type, _: C.Type, _ block: Block, _ streams: Streams<T>, at: Int, from: Int,
  to: Int, sums: UnsafeMutablePointer<Double>?
) where C.Scalar == O.Scalar, T.Compute == O.Scalar {
  var place = from
  while place < to {
    var total = unsafe O.Sums.load(I.self, sums, at: place)
    let column = C.load(I.self, O.self, streams, at: at &+ place, rowStride: block.rowStride)
    column.addProducts(I.self, O.self, to: &total)
    unsafe total.store(I.self, sums, at: place)
    place &+= lanes
  }
}

/// Writes the outputs of whole lines from index `at` on that end at index `to` or before, and moves `at` there. The row they are of begins at
/// index `row`. Asks for what is `next` elements behind them, if that is not 0.
@inlinable @inline(always)
func writeLines<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, from at: inout Int, to: Int,
  slopes: SlopePointers<O.Scalar>, row: Int, next: Int
) where T.Compute == O.Scalar {
  while at &+ lanes <= to {
    if next != 0 { streams.prefetch(I.self, O.self, S.self, at: at &+ next) }
    streams.writeOutputs(
      I.self, O.self, S.self, of: streams.elements(I.self, O.self, at: at),
      slopes.load(I.self, O.self, at: at &- row), at: at)
    at &+= lanes
  }
}

/// Writes the line at index `at` that has the last `left` elements of a row of `count`, and the first ones of the row behind it.
@inlinable @inline(always)
func writeBorder<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, at: Int, left: Int, count: Int,
  slopes: SlopePointers<O.Scalar>
) where T.Compute == O.Scalar {
  streams.writeOutputs(
    I.self, O.self, S.self, of: streams.elements(I.self, O.self, at: at),
    .border(
      I.self, O.self, left,
      slopes.loadSome(I.self, O.self, at: count &- left, skip: 0, count: left),
      slopes.loadSome(I.self, O.self, at: 0, skip: left, count: lanes &- left)), at: at)
}

/// Writes the outputs of `count` elements from index `at` on, less than a line, whose slopes begin at `index`.
@inlinable @inline(always)
func writeSomeOutputs<I: KernelInstructionSet, O: Operation, T: KernelScalar>(
  _: I.Type, _: O.Type, _ streams: Streams<T>, at: Int, skip: Int, count: Int,
  slopes: SlopePointers<O.Scalar>, index: Int
) where T.Compute == O.Scalar {
  streams.writeSomeOutputs(
    I.self, O.self, of: streams.someElements(I.self, O.self, at: at, skip: skip, count: count),
    at: at, skip: skip, count: count,
    slopes.loadSome(I.self, O.self, at: index, skip: skip, count: count))
}
