public import CKernelSupport

// The kernels: what a module that is compiled for an instruction set makes its entry points of. Every one
// is a choice among ways through memory, each of which has a function of its own.

/// `KernelSet.forward`.
@inlinable @inline(always)
public func forward<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ call: borrowing KernelCall<T>
) {
  go(I.self, Forward<T>.self, call)
}

/// `KernelSet.backward`.
@inlinable @inline(always)
public func backward<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ call: borrowing KernelCall<T>
) {
  if unsafe call.sums == nil {
    go(I.self, BackwardInput<T>.self, call)
  } else if unsafe call.streams.output == nil {
    go(I.self, BackwardSlope<T>.self, OrdinaryStores.self, call)
  } else {
    go(I.self, Backward<T>.self, call)
  }
}

@inlinable @inline(always)
func go<I: KernelInstructionSet, O: Operation>(
  _: I.Type, _: O.Type, _ call: borrowing KernelCall<O.Scalar>
) {
  switch call.stores {
  case .ordinary: go(I.self, O.self, OrdinaryStores.self, call)
  case .nonTemporal: go(I.self, O.self, NonTemporalStores.self, call)
  }
}

@inlinable @inline(always)
func go<I: KernelInstructionSet, O: Operation, S: StoreKind>(
  _: I.Type, _: O.Type, _: S.Type, _ call: borrowing KernelCall<O.Scalar>
) {
  let block = call.block
  if isPermuted(I.self, O.self, block) {
    unsafe goThroughPermutedRuns(
      I.self, O.self, S.self, block, call.streams, slope: call.slope)
    return
  }
  switch block.style {
  case .runs:
    unsafe goThroughRuns(
      I.self, O.self, S.self, block, call.streams, slope: call.slope, sums: call.sums)
  case .shortRuns:
    unsafe goThroughShortRuns(
      I.self, O.self, block, call.streams, slope: call.slope, sums: call.sums)
  case .rows:
    unsafe goThroughRows(
      I.self, O.self, S.self, block, call.streams, slope: call.slope, sums: call.sums)
  case .expandedRows:
    unsafe goThroughExpandedRows(
      I.self, O.self, S.self, block, call.streams, slope: call.slope, sums: call.sums)
  case .cycle(let period):
    unsafe goThroughCycles(
      I.self, O.self, S.self, block, period: period, call.streams, slope: call.slope,
      sums: call.sums)
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
  guard prelu_permutes() != 0, !O.Sums.areKept else { return false }
  switch block.style {
  case .runs:
    return block.channels > 1 && block.length <= longestPermutedRun
      && block.rows &* block.channels >= 8 &* block.length
      && MemoryLayout<O.Scalar>.stride &* lanes <= 64
  case .shortRuns, .expandedRows:
    return block.rows &* block.channels >= 4 &* block.length
  case .rows, .cycle: return false
  }
}

/// `KernelSet.finish`.
@inlinable @inline(always)
public func finish<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ sums: UnsafePointer<Double>, count: Int, into gradients: UnsafeMutablePointer<T>,
  accumulating: Bool
) {
  // In bounds: `count` elements of each.
  var i = 0
  while i &+ lanes <= count {
    var total = unsafe load(I.self, sums + i)
    if accumulating {
      total += T._widened(unsafe load(I.self, UnsafePointer(gradients + i)))
    }
    unsafe store(I.self, T._rounded(total), gradients + i)
    i &+= lanes
  }
  let rest = count &- i
  if rest > 0 {
    var total = unsafe Double._loadSome(sums + i, 0, rest)
    if accumulating {
      total += T._widened(unsafe T._loadSome(UnsafePointer(gradients + i), 0, rest))
    }
    unsafe T._storeSome(T._rounded(total), gradients + i, 0, rest)
  }
}
