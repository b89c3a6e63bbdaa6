// Short rows that follow each other, with slopes and sums in the places of their elements.

/// Goes through a block whose slopes come again after `period` elements, with a slope and a sum for each of them, group by group.
@inlinable @inline(never)
func goThroughPlaces<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, period: Int, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  // In bounds: the elements, slopes and sums of the block's groups.
  for group in 0..<block.groups {
    let first = group &* block.groupPlaces
    unsafe goThroughGroup(
      I.self, O.self, S.self, block, period: period,
      streams.from(group &* block.rows &* block.rowLength), slopes: slopes.from(first),
      sums: sums.map { unsafe $0 + first })
  }
}

/// Goes through a group. Vectors begin at cache lines; where the first does not, slopes and sums are turned to where its elements stand, and
/// sums are turned back in the end.
@inlinable @inline(always)
func goThroughGroup<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, period: Int, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  // In bounds: a slope and a sum for each place of the period.
  if O.Sums.areKept, !block.addsToSums {
    unsafe sums.unsafelyUnwrapped.initialize(repeating: 0, count: period)
  }
  let skip = streams.firstPlace(
    I.self, O.self, S.self, count: block.rows &* block.rowLength, period: period)
  if skip == 0 {
    unsafe goThroughCycles(
      I.self, O.self, S.self, block, period: period, skip: 0, streams, slopes: slopes,
      places: sums)
  } else {
    unsafe goThroughTurnedPlaces(
      I.self, O.self, S.self, block, period: period, skip: skip, streams, slopes: slopes,
      sums: sums)
  }
}

@inlinable @inline(always)
func goThroughTurnedPlaces<
  I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar
>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, period: Int, skip: Int,
  _ streams: Streams<T>, slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  // In bounds: room for a period's sums, which begin at a cache line, and for its slopes, twice if they have a direction. One allocation, so
  // that what follows is there once.
  let sumBytes = O.Sums.areKept ? period &* MemoryLayout<Double>.stride : 0
  let slopeBytes = period &* MemoryLayout<O.Scalar>.stride &* (O.isSecondOrder ? 2 : 1)
  unsafe withUnsafeTemporaryAllocation(
    of: Double.self,
    capacity: (sumBytes &+ slopeBytes &+ 64) / MemoryLayout<Double>.stride
  ) { scratch in
    let first = unsafe UnsafeMutableRawPointer(scratch.baseAddress.unsafelyUnwrapped)
    let start = unsafe first + (-Int(bitPattern: first) & 63)
    let places = unsafe start.bindMemory(to: Double.self, capacity: period)
    let slope = unsafe (start + sumBytes).bindMemory(to: O.Scalar.self, capacity: 2 &* period)
    let v = unsafe O.isSecondOrder ? slope + period : slope
    unsafe turn(I.self, slopes.slope, period, by: period &- skip, into: slope)
    if O.isSecondOrder { unsafe turn(I.self, slopes.v, period, by: period &- skip, into: v) }
    if O.Sums.areKept {
      unsafe turn(I.self, sums.unsafelyUnwrapped, period, by: period &- skip, into: places)
    }
    unsafe goThroughCycles(
      I.self, O.self, S.self, block, period: period, skip: skip, streams,
      slopes: SlopePointers(slope: slope, v: v), places: O.Sums.areKept ? places : nil)
    if O.Sums.areKept {
      unsafe turn(I.self, places, period, by: skip, into: sums.unsafelyUnwrapped)
    }
  }
}

/// Copies `count` numbers from the one at `start` on, those in front of it behind the others.
@inlinable @inline(always)
func turn<I: KernelInstructionSet, T: ComputeScalar>(
  _: I.Type, _ source: UnsafePointer<T>, _ count: Int, by start: Int,
  into copies: UnsafeMutablePointer<T>
) {
  // In bounds: `count` numbers of each.
  unsafe copy(I.self, source + start, count &- start, to: copies)
  unsafe copy(I.self, source, start, to: copies + (count &- start))
}

@inlinable @inline(always)
func copy<I: KernelInstructionSet, T: ComputeScalar>(
  _: I.Type, _ source: UnsafePointer<T>, _ count: Int, to copies: UnsafeMutablePointer<T>
) {
  var index = 0
  while index &+ lanes <= count {
    unsafe store(I.self, load(I.self, source + index), copies + index)
    index &+= lanes
  }
  if index < count {
    unsafe T._storeSome(
      T._loadSome(source + index, 0, count &- index), copies + index, 0, count &- index)
  }
}
