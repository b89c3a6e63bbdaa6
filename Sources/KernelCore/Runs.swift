// Runs: contiguous elements that share a slope (NCHW, or one slope for all).

/// Goes through a block of runs as through one stream of vectors: where a run ends inside of a vector, the
/// vector's other lanes belong to the next run. So runs of any length cost what their elements cost, and
/// every vector but the first begins at a cache line.
///
/// Element `i` of a run has lane `i % 16` of its run's sums, up to a rotation, which the fold does not
/// see (`FoldingLine`).
@inlinable @inline(never)
func goThroughRuns<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  let stretches = block.isContiguous ? 1 : block.rows
  let rows = block.isContiguous ? block.rows : 1
  var line = FoldingLine<32, O.Sums>(I.self)
  for stretch in 0..<stretches {
    unsafe goThroughStretch(
      I.self, O.self, S.self, streams, start: stretch &* block.rowStride, rows: rows,
      channels: block.channels, length: block.length, slopes: slopes, sums: sums,
      adding: stretch > 0 || block.addsToSums, line: &line)
  }
}

/// Goes through `rows` rows that follow each other without a gap from index `start` on. The sums of the first
/// row are added to where `adding`.
@inlinable @inline(always)
func goThroughStretch<
  let room: Int, I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar
>(
  _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, start: Int, rows: Int,
  channels: Int, length: Int, slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?,
  adding: Bool, line: inout FoldingLine<room, O.Sums>
) where T.Compute == O.Scalar {
  // In bounds, here and below: indices from `start` to `last`, channels below `channels`, and no more than
  // a line's of them in line.
  let count = rows &* channels &* length
  let skip = streams.firstLane(I.self, O.self, S.self, at: start, count: count)
  var run = Run<O>(
    slopes.repeated(I.self, O.self, at: 0), at: start, last: start &+ count)
  if skip > 0 { run.begin(I.self, streams, skip: skip) }
  for row in 0..<rows {
    var channel = 0
    while channel < channels {
      let together = min(room, channels &- channel)
      for place in 0..<together {
        let next = channel &+ 1 == channels ? 0 : channel &+ 1
        let sums = run.goThrough(
          I.self, S.self, streams, length: length, slopes: slopes, next: next)
        line.add(I.self, sums, at: place)
        channel &+= 1
      }
      unsafe line.fold(
        I.self, count: together, to: sums, at: channel &- together, adding: adding || row > 0)
    }
  }
}

/// The run that a kernel is in the middle of.
@usableFromInline
struct Run<O: Operation> {
  @usableFromInline var slopes: Slopes<O.Scalar>
  /// The next element to be computed: the run's first, or one behind a border.
  @usableFromInline var at: Int
  /// The end of the run before.
  @usableFromInline var end: Int
  /// The end of the last run.
  @usableFromInline let last: Int
  @usableFromInline var sums: O.Sums

  @inlinable @inline(always)
  init(_ slopes: Slopes<O.Scalar>, at: Int, last: Int) {
    self.slopes = slopes
    self.at = at
    self.end = at
    self.last = last
    sums = .none
  }

  /// Computes the elements in front of the first cache line, the first of which stands in lane `skip` of it.
  @inlinable @inline(always)
  mutating func begin<I: KernelInstructionSet, T: KernelScalar>(
    _: I.Type, _ streams: Streams<T>, skip: Int
  ) where T.Compute == O.Scalar {
    let first = min(lanes &- skip, last &- at)
    streams.computeSome(
      I.self, O.self, at: at, skip: skip, count: first, slopes, sums: &sums)
    at &+= first
  }

  /// Goes through the run, which has `length` elements, and the border to the next one, the slope of which stands at
  /// `next`. Returns the run's sums.
  @inlinable @inline(always)
  mutating func goThrough<I: KernelInstructionSet, S: StoreKind, T: KernelScalar>(
    _: I.Type, _: S.Type, _ streams: Streams<T>, length: Int,
    slopes pointers: SlopePointers<O.Scalar>, next index: Int
  ) -> O.Sums where T.Compute == O.Scalar {
    end &+= length
    if streams.comeInPairs(O.self) { goThroughPairs(I.self, S.self, streams) }
    while at &+ lanes <= end {
      streams.compute(I.self, O.self, S.self, at: at, slopes, sums: &sums)
      at &+= lanes
    }
    let next = pointers.repeated(I.self, O.self, at: index)
    var nextSums = O.Sums.none
    let rest = end &- at
    if rest > 0 {
      if at &+ lanes <= last {
        // The vector has lanes of this run and of the next, which has sixteen elements at least.
        let elements = streams.elements(I.self, O.self, at: at)
        streams.writeOutputs(
          I.self, O.self, S.self, of: elements,
          Slopes.border(I.self, O.self, rest, slopes, next), at: at)
        let factors = O.factors(I.self, elements)
        sums.addFirstProducts(I.self, rest, x: elements.x, factors)
        nextSums = O.Sums.otherProducts(I.self, after: rest, x: elements.x, factors)
        at &+= lanes
      } else {
        streams.computeSome(
          I.self, O.self, at: at, skip: 0, count: rest, slopes, sums: &sums)
        at = end
      }
    }
    let whole = sums
    slopes = next
    sums = nextSums
    return whole
  }
}

extension Run {
  /// Goes through the run as far as whole pairs of vectors reach, the first of which begins at a cache line.
  @inlinable @inline(always)
  mutating func goThroughPairs<I: KernelInstructionSet, S: StoreKind, T: KernelScalar>(
    _: I.Type, _: S.Type, _ streams: Streams<T>
  ) where T.Compute == O.Scalar {
    if at &+ lanes <= end, streams.isAmidPairs(O.self, at: at) {
      streams.compute(I.self, O.self, S.self, at: at, slopes, sums: &sums)
      at &+= lanes
    }
    guard at &+ 2 &* lanes <= end else { return }
    var paired = sums.pairedLanes
    while at &+ 2 &* lanes <= end {
      streams.computePairs(I.self, O.self, S.self, at: at, slopes, sums: &paired)
      at &+= 2 &* lanes
    }
    sums = paired.unpairedLanes
  }
}

/// Goes through a block whose runs have less than sixteen elements, a part of a vector each.
@inlinable @inline(never)
func goThroughShortRuns<I: KernelInstructionSet, O: Operation, T: KernelScalar>(
  _: I.Type, _: O.Type, _ block: Block, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  // In bounds: run (row, channel) begins at the offset that `Block` promises and has `length` elements.
  var line = FoldingLine<8, O.Sums>(I.self)
  for row in 0..<block.rows {
    var at = row &* block.rowStride
    var channel = 0
    while channel < block.channels {
      let together = min(8, block.channels &- channel)
      for place in 0..<together {
        var part = O.Sums.none
        streams.computeSome(
          I.self, O.self, at: at, skip: 0, count: block.length,
          slopes.repeated(I.self, O.self, at: channel &+ place), sums: &part)
        line.add(I.self, part, at: place)
        at &+= block.length
      }
      unsafe line.fold(I.self, count: together, to: sums, at: channel, adding: row > 0)
      channel &+= together
    }
  }
}
