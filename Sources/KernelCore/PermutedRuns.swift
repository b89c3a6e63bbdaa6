public import CKernelSupport

// Short runs whose slopes come out of registers, where the instruction set can permute lanes by a table.

/// Goes through a block of short runs as through one stream of vectors, sixteen runs after sixteen. Where the
/// elements of each run stand in the vectors of sixteen runs is written down once, and comes again with
/// the next sixteen: `16 * length` elements are whole vectors. Not for operations of the second order.
@inlinable @inline(never)
func goThroughPermutedRuns<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, _ streams: Streams<T>,
  slopes pointers: SlopePointers<O.Scalar>
) where T.Compute == O.Scalar {
  let stretches = block.isContiguous ? 1 : block.rows
  let count = block.isContiguous ? block.rows &* block.rowLength : block.rowLength
  // In bounds: a place for each lane of sixteen runs.
  unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: lanes &* block.length) { places in
    let places = unsafe places.baseAddress.unsafelyUnwrapped
    var writtenOffset = -1
    for stretch in 0..<stretches {
      let start = stretch &* block.rowStride
      let skip = streams.firstLane(I.self, O.self, S.self, at: start, count: count)
      // The first vector has lanes of so many runs before the first.
      let before = (skip &+ block.length &- 1) / block.length
      let offset = before &* block.length &- skip
      if offset != writtenOffset {
        unsafe prelu_write_places(Int64(block.length), Int64(offset), places)
        writtenOffset = offset
      }
      unsafe goThroughPermutedRuns(
        I.self, O.self, S.self, block, streams, start: start, skip: skip, before: before,
        count: count, slopes: pointers, places: places)
    }
  }
}

/// The longest runs whose places are written down, those of 7 by 7 images. Those of sixteen fit into 1 KiB, which
/// `withUnsafeTemporaryAllocation` leaves on the stack.
@inlinable @inline(always)
var longestPermutedRun: Int { 49 }

/// Goes through `count` elements from index `start` on, the first of which is the first of a row and stands in
/// lane `skip` of its vector, in which there would be lanes of `before` runs before it.
@inlinable @inline(always)
func goThroughPermutedRuns<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, _ streams: Streams<T>, start: Int,
  skip: Int, before: Int, count: Int, slopes pointers: SlopePointers<O.Scalar>,
  places: UnsafePointer<UInt8>
) where T.Compute == O.Scalar {
  // In bounds: `place` stays below the places of sixteen runs, `at` between `start` and `end`.
  let period = lanes &* block.length
  let end = start &+ count
  var sums = O.Sums.none
  var at = start
  var place = 0
  var channel = -before
  while channel < 0 { channel &+= block.channels }
  var slopes = unsafe SlopesOfRuns<O.Scalar>(
    I.self, pointers.slope, from: channel, channels: block.channels)
  if skip > 0 {
    at = min(start &+ lanes &- skip, end)
    streams.computeSome(
      I.self, O.self, at: start, skip: skip, count: at &- start,
      unsafe slopes.permuted(I.self, places), sums: &sums)
    place = lanes
  }
  while true {
    let last = min(end &- lanes, at &+ period &- place &- lanes)
    while at <= last {
      streams.compute(
        I.self, O.self, S.self, at: at, unsafe slopes.permuted(I.self, places + place),
        sums: &sums)
      at &+= lanes
      place &+= lanes
    }
    guard place == period else { break }
    place = 0
    channel &+= lanes
    while channel >= block.channels { channel &-= block.channels }
    slopes = unsafe SlopesOfRuns(I.self, pointers.slope, from: channel, channels: block.channels)
  }
  if at < end {
    streams.computeSome(
      I.self, O.self, at: at, skip: 0, count: end &- at,
      unsafe slopes.permuted(I.self, places + place), sums: &sums)
  }
}

/// The slopes of seventeen runs in their order.
@usableFromInline
struct SlopesOfRuns<T: ComputeScalar> {
  @usableFromInline var first: SIMD16<T>
  @usableFromInline var last: SIMD16<T>

  /// The slopes from `channel` on, which come again after `channels`.
  @inlinable @inline(always)
  init<I: KernelInstructionSet>(
    _: I.Type, _ slope: UnsafePointer<T>, from channel: Int, channels: Int
  ) {
    // In bounds: channels below `channels`.
    let left = channels &- channel
    if left >= lanes {
      first = unsafe load(I.self, slope + channel)
      last = SIMD16(repeating: unsafe slope[left == lanes ? 0 : channel &+ lanes])
    } else if channels >= lanes {
      first = T._border(
        left, unsafe T._loadSome(slope + channel, 0, left),
        unsafe T._loadSome(slope, left, lanes &- left))
      last = SIMD16(repeating: unsafe slope[lanes &- left])
    } else {
      var slopes = SIMD16<T>.zero
      var next = channel
      for lane in 0..<lanes {
        slopes[lane] = unsafe slope[next]
        next = next &+ 1 == channels ? 0 : next &+ 1
      }
      first = slopes
      last = SIMD16(repeating: unsafe slope[next])
    }
  }

  /// The slopes of a vector's lanes, by the sixteen places of their runs.
  @inlinable @inline(always)
  func permuted<I: KernelInstructionSet>(
    _: I.Type, _ places: UnsafePointer<UInt8>
  ) -> Slopes<T> {
    let vector = unsafe T._permuted(first, last, by: places)
    return Slopes(slope: vector, v: vector)
  }
}
