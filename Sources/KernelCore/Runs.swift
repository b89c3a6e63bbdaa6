// Runs: contiguous elements that share a slope (NCHW, or one slope for all).

/// Goes through a block of runs as through one stream of vectors: where a run ends inside of a vector, the
/// vector's other lanes belong to the next run. So runs of any length cost what their elements cost, and
/// every vector but the first begins at a cache line.
///
/// Element `i` of a run has lane `i % 16` of its run's sums, up to a rotation, which `folded` does not see.
@inlinable @inline(never)
func goThroughRuns<I: KernelInstructionSet, O: Operation, S: StoreKind>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, _ streams: Streams<O.Scalar>,
  slope: UnsafePointer<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) {
  let stretches = block.isContiguous ? 1 : block.rows
  let rows = block.isContiguous ? block.rows : 1
  for stretch in 0..<stretches {
    unsafe goThroughStretch(
      I.self, O.self, S.self, streams, start: stretch &* block.rowStride,
      runs: rows &* block.channels, length: block.length, channels: block.channels, slope: slope,
      sums: sums, isFirst: stretch == 0)
  }
  S.end(I.self)
}

/// Goes through `runs` runs that follow each other without a gap from index `start` on; those of all
/// channels come again and again. Sums are added to, but for those of channels that come for the first time.
@inlinable @inline(always)
func goThroughStretch<I: KernelInstructionSet, O: Operation, S: StoreKind>(
  _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<O.Scalar>, start: Int, runs: Int, length: Int,
  channels: Int, slope: UnsafePointer<O.Scalar>, sums: UnsafeMutablePointer<Double>?, isFirst: Bool
) {
  // In bounds, everywhere below: indices from `start` to `last`, channels below `channels`.
  let count = runs &* length
  let last = start &+ count
  let skip = streams.firstLane(I.self, O.self, S.self, at: start, count: count)
  var at = start
  var end = start
  var channel = 0
  var adding = !isFirst
  var part = O.Sums.none
  var a = SIMD16<O.Scalar>(repeating: unsafe slope[0])
  if skip > 0 {
    let first = min(lanes &- skip, count)
    streams.computeSome(
      I.self, O.self, at: at, skip: skip, count: first, slope: a, sums: &part)
    at &+= first
  }
  for _ in 0..<runs {
    end &+= length
    while at &+ lanes <= end {
      streams.compute(I.self, O.self, S.self, at: at, slope: a, sums: &part)
      at &+= lanes
    }
    let nextChannel = channel &+ 1 == channels ? 0 : channel &+ 1
    let next = SIMD16<O.Scalar>(repeating: unsafe slope[nextChannel])
    var nextPart = O.Sums.none
    if at < end {
      let rest = end &- at
      if at &+ lanes <= last {
        // The vector has lanes of this run and of the next, which has sixteen elements at least.
        let isThisRun = O.Scalar._lanes(below: rest)
        let elements = streams.elements(I.self, O.self, at: at)
        let slopes = next.replacing(with: a, where: isThisRun)
        streams.write(
          I.self, O.self, S.self, O.output(I.self, elements, slope: slopes), at: at)
        O.add(I.self, elements.keeping(isThisRun), to: &part)
        O.add(I.self, elements.keeping(.!isThisRun), to: &nextPart)
        at &+= lanes
      } else {
        // The last run ends here.
        streams.computeSome(
          I.self, O.self, at: at, skip: 0, count: rest, slope: a, sums: &part)
        at = end
      }
    }
    unsafe part.fold(I.self, sums, at: channel, adding: adding)
    part = nextPart
    a = next
    channel = nextChannel
    if channel == 0 { adding = true }
  }
}

/// Goes through a block whose runs have less than sixteen elements, a part of a vector each.
@inlinable @inline(never)
func goThroughShortRuns<I: KernelInstructionSet, O: Operation>(
  _: I.Type, _: O.Type, _ block: Block, _ streams: Streams<O.Scalar>,
  slope: UnsafePointer<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) {
  // In bounds: run (row, channel) begins at the offset that `Block` promises and has `length` elements.
  for row in 0..<block.rows {
    var at = row &* block.rowStride
    for channel in 0..<block.channels {
      var part = O.Sums.none
      streams.computeSome(
        I.self, O.self, at: at, skip: 0, count: block.length,
        slope: SIMD16(repeating: unsafe slope[channel]), sums: &part)
      unsafe part.fold(I.self, sums, at: channel, adding: row > 0)
      at &+= block.length
    }
  }
}
