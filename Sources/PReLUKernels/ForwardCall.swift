internal import KernelCore

/// A checked forward call on memory that has the plan's elements. The output may be the input.
///
/// Sendable because blocks write to memory of their own, and what they read nobody writes.
@safe struct ForwardCall<Memory: BlockMemory, Slope: PReLUScalar>: @unchecked Sendable
where Slope.Compute == Memory.Scalar.Compute {
  let kernels: any KernelSet<Memory.Scalar>.Type
  let plan: Plan
  let memory: Memory
  let slopes: CallSlopes<Slope>

  @inline(always)
  func run(threads: Threads, stores: Stores) {
    if plan.blocks == 1 {
      compute(plan.wholeTile, stores: stores.chosenForSmallCall(allowed: memory.mayPassCaches))
      return
    }
    let elements = plan.outer * plan.rowLength
    let bytes =
      2 * elements * MemoryLayout<Memory.Scalar>.stride
      + plan.channels * MemoryLayout<Slope>.stride
    let threads = threads.count(bytes: bytes)
    let stores = stores.chosen(
      isPastCaches: CallTraffic.evenly.isPastCaches(
        elements: elements, bytes: bytes, threads: threads.most),
      allowed: memory.mayPassCaches)
    Schedule.run(blocks: plan.blocks, threads: threads) { block in
      compute(plan.tile(block), stores: stores)
    }
  }

  @inline(always)
  private func compute(_ tile: Tile, stores: KernelStores) {
    slopes.convert(tile.channels) { channels, slopes in
      // In bounds: a tile is a part of the plan's tensor, and the memory has all of it.
      let part = tile.part(channels)
      memory.withBlock(plan.block(part), at: plan.offset(part), stores: stores) {
        block, streams, stores in
        kernels.forward(block, streams, slopes, stores: stores)
      }
    }
    stores.end()
  }
}
