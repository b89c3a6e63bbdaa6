// Rows that begin anywhere in cache lines and are stored past the caches: lines of outputs apart from vectors of sums.
//
// Vectors of outputs begin at cache lines: stored in parts, a line would be read from memory first, and what is stored behind it would wait.
// Vectors of sums begin where rows do, so that those of a row are loaded as those of the row before were stored. Where they are not, they wait
// until these have reached the cache, behind what goes past it.
//
// Measured on Zen 4, rows that follow each other, against vectors of both at the same elements, lines in parts: backward, rows of 100 to 170
// Floats take 0.35 to 0.45 of the time on one thread and 0.45 to 0.6 on two, of 1,001 to 1,500 0.6 to 0.95; of Doubles 0.5 to 0.8 and 0.8 to 0.97; of
// Float16 0.13 to 0.24, and 0.43 of 1,001. Forward, rows of 100 Floats take 0.5 to 0.75, of 1,001 0.77 to 1.0.

/// Whether rows follow each other, are no shorter than a vector, and begin or end amid vectors that begin at lines.
@inlinable @inline(always)
func isUneven<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, _ streams: Streams<T>
) -> Bool where T.Compute == O.Scalar {
  S.passCaches && block.isContiguous && block.rows > 1 && block.rowLength >= lanes
    && (block.rowLength % lanes != 0
      || streams.firstLane(I.self, O.self, S.self, at: 0, count: block.rowLength) != 0)
}

/// Goes through rows that follow each other, of `count` elements, up to index `end`, at which the last row need not end. The line in which one
/// row ends and the next begins is stored as a whole. Adds to the sums. Asks for what begins `next` elements behind the first, if that is not 0.
@inlinable @inline(never)
func goThroughUnevenRows<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, of count: Int, end: Int, next: Int, _ streams: Streams<T>,
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
    let asked = next != 0 && row &+ count >= end ? next &- row : 0
    var place = 0
    while O.Sums.areKept, place &+ lanes <= here {
      let to = min(place &+ summedTogether, here & ~(lanes &- 1))
      unsafe addProducts(
        I.self, O.self, Above<Ground>.self, streams, at: row, rowStride: 0, from: place, to: to,
        sums: sums)
      writeLines(
        I.self, O.self, S.self, streams, from: &at, to: row &+ to, slopes: slopes, row: row,
        asked: asked)
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
      asked: asked)
    row &+= count
    if at < row, at &+ lanes <= end {
      let left = row &- at
      streams.writeOutputs(
        I.self, O.self, S.self, of: streams.elements(I.self, O.self, at: at),
        border(I.self, O.self, slopes, left: left, of: count, behind: lanes &- left), at: at)
      at &+= lanes
    }
  }
  unsafe last.storeSome(I.self, sums, at: whole, skip: 0, count: count &- whole)
  guard at < end else { return }
  let start = row &- count
  if at < start {
    // Less than a line is left, and the last row is so short that the end of the one before stands in it.
    let left = start &- at
    streams.writeSomeOutputs(
      I.self, O.self,
      of: streams.someElements(I.self, O.self, at: at, skip: 0, count: end &- at), at: at, skip: 0,
      count: end &- at,
      border(I.self, O.self, slopes, left: left, of: count, behind: end &- start))
  } else {
    writeSomeOutputs(
      I.self, O.self, streams, at: at, skip: 0, count: end &- at, slopes: slopes,
      index: at &- start)
  }
}

/// How many elements of a row have their products added before their outputs are written: the first-level cache has them still. Of Doubles, 256
/// take 1.1 to 1.3 times as long in rows of more than 1,000, whose sums and slopes are as much as that cache.
@inlinable @inline(always)
var summedTogether: Int { 64 }

/// Adds the products of some whole vectors of a column's rows, the first of which begins at index `at`.
@inlinable @inline(always)
func addProducts<I: KernelInstructionSet, O: Operation, C: Column, T: KernelScalar>(
  _: I.Type, _: O.Type, _: C.Type, _ streams: Streams<T>, at: Int, rowStride: Int, from: Int,
  to: Int, sums: UnsafeMutablePointer<Double>?
) where C.Scalar == O.Scalar, T.Compute == O.Scalar {
  var place = from
  while place < to {
    var total = unsafe O.Sums.load(I.self, sums, at: place)
    let column = C.load(I.self, O.self, streams, at: at &+ place, rowStride: rowStride)
    column.addProducts(I.self, O.self, to: &total)
    unsafe total.store(I.self, sums, at: place)
    place &+= lanes
  }
}

/// Writes the outputs of whole lines from index `at` on that end at index `to` or before, and moves `at` there. The row they are of begins at
/// index `row`. Asks for what is `asked` elements behind them, if that is not 0.
@inlinable @inline(always)
func writeLines<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, from at: inout Int, to: Int,
  slopes: SlopePointers<O.Scalar>, row: Int, asked: Int
) where T.Compute == O.Scalar {
  while at &+ lanes <= to {
    if asked != 0 { streams.prefetch(I.self, O.self, S.self, at: at &+ asked) }
    streams.writeOutputs(
      I.self, O.self, S.self, of: streams.elements(I.self, O.self, at: at),
      slopes.load(I.self, O.self, at: at &- row), at: at)
    at &+= lanes
  }
}

/// The slopes of the last `left` elements of a row of `count`, and behind them the first `behind` ones.
@inlinable @inline(always)
func border<I: KernelInstructionSet, O: Operation>(
  _: I.Type, _: O.Type, _ slopes: SlopePointers<O.Scalar>, left: Int, of count: Int, behind: Int
) -> Slopes<O.Scalar> {
  .border(
    I.self, O.self, left,
    slopes.loadSome(I.self, O.self, at: count &- left, skip: 0, count: left),
    slopes.loadSome(I.self, O.self, at: 0, skip: left, count: behind))
}

/// Writes the outputs of `count` elements from index `at` on, less than a line, in which the first stands in lane `skip`. Their slopes begin at
/// `index`.
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
