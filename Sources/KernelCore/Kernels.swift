public import CKernelSupport

// The kernels: what a module that is compiled for an instruction set makes its entry points of. Every one
// is a choice among ways through memory, each of which has a function of its own.

/// `KernelSet.forward`.
@inlinable @inline(always)
public func forward<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ block: Block, _ streams: Streams<T>, _ slopes: SlopePointers<T.Compute>,
  stores: KernelStores
) {
  go(I.self, Forward<T.Compute>.self, block, streams, slopes, sums: nil, stores: stores)
}

/// `KernelSet.backward`.
@inlinable @inline(always)
public func backward<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ block: Block, _ streams: Streams<T>, _ slopes: SlopePointers<T.Compute>,
  sums: UnsafeMutablePointer<Double>?, stores: KernelStores
) {
  if unsafe sums == nil {
    go(
      I.self, Backward<T.Compute, NoSums>.self, block, streams, slopes, sums: nil, stores: stores)
  } else if unsafe streams.output == nil {
    unsafe go(
      I.self, BackwardSlope<T.Compute, T.Sums>.self, OrdinaryStores.self, block, streams, slopes,
      sums: sums
    )
  } else {
    unsafe go(
      I.self, Backward<T.Compute, T.Sums>.self, block, streams, slopes, sums: sums,
      stores: stores)
  }
}

/// `KernelSet.secondOrder`.
@inlinable @inline(always)
public func secondOrder<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ block: Block, _ streams: Streams<T>, _ slopes: SlopePointers<T.Compute>,
  sums: UnsafeMutablePointer<Double>?, stores: KernelStores
) {
  if unsafe sums == nil {
    go(
      I.self, SecondOrder<T.Compute, NoSums>.self, block, streams, slopes, sums: nil, stores: stores
    )
  } else {
    unsafe go(
      I.self, SecondOrder<T.Compute, T.Sums>.self, block, streams, slopes, sums: sums,
      stores: stores)
  }
}

@inlinable @inline(always)
func go<I: KernelInstructionSet, O: Operation, T: KernelScalar>(
  _: I.Type, _: O.Type, _ block: Block, _ streams: Streams<T>,
  _ slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?, stores: KernelStores
) where T.Compute == O.Scalar {
  switch stores {
  case .ordinary:
    unsafe go(I.self, O.self, OrdinaryStores.self, block, streams, slopes, sums: sums)
  case .nonTemporal:
    unsafe go(I.self, O.self, NonTemporalStores.self, block, streams, slopes, sums: sums)
  }
}

@inlinable @inline(always)
func go<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, _ streams: Streams<T>,
  _ slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  if isPermuted(I.self, O.self, block) {
    goThroughPermutedRuns(I.self, O.self, S.self, block, streams, slopes: slopes)
    return
  }
  switch block.style {
  case .runs:
    unsafe goThroughRuns(I.self, O.self, S.self, block, streams, slopes: slopes, sums: sums)
  case .shortRuns:
    unsafe goThroughShortRuns(I.self, O.self, block, streams, slopes: slopes, sums: sums)
  case .rows:
    unsafe goThroughRows(I.self, O.self, S.self, block, streams, slopes: slopes, sums: sums)
  case .expandedRows:
    unsafe goThroughExpandedRows(
      I.self, O.self, S.self, block, streams, slopes: slopes, sums: sums)
  case .cycle(let period):
    unsafe goThroughCycles(
      I.self, O.self, S.self, block, period: period, streams, slopes: slopes, sums: sums)
  case .places(let period):
    unsafe goThroughPlaces(
      I.self, O.self, S.self, block, period: period, streams, slopes: slopes, sums: sums)
  case .laidOut(let pointer):
    unsafe goThroughLaidOutRows(
      I.self, O.self, S.self, block, pointer.row.pointee, streams, slopes: slopes, sums: sums)
  }
}

/// Whether a block has no sums, and so many short runs that writing their places down repays itself. Where a vector is
/// more than one register, that is so with runs shorter than a vector alone.
///
/// Measured on Zen 5, forward in Float: 64 runs of 10 elements 1.1 times as fast, 40 as fast, 16 runs of 8 0.85 times; 128 runs
/// of 16 elements 1.3 to 1.5 times, 400 of 25 1.1 to 1.2 times, 64 of 25 1.0 times; 1024 runs of 49 0.96 to 1.2 times, 64
/// 0.85 times; 600 of 62 0.9 to 1.0 times.
@inlinable @inline(always)
func isPermuted<I: KernelInstructionSet, O: Operation>(
  _: I.Type, _: O.Type, _ block: Block
) -> Bool {
  guard prelu_permutes() != 0, !O.Sums.areKept, !O.isSecondOrder else { return false }
  switch block.style {
  case .runs:
    return block.channels > 1 && block.length <= longestPermutedRun
      && block.rows &* block.channels >= 8 &* block.length
      && MemoryLayout<O.Scalar>.stride &* lanes <= 64
  case .shortRuns, .expandedRows:
    return block.rows &* block.channels >= 4 &* block.length
  case .rows, .cycle, .places, .laidOut: return false
  }
}

/// `KernelSet.finish`.
@inlinable @inline(always)
public func finish<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ sums: UnsafeMutablePointer<Double>, count: Int,
  dividedBy divisors: UnsafePointer<T>?, into gradients: UnsafeMutablePointer<T>,
  accumulating: Bool
) {
  if let divisors = unsafe divisors { unsafe divide(I.self, sums, count: count, by: divisors) }
  // In bounds: `count` elements of each.
  var i = 0
  while i &+ lanes <= count {
    var total = unsafe load(I.self, UnsafePointer(sums + i))
    if accumulating {
      total += T.Compute._widened(unsafe load(I.self, UnsafePointer(gradients + i)))
    }
    unsafe store(I.self, T._rounded(total), gradients + i)
    i &+= lanes
  }
  let rest = count &- i
  if rest > 0 {
    var total = unsafe Double._loadSome(UnsafePointer(sums + i), 0, rest)
    if accumulating {
      total += T.Compute._widened(unsafe T._loadSome(UnsafePointer(gradients + i), 0, rest))
    }
    unsafe T._storeSome(T._rounded(total), gradients + i, 0, rest)
  }
}

/// Divides `count` sums.
@inlinable @inline(always)
func divide<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ sums: UnsafeMutablePointer<Double>, count: Int, by divisors: UnsafePointer<T>
) {
  // In bounds: `count` elements of each.
  var i = 0
  while i < count {
    let some = min(lanes, count &- i)
    let total = unsafe Double._loadSome(UnsafePointer(sums + i), 0, some)
    let divisor = unsafe T._loadSome(divisors + i, 0, some)
    unsafe Double._storeSome(total / T.Compute._widened(divisor), sums + i, 0, some)
    i &+= lanes
  }
}
