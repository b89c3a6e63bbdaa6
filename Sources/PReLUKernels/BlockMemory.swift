internal import KernelCore

/// The memory of a call, as its blocks get it.
protocol BlockMemory<Scalar>: SendableMetatype {
  associatedtype Scalar: PReLUScalar

  /// How many tensors are gone through.
  var count: Int { get }

  /// Whether the outputs are none of the inputs, and stand in the same places of cache lines.
  var mayPassCaches: Bool { get }

  /// Calls `body` with the memory of the block whose first element has index `offset` in its tensor, and with the block's geometry there.
  func withBlock(_ block: Block, at offset: Int, body: (Block, Streams<Scalar>) -> Void)
}

/// Dense tensors: blocks are parts of them.
extension Streams: BlockMemory where T: PReLUScalar {
  @inline(always)
  func withBlock(_ block: Block, at offset: Int, body: (Block, Streams<T>) -> Void) {
    // In bounds: the caller names an element.
    body(block, from(offset))
  }
}
