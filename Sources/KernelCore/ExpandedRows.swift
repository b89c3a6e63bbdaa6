// Slopes laid out in memory, each in the place of its element, and sums likewise.

/// Goes through rows of short runs as through rows of single elements. In the end the sums of a run's elements
/// are folded like the lanes of a longer run.
@inlinable @inline(never)
func goThroughExpandedRows<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  let length = block.rowLength
  // In bounds: `expand` writes less than a vector more than a row, and the rows have as many sums as elements.
  unsafe slopes.withLaidOut(
    I.self, O.self, places: length &+ lanes,
    write: { unsafe expand(I.self, $0, block, period: length, skip: 0, into: $1) },
    use: { slopes in
      guard O.Sums.areKept, let sums = unsafe sums else {
        goThroughRows(
          I.self, O.self, S.self, block, streams, slopes: slopes, sums: nil)
        return
      }
      unsafe withUnsafeTemporaryAllocation(
        of: Double.self, capacity: length &+ sumsBeforeLine
      ) { scratch in
        let places = unsafe scratch.atCacheLine
        unsafe goThroughRows(
          I.self, O.self, S.self, block, streams, slopes: slopes, sums: places)
        unsafe foldRuns(I.self, places, block, into: sums)
      }
    })
}

/// Adds up the sums of each run's elements.
@inlinable @inline(always)
func foldRuns<I: KernelInstructionSet>(
  _: I.Type, _ places: UnsafePointer<Double>, _ block: Block,
  into sums: UnsafeMutablePointer<Double>
) {
  // In bounds: `length` sums of each channel.
  var line = FoldingLine<32, SIMD16<Double>>(I.self)
  var channel = 0
  while channel < block.channels {
    let together = min(32, block.channels &- channel)
    for place in 0..<together {
      let run = unsafe Double._loadSome(
        places + (channel &+ place) &* block.length, 0, block.length)
      line.add(I.self, run, at: place)
    }
    unsafe line.fold(I.self, count: together, to: sums, at: channel, adding: false)
    channel &+= together
  }
}

/// Writes the slopes of a period, each in the place of its element. A slope is written as a whole vector,
/// which the next one overwrites from where its own elements begin.
@inlinable @inline(always)
func expand<I: KernelInstructionSet, T: ComputeScalar>(
  _: I.Type, _ slope: UnsafePointer<T>, _ block: Block, period: Int, skip: Int,
  into slopes: UnsafeMutablePointer<T>
) {
  // In bounds: places `skip ..< skip + period`, and fewer than sixteen after them.
  var place = skip
  while place < skip &+ period {
    for channel in 0..<block.channels {
      unsafe store(I.self, SIMD16<T>(repeating: slope[channel]), slopes + place)
      place &+= block.length
    }
  }
  // What lies behind the period's end comes round to its beginning.
  for place in 0..<skip { unsafe slopes[place] = slopes[place &+ period] }
}

/// Adds up the sums of each channel's places.
@inlinable @inline(always)
func gather<I: KernelInstructionSet>(
  _: I.Type, _ places: UnsafePointer<Double>, _ block: Block, period: Int, skip: Int,
  into sums: UnsafeMutablePointer<Double>
) {
  // In bounds: `place` runs through the period once, from the block's first element on.
  var place = skip
  var adding = false
  for _ in 0..<period / block.rowLength {
    for channel in 0..<block.channels {
      var sum = adding ? unsafe sums[channel] : 0
      for _ in 0..<block.length {
        sum += unsafe places[place]
        place = place &+ 1 == period ? 0 : place &+ 1
      }
      unsafe sums[channel] = sum
    }
    adding = true
  }
}
