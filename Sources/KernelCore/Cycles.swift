public import CKernelSupport

// Cycles: short rows (few channels last), whose slopes come again after a few vectors.

/// Goes through a block whose slopes repeat after `period` elements. The slopes of one period are laid out
/// in memory once, each in the place of its elements, and so are the sums, an element each; the
/// vectors begin at cache lines, wherever the first row stands in them. At the end the sums of a channel's
/// places are added in the order of the places, counted from the beginning of the block.
@inlinable @inline(never)
func goThroughCycles<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, period: Int, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  // Pairs of vectors are what one vector, and three, are not: of these, two periods are taken as one.
  let isDoubled = streams.comeInPairs(O.self) && (period == lanes || period == 3 &* lanes)
  let period = isDoubled ? 2 &* period : period
  let count = block.rows &* block.rowLength
  let skip = streams.firstPlace(I.self, O.self, S.self, count: count, period: period)
  // In bounds: `expand` writes less than a vector more than the period and what is skipped.
  let room = period &+ (streams.comeInPairs(O.self) ? 3 : 2) &* lanes
  unsafe slopes.withLaidOut(
    I.self, O.self, places: room,
    write: { unsafe expand(I.self, $0, block, period: period, skip: skip, into: $1) },
    use: { slopes in
      guard O.Sums.areKept, let sums = unsafe sums else {
        goThroughCycles(
          I.self, O.self, S.self, count: count, period: period, skip: skip, streams,
          slopes: slopes, places: nil)
        return
      }
      unsafe withUnsafeTemporaryAllocation(
        of: Double.self, capacity: period &+ sumsBeforeLine
      ) { scratch in
        let places = unsafe scratch.atCacheLine
        unsafe places.initialize(repeating: 0, count: period)
        unsafe goThroughCycles(
          I.self, O.self, S.self, count: count, period: period, skip: skip, streams,
          slopes: slopes, places: places)
        unsafe gather(I.self, places, block, period: period, skip: skip, into: sums)
      }
    })
}

/// Goes through `count` elements, the first of which stands in place `skip` of the vectors: in the first, or, of a pair, in the second.
/// `slopes` and `places` begin with those of the first vector's lane 0.
///
/// Not inlined, since it is called from several places, and larger than they are.
@inlinable @inline(never)
func goThroughCycles<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, count: Int, period: Int, skip: Int,
  _ streams: Streams<T>, slopes: SlopePointers<O.Scalar>,
  places: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  // In bounds, here and below: `at` runs through the elements, `place` through the period.
  var at = 0
  if skip > 0 {
    let lane = skip & (lanes &- 1)
    if lane > 0 {
      at = min(lanes &- lane, count)
      unsafe computeSomeOfRow(
        I.self, O.self, streams, at: 0, skip: lane, count: at, slopes: slopes, sums: places,
        index: skip, adding: true)
    }
    // The rest of the first cycle.
    unsafe goThroughVectors(
      I.self, O.self, S.self, period: period, from: (skip &+ lanes &- 1) & ~(lanes &- 1), streams,
      at: &at, count: count, slopes: slopes, places: places)
  }
  // Whole cycles, and what is left of the last one.
  unsafe goThroughChains(
    I.self, O.self, S.self, period: period, streams, at: &at, count: count, slopes: slopes,
    places: places)
  while at &+ lanes <= count {
    unsafe goThroughVectors(
      I.self, O.self, S.self, period: period, from: 0, streams, at: &at, count: count,
      slopes: slopes, places: places)
  }
  if at < count {
    unsafe computeSomeOfRow(
      I.self, O.self, streams, at: at, skip: 0, count: count &- at, slopes: slopes, sums: places,
      index: (at &+ skip) % period, adding: true)
  }
}

/// How many elements ahead memory is asked for where sums stand in the cache: their stores are in the way of those that go past it, so
/// that the processor sees less far ahead by itself.
///
/// Measured on Zen 4, past the caches: short rows with sums up to 1.3 times as fast; other rows, and runs, no faster or slower, which do
/// without it (docs/design.md).
@inlinable @inline(always)
var askedAhead: Int { 512 }

/// Goes through the whole vectors from place `first` to the end of the period or of the block.
@inlinable @inline(always)
func goThroughVectors<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, period: Int, from first: Int, _ streams: Streams<T>,
  at: inout Int, count: Int, slopes: SlopePointers<O.Scalar>,
  places: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  var place = first
  while place < period, at &+ lanes <= count {
    if O.Sums.areKept { streams.prefetch(I.self, O.self, S.self, at: at &+ askedAhead) }
    var total = unsafe O.Sums.load(I.self, places, at: place)
    streams.compute(
      I.self, O.self, S.self, at: at, slopes.load(I.self, O.self, at: place), sums: &total)
    unsafe total.store(I.self, places, at: place)
    at &+= lanes
    place &+= lanes
  }
}

/// The most vectors of a cycle that have their slopes and sums in registers.
///
/// Measured on Zen 4 from the third-level cache, backward in Float: 7 vectors take 0.83 to 0.9 of the time of sums in memory, 8 vectors 0.97 to
/// 0.99; from the second-level cache and past the caches as long. In Double, with directions, and in pairs, registers hold no more than six.
@inlinable @inline(always)
func mostInRegisters<O: Operation>(_: O.Type, inPairs: Bool) -> Int {
  MemoryLayout<O.Scalar>.stride &* lanes <= 64 && !O.isSecondOrder && !inPairs ? 8 : 6
}

/// Goes through whole cycles from the beginning of one on, with slopes and sums in registers if a cycle has few enough vectors, or with the sums
/// of some of them.
@inlinable @inline(always)
func goThroughChains<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, period: Int, _ streams: Streams<T>, at: inout Int,
  count: Int, slopes: SlopePointers<O.Scalar>, places: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  typealias One = VectorChain<O.Scalar, O.Sums>
  typealias Two = Joined<One, One>
  typealias Three = Joined<Two, One>
  typealias Four = Joined<Two, Two>
  typealias Five = Joined<Four, One>
  typealias Six = Joined<Four, Two>
  typealias Seven = Joined<Four, Three>
  typealias Eight = Joined<Four, Four>
  typealias OneOfSums = SumsChain<O.Scalar, O.Sums>
  typealias ThreeOfSums = Joined<OneOfSums, Joined<OneOfSums, OneOfSums>>
  typealias NineOfSums = Joined<ThreeOfSums, Joined<ThreeOfSums, ThreeOfSums>>
  // Where the registers do not hold a vector's slopes and sums, chains would be code and nothing else.
  guard prelu_chains() != 0 else { return }
  if streams.comeInPairs(O.self), period % (2 &* lanes) == 0 {
    unsafe goThroughPairChains(
      I.self, O.self, S.self, period: period, streams, at: &at, count: count, slopes: slopes,
      places: places)
    return
  }
  let holdsEight = mostInRegisters(O.self, inPairs: false) == 8
  switch period / lanes {
  case 1:
    unsafe goThroughChain(
      I.self, O.self, S.self, One.self, streams, at: &at, count: count, slopes: slopes,
      places: places)
  case 2:
    unsafe goThroughChain(
      I.self, O.self, S.self, Two.self, streams, at: &at, count: count, slopes: slopes,
      places: places)
  case 3:
    unsafe goThroughChain(
      I.self, O.self, S.self, Three.self, streams, at: &at, count: count, slopes: slopes,
      places: places)
  case 4:
    unsafe goThroughChain(
      I.self, O.self, S.self, Four.self, streams, at: &at, count: count, slopes: slopes,
      places: places)
  case 5:
    unsafe goThroughChain(
      I.self, O.self, S.self, Five.self, streams, at: &at, count: count, slopes: slopes,
      places: places)
  case 6:
    unsafe goThroughChain(
      I.self, O.self, S.self, Six.self, streams, at: &at, count: count, slopes: slopes,
      places: places)
  case 7 where holdsEight:
    unsafe goThroughChain(
      I.self, O.self, S.self, Seven.self, streams, at: &at, count: count, slopes: slopes,
      places: places)
  case 8 where holdsEight:
    unsafe goThroughChain(
      I.self, O.self, S.self, Eight.self, streams, at: &at, count: count, slopes: slopes,
      places: places)
  default:
    // Of as many Doubles no time is saved.
    if holdsEight, prelu_columns() != 0, count >= leastLongCycles &* period {
      unsafe goThroughLongCycles(
        I.self, O.self, S.self, NineOfSums.self, period: period, streams, at: &at, count: count,
        slopes: slopes, places: places)
    }
  }
}

/// The fewest cycles that repay loading sums before them.
///
/// Measured on Zen 4, backward in Float: 1,000 rows and 30,000 rows of 60 take 0.91 and 0.89 to 0.93 of the time of all sums in memory, from
/// the second-level cache and the third; 14 cycles of 240 elements at a time 1.04 to 1.07 times as long.
@inlinable @inline(always)
var leastLongCycles: Int { 32 }

/// Goes through whole cycles that have more vectors than registers hold the sums of: those of the last ones are in registers, those of the
/// others in memory.
@inlinable @inline(always)
func goThroughLongCycles<
  I: KernelInstructionSet, O: Operation, S: StoreKind, C: Chain, T: KernelScalar
>(
  _: I.Type, _: O.Type, _: S.Type, _: C.Type, period: Int, _ streams: Streams<T>, at: inout Int,
  count: Int, slopes: SlopePointers<O.Scalar>, places: UnsafeMutablePointer<Double>?
) where C.Scalar == O.Scalar, C.Sums == O.Sums, T.Compute == O.Scalar {
  let first = period &- C.vectors &* lanes
  var chain = unsafe C.load(I.self, O.self, slopes: slopes, sums: places, at: first)
  while at &+ period <= count {
    unsafe goThroughVectors(
      I.self, O.self, S.self, period: first, from: 0, streams, at: &at, count: count,
      slopes: slopes, places: places)
    if O.Sums.areKept {
      for vector in 0..<C.vectors {
        streams.prefetch(
          I.self, O.self, S.self, at: at &+ vector &* lanes &+ askedAhead)
      }
    }
    // Last, since the compiler would put off the sums of what came first, and keep their products in memory.
    chain.compute(I.self, O.self, S.self, streams, at: at, slopes.from(first))
    at &+= C.vectors &* lanes
  }
  unsafe chain.store(I.self, sums: places, at: first)
}

/// `goThroughChains` in pairs.
@inlinable @inline(always)
func goThroughPairChains<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, period: Int, _ streams: Streams<T>, at: inout Int,
  count: Int, slopes: SlopePointers<O.Scalar>, places: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  typealias Two = PairChain<O.Scalar, O.Sums>
  typealias Four = Joined<Two, Two>
  typealias Six = Joined<Four, Two>
  switch period / lanes {
  case 2:
    unsafe goThroughChain(
      I.self, O.self, S.self, Two.self, streams, at: &at, count: count, slopes: slopes,
      places: places)
  case 4:
    unsafe goThroughChain(
      I.self, O.self, S.self, Four.self, streams, at: &at, count: count, slopes: slopes,
      places: places)
  case 6:
    unsafe goThroughChain(
      I.self, O.self, S.self, Six.self, streams, at: &at, count: count, slopes: slopes,
      places: places)
  default: break
  }
}

@inlinable @inline(always)
func goThroughChain<I: KernelInstructionSet, O: Operation, S: StoreKind, C: Chain, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _: C.Type, _ streams: Streams<T>, at: inout Int,
  count: Int, slopes: SlopePointers<O.Scalar>, places: UnsafeMutablePointer<Double>?
) where C.Scalar == O.Scalar, C.Sums == O.Sums, T.Compute == O.Scalar {
  var chain = unsafe C.load(I.self, O.self, slopes: slopes, sums: places, at: 0)
  let period = C.vectors &* lanes
  while at &+ period <= count {
    chain.compute(I.self, O.self, S.self, streams, at: at, slopes)
    at &+= period
  }
  unsafe chain.store(I.self, sums: places, at: 0)
}
