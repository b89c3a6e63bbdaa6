// Rows: contiguous elements with a slope each (a batch of vectors, many channels last, a slope for every
// element).

/// Goes through rows one after another, in the order of memory, with the sums in memory beside the slopes.
///
/// Several rows at once, so that sums are loaded and stored once for all of them, is up to a fifth
/// faster from the second-level cache of Zen 5, up to a quarter slower where rows have power-of-two lengths,
/// and takes 1.5 to 2 times as long from anywhere farther away.
@inlinable @inline(never)
func goThroughRows<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  // In bounds: the rows of the block, `rowLength` elements of each.
  //
  // Stretches of rows end before the processor's own prefetching has come up to speed, so the next one is asked
  // for. Where rows follow each other without a gap, asking takes away half of the speed.
  let ahead = block.isContiguous ? 0 : block.rowStride
  let last = block.rows &- 1
  var row = 0
  if !block.addsToSums {
    unsafe goThroughRow(
      I.self, O.self, S.self, streams, start: 0, count: block.rowLength,
      ahead: last > 0 ? ahead : block.next, slopes: slopes, sums: sums, adding: false)
    row = 1
  }
  while row <= last {
    let start = row &* block.rowStride
    unsafe goThroughRow(
      I.self, O.self, S.self, streams, start: start, count: block.rowLength,
      ahead: row < last ? ahead : block.next == 0 ? 0 : block.next &- start, slopes: slopes,
      sums: sums, adding: true)
    row &+= 1
  }
  S.end(I.self)
}

/// Goes through the `count` elements from index `start` on, and asks for those `ahead` of them, if that is not 0. Sums are
/// overwritten where not `adding`.
@inlinable @inline(always)
func goThroughRow<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, start: Int, count: Int, ahead: Int,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?, adding: Bool
) where T.Compute == O.Scalar {
  let skip = streams.firstLane(I.self, O.self, S.self, at: start, count: count)
  var i = 0
  if skip > 0 {
    i = min(lanes &- skip, count)
    unsafe computeSomeOfRow(
      I.self, O.self, streams, at: start, skip: skip, count: i, slopes: slopes, sums: sums,
      index: 0,
      adding: adding)
  }
  while i &+ lanes <= count {
    if ahead != 0 { streams.prefetch(I.self, O.self, S.self, at: start &+ i &+ ahead) }
    var total = adding ? unsafe O.Sums.load(I.self, sums, at: i) : .none
    streams.compute(
      I.self, O.self, S.self, at: start &+ i, slopes.load(I.self, O.self, at: i), sums: &total)
    unsafe total.store(I.self, sums, at: i)
    i &+= lanes
  }
  if i < count {
    unsafe computeSomeOfRow(
      I.self, O.self, streams, at: start &+ i, skip: 0, count: count &- i, slopes: slopes,
      sums: sums,
      index: i, adding: adding)
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
