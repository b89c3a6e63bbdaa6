public import CKernelSupport

// Short rows that follow each other, with slopes and sums in the places of their elements.

/// How many vectors of the next block are asked for, wherever memory is: those that are read before the processor's own prefetching has come up
/// to speed.
///
/// Measured on Zen 4, backward in Float from the third-level cache: 28 rows of 28 with 64 slopes in turn take 0.94 to 0.97 of the time.
@inlinable @inline(always)
var vectorsAsked: Int { 16 }

/// Goes through a block whose slopes come again after `period` elements, with a slope and a sum for each of them, group by group.
@inlinable @inline(never)
func goThroughPlaces<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, period: Int, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  // In bounds: the elements, slopes and sums of the block's groups.
  for group in 0..<block.groups {
    if block.next != 0, group &+ 1 == block.groups {
      for vector in 0..<vectorsAsked {
        streams.prefetch(I.self, O.self, at: block.next &+ vector &* lanes)
      }
    }
    let first = group &* block.groupPlaces
    unsafe goThroughGroup(
      I.self, O.self, S.self, block, period: period,
      streams.from(group &* block.rows &* block.rowLength), slopes: slopes.from(first),
      sums: sums.map { unsafe $0 + first })
  }
}

/// Goes through a group. What goes past the caches has to begin at a cache line: groups that do not are turned, or gone through as uneven rows.
/// Elsewhere, turning slopes and sums takes longer than vectors in two lines.
@inlinable @inline(always)
func goThroughGroup<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, period: Int, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  // In bounds: a slope and a sum for each place of the period.
  if O.Sums.areKept, !block.addsToSums {
    unsafe sums.unsafelyUnwrapped.initialize(repeating: 0, count: period)
  }
  let count = block.rows &* block.rowLength
  let first =
    S.passCaches ? streams.firstPlace(I.self, O.self, S.self, count: count, period: period) : 0
  let inPairs = streams.comeInPairs(O.self) && period % (2 &* lanes) == 0
  let inFront = (inPairs ? 2 &* lanes : lanes) &- first
  if first == 0 {
    unsafe goThroughCycles(
      I.self, O.self, S.self, count: count, period: period, skip: 0, streams, slopes: slopes,
      places: sums)
  } else if count >= period,
    repaysTurning(O.self, period: period, inFront: inFront, inPairs: inPairs)
  {
    unsafe goThroughTurned(
      I.self, O.self, S.self, count: count, period: period, inFront: inFront, streams,
      slopes: slopes, sums: sums)
  } else {
    unsafe goThroughUnevenRows(
      I.self, O.self, S.self, of: period, end: count, next: 0, streams, slopes: slopes, sums: sums)
  }
}

/// Whether sums are in registers, or stand in whole lines behind those that are `inFront`.
///
/// Measured on Zen 4 past the caches, against uneven rows, backward in Float: units of 50 rows of 60, every other of which begins amid a line and has
/// its sums in whole lines, take 0.90 to 0.93 of the time; of 51 rows of 56, three of four turned with sums in registers, 0.94 to 0.99. Forward 1.03
/// times as long: slopes in two lines, which have just been laid out, are waited for.
@inlinable @inline(always)
func repaysTurning<O: Operation>(
  _: O.Type, period: Int, inFront: Int, inPairs: Bool
) -> Bool {
  O.Sums.areKept
    && (inFront % sumsPerLine == 0
      || prelu_chains() != 0 && period <= mostInRegisters(O.self, inPairs: inPairs) &* lanes)
}

/// Goes through a group's first elements, less than a vector or a pair of them, `inFront` of the others, and then through cycles that begin with the
/// place behind them. The last places of these are the first ones, whose slopes stand there once more, and whose sums do meanwhile.
@inlinable @inline(always)
func goThroughTurned<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, count: Int, period: Int, inFront: Int, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  // In bounds: `placesBehind` slopes and sums behind the period, and a period of elements at least.
  forVectors(ofFirst: inFront) { at, skip, count in
    var total = unsafe O.Sums.loadSome(I.self, sums, at: at, skip: skip, count: count)
    streams.computeSome(
      I.self, O.self, at: at, skip: skip, count: count,
      slopes.loadSome(I.self, O.self, at: at, skip: skip, count: count), sums: &total)
    unsafe total.storeSome(I.self, sums, at: period &+ at, skip: skip, count: count)
  }
  unsafe goThroughCycles(
    I.self, O.self, S.self, count: count &- inFront, period: period, skip: 0, streams.from(inFront),
    slopes: slopes.from(inFront), places: sums.map { unsafe $0 + inFront })
  forVectors(ofFirst: inFront) { at, skip, count in
    let total = unsafe O.Sums.loadSome(I.self, sums, at: period &+ at, skip: skip, count: count)
    unsafe total.storeSome(I.self, sums, at: at, skip: skip, count: count)
  }
}

/// Calls `body` with the vectors of the first `count` elements, which end where a vector does: where each begins, in which lane, and how many
/// elements it has. In the same lanes, what was stored is loaded without waiting for the cache.
@inlinable @inline(always)
func forVectors(ofFirst count: Int, body: (_ at: Int, _ skip: Int, _ count: Int) -> Void) {
  var at = 0
  while at < count {
    let some = (count &- at) & (lanes &- 1)
    let here = some > 0 ? some : lanes
    body(at, lanes &- here, here)
    at &+= here
  }
}

/// How many places behind a period have slopes and sums, of `places`: those of its first ones once more.
@inlinable @inline(always)
public var placesBehind: Int { 2 &* lanes }
