// Short rows that follow each other, with slopes and sums in the places of their elements.

/// Goes through a block whose slopes come again after `period` elements, with a slope and a sum for each of them. Vectors begin at
/// cache lines; where the first does not, slopes and sums are turned to where its elements stand, and sums are turned back in the
/// end.
@inlinable @inline(never)
func goThroughPlaces<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
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
  S.end(I.self)
}

@inlinable @inline(always)
func goThroughTurnedPlaces<
  I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar
>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, period: Int, skip: Int,
  _ streams: Streams<T>, slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  unsafe slopes.withLaidOut(
    I.self, O.self, places: period,
    write: { unsafe turn(I.self, $0, period, by: period &- skip, into: $1) },
    use: { slopes in
      guard O.Sums.areKept, let sums = unsafe sums else {
        goThroughCycles(
          I.self, O.self, S.self, block, period: period, skip: skip, streams, slopes: slopes,
          places: nil)
        return
      }
      unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: period) { places in
        let places = unsafe places.baseAddress.unsafelyUnwrapped
        unsafe turn(I.self, sums, period, by: period &- skip, into: places)
        unsafe goThroughCycles(
          I.self, O.self, S.self, block, period: period, skip: skip, streams, slopes: slopes,
          places: places)
        unsafe turn(I.self, places, period, by: skip, into: sums)
      }
    })
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
