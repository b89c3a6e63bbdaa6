internal import KernelCore

/// A checked call of a rectifier on `count` elements. The output may be one of the inputs.
///
/// Sendable because blocks write to memory of their own, and what they read nobody writes.
@safe struct ElementsCall<Memory: BlockMemory>: @unchecked Sendable {
  let kernels: any KernelSet<Memory.Scalar>.Type
  let function: RectifierFunction
  let constants: RectifierConstants
  let count: Int
  let memory: Memory

  private static var blockElements: Int { Plan.blockElements }

  @inline(always)
  func run(threads: Threads, stores: Stores) {
    if count <= Self.blockElements {
      compute(0..<count, stores: stores.chosenForSmallCall(allowed: memory.mayPassCaches))
      return
    }
    let bytes = memory.count * count * MemoryLayout<Memory.Scalar>.stride
    let threads = threads.count(bytes: bytes * function.workPerByte)
    let stores = stores.chosen(
      isPastCaches: CallTraffic(streams: memory.count).isPastCaches(
        elements: count, bytes: bytes, threads: threads.most),
      allowed: memory.mayPassCaches)
    Schedule.run(blocks: count.dividedRoundingUp(by: Self.blockElements), threads: threads) {
      block in
      let first = block * Self.blockElements
      compute(first..<min(count, first + Self.blockElements), stores: stores)
    }
  }

  @inline(always)
  private func compute(_ elements: Range<Int>, stores: KernelStores) {
    let block = Block(
      style: .runs, rows: 1, rowStride: elements.count, channels: 1, length: elements.count)
    // In bounds: the elements are some of the call's.
    memory.withBlock(block, at: elements.lowerBound, stores: stores) { block, streams, stores in
      kernels.rectify(function, constants, streams, count: block.length, stores: stores)
    }
    stores.end()
  }
}

extension RectifierFunction {
  /// How many times as long as a pass over memory the function takes, about: threads pay for so much smaller calls.
  ///
  /// Measured on Zen 5 from the second-level cache: exponentials take 4 times as long in Float, 6 in Double, where the rest takes
  /// its streams' time.
  fileprivate var workPerByte: Int {
    switch self {
    case .eluForward, .eluBackward, .seluForward, .seluBackward: 4
    case .reluForward, .reluBackward, .leakyReLUForward, .leakyReLUBackward,
      .eluBackwardFromOutput, .seluBackwardFromOutput:
      1
    }
  }
}
