/// Goes through rows in memory that is in no cache: some of them take turns, each for a few cache lines.
/// Long stretches of few rows end before the processor's own prefetching has come up to speed; short ones of several rows go on for longer.
@inlinable @inline(never)
func goThroughRowsInTurns<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  typealias One = Above<Ground<O.Scalar>>
  typealias Four = Above<Above<Above<One>>>
  // In bounds, here and below: the rows of the block, and slopes and sums of a row.
  let count = block.rowLength
  let whole = count & ~(lanes &- 1)
  if O.Sums.areKept, !block.addsToSums {
    unsafe sums.unsafelyUnwrapped.initialize(repeating: 0, count: count)
  }
  var last = unsafe O.Sums.loadSome(I.self, sums, at: whole, skip: 0, count: count &- whole)
  var first = 0
  while first < block.rows {
    let rows = first..<min(first &+ Four.rows, block.rows)
    var turn = 0
    while turn < count {
      let to = min(turn &+ turnElements, count)
      if O.Sums.areKept {
        if rows.count == Four.rows {
          unsafe addProducts(
            I.self, O.self, Four.self, streams, at: first &* block.rowStride,
            rowStride: block.rowStride, from: turn, to: min(to, whole), sums: sums)
        } else {
          for row in rows {
            unsafe addProducts(
              I.self, O.self, One.self, streams, at: row &* block.rowStride, rowStride: 0,
              from: turn, to: min(to, whole), sums: sums)
          }
        }
      }
      for row in rows {
        let start = row &* block.rowStride
        if O.Sums.areKept, to == count {
          let elements = streams.someElements(
            I.self, O.self, at: start &+ whole, skip: 0, count: count &- whole)
          last.addProducts(I.self, x: elements.x, O.factors(I.self, elements))
        }
        let asks = block.next != 0 && row &+ 1 == block.rows
        writeTurn(
          I.self, O.self, S.self, streams.from(start), from: turn, to: to, count: count,
          slopes: slopes, asked: asks ? block.next &- start : 0)
      }
      turn = to
    }
    first = rows.upperBound
  }
  unsafe last.storeSome(I.self, sums, at: whole, skip: 0, count: count &- whole)
}

/// Measured on Zen 4, one thread, rows of 16,384 numbers: 4 rows in turns of 64 elements take 0.75 of the time of rows of 1,024 elements one
/// after the other, in turns of 128 0.8, of 256 0.84 to 0.87, 8 rows in turns of 64 0.76 to 0.79, 2 in turns of 128 0.84.
@inlinable @inline(always)
var turnElements: Int { 64 }

/// Writes the outputs of a row's turn, whole lines but at the ends of the row.
@inlinable @inline(always)
func writeTurn<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ row: Streams<T>, from: Int, to: Int, count: Int,
  slopes: SlopePointers<O.Scalar>, asked: Int
) where T.Compute == O.Scalar {
  let lane = row.firstLane(I.self, O.self, S.self, at: from, count: count)
  var at = from &- lane
  if from == 0, lane > 0 {
    at = min(lanes &- lane, count)
    writeSomeOutputs(
      I.self, O.self, row, at: 0, skip: lane, count: at, slopes: slopes, index: 0)
  }
  writeLines(
    I.self, O.self, S.self, row, from: &at, to: to, slopes: slopes, row: 0, asked: asked)
  if at < to, to == count {
    writeSomeOutputs(
      I.self, O.self, row, at: at, skip: 0, count: count &- at, slopes: slopes, index: at)
  }
}
