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

/// Goes through a group. What goes past the caches has to begin at a cache line; elsewhere, turning slopes and sums to where that is takes
/// longer than vectors in two lines.
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
  if S.passCaches,
    streams.firstPlace(I.self, O.self, S.self, count: count, period: period) > 0
  {
    unsafe goThroughUnevenRows(
      I.self, O.self, S.self, of: period, end: count, next: 0, streams, slopes: slopes, sums: sums)
  } else {
    unsafe goThroughCycles(
      I.self, O.self, S.self, block, period: period, skip: 0, streams, slopes: slopes,
      places: sums)
  }
}
