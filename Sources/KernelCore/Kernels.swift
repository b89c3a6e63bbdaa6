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

/// Whether a block's runs have no sums and are short: shorter than a vector, or, where a vector is one register,
/// than what `goThroughPermutedRuns` has places for.
@inlinable @inline(always)
func isPermuted<I: KernelInstructionSet, O: Operation>(
  _: I.Type, _: O.Type, _ block: Block
) -> Bool {
  guard prelu_permutes() != 0, !O.Sums.areKept else { return false }
  switch block.style {
  case .runs:
    return block.channels > 1 && block.length <= longestPermutedRun
      && MemoryLayout<O.Scalar>.stride &* lanes <= 64
  case .shortRuns, .expandedRows: return true
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
