internal import KernelCore

/// A checked call of a rectifier on `count` elements. `output` may be `x` or `g`.
///
/// Sendable because blocks write to memory of their own, and what they read nobody writes.
@safe struct ElementsCall<Scalar: PReLUScalar>: @unchecked Sendable {
  let kernels: any KernelSet<Scalar>.Type
  let function: RectifierFunction
  let constants: RectifierConstants
  let count: Int
  let x: UnsafePointer<Scalar>
  /// `nil` where the function reads no gradient.
  let g: UnsafePointer<Scalar>?
  let output: UnsafeMutablePointer<Scalar>

  private static var blockElements: Int { Plan.blockElements }

  @inline(always)
  func run(threads: Threads, stores: Stores) {
    if count <= Self.blockElements {
      compute(0..<count, stores: stores.chosenForSmallCall(allowed: mayPassCaches))
      return
    }
    let streams = unsafe g == nil ? 2 : 3
    let bytes = streams * count * MemoryLayout<Scalar>.stride
    let threads = threads.count(bytes: bytes * function.workPerByte)
    let stores = stores.chosen(bytes: bytes, threads: threads.most, allowed: mayPassCaches)
    Schedule.run(blocks: count.dividedRoundingUp(by: Self.blockElements), threads: threads) {
      block in
      let first = block * Self.blockElements
      compute(first..<min(count, first + Self.blockElements), stores: stores)
    }
  }

  /// Whether the output is none of the inputs.
  private var mayPassCaches: Bool {
    unsafe UnsafePointer(output) != x && UnsafePointer(output) != g
  }

  @inline(always)
  private func compute(_ elements: Range<Int>, stores: KernelStores) {
    // In bounds: the elements are some of the call's.
    let x = unsafe x + elements.lowerBound
    let g = unsafe g.map { unsafe $0 + elements.lowerBound }
    unsafe kernels.rectify(
      function, constants, Streams(x: x, g: g ?? x, output: output + elements.lowerBound),
      count: elements.count, stores: stores)
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
