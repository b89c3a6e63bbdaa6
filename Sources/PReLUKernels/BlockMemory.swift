internal import KernelCore

/// The memory of a call, as its blocks get it.
protocol BlockMemory<Scalar>: SendableMetatype {
  associatedtype Scalar: PReLUScalar

  /// How many tensors are gone through.
  var count: Int { get }

  /// Whether the outputs are none of the inputs, and stand in the same places of cache lines.
  var mayPassCaches: Bool { get }

  /// Whether blocks may take scratch memory, so that large ones have to be cut.
  static var takesScratch: Bool { get }

  /// Calls `body` with the memory of the block whose first element has index `offset` in its tensor, with the block's geometry there, and
  /// with the stores for it, which are not those that are asked for where the block's output is scratch memory.
  func withBlock(
    _ block: Block, at offset: Int, stores: KernelStores,
    body: (Block, Streams<Scalar>, KernelStores) -> Void)
}

/// Dense tensors: blocks are parts of them.
extension Streams: BlockMemory where T: PReLUScalar {
  static var takesScratch: Bool { false }

  @inline(always)
  func withBlock(
    _ block: Block, at offset: Int, stores: KernelStores,
    body: (Block, Streams<T>, KernelStores) -> Void
  ) {
    // In bounds: the caller names an element.
    body(block, from(offset), stores)
  }
}
