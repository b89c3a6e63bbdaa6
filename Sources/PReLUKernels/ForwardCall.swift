internal import KernelCore

/// A checked forward call on memory that has the plan's elements. `y` may be `x`.
///
/// Sendable because blocks write to memory of their own, and what they read nobody writes.
@safe struct ForwardCall<Scalar: PReLUScalar, Slope: PReLUScalar>: @unchecked Sendable
where Slope.Compute == Scalar.Compute {
  let kernels: any KernelSet<Scalar>.Type
  let plan: Plan
  let x: UnsafePointer<Scalar>
  let slopes: CallSlopes<Slope>
  let y: UnsafeMutablePointer<Scalar>

  @inline(always)
  func run(threads: Threads, stores: Stores) {
    if plan.blocks == 1 {
      compute(plan.wholeTile, stores: stores.chosenForSmallCall(allowed: mayPassCaches))
      return
    }
    let bytes =
      2 * plan.outer * plan.rowLength * MemoryLayout<Scalar>.stride
      + plan.channels * MemoryLayout<Slope>.stride
    let threads = threads.count(bytes: bytes)
    let stores = stores.chosen(bytes: bytes, threads: threads.most, allowed: mayPassCaches)
    Schedule.run(blocks: plan.blocks, threads: threads) { block in
      compute(plan.tile(block), stores: stores)
    }
  }

  /// Whether the output is not the input.
  private var mayPassCaches: Bool { unsafe x != UnsafePointer(y) }

  @inline(always)
  private func compute(_ tile: Tile, stores: KernelStores) {
    slopes.convert(tile.channels) { channels, slopes in
      // In bounds: a tile is a part of the plan's tensor, and the pointers have all of it.
      let part = tile.part(channels)
      let offset = plan.offset(part)
      let x = unsafe x + offset
      unsafe kernels.forward(
        plan.block(part), Streams(x: x, g: x, output: y + offset), slopes, stores: stores)
    }
  }
}
