internal import KernelCore

/// A checked forward call on memory that has the plan's elements. `y` may be `x`.
///
/// Sendable because blocks write to memory of their own, and what they read nobody writes.
@safe struct ForwardCall<Scalar: PReLUScalar>: @unchecked Sendable {
  let kernels: any KernelSet<Scalar>.Type
  let plan: Plan
  let x: UnsafePointer<Scalar>
  let slope: UnsafePointer<Scalar>
  let y: UnsafeMutablePointer<Scalar>

  @inline(always)
  func run(threads: Threads) {
    if plan.blocks == 1 {
      compute(plan.wholeTile)
      return
    }
    let bytes = 2 * plan.outer * plan.rowLength * MemoryLayout<Scalar>.stride
    Schedule.run(blocks: plan.blocks, threads: threads.count(bytes: bytes)) { block in
      compute(plan.tile(block))
    }
  }

  // In bounds, here and below: a tile is a part of the plan's tensor, and the pointers have all of it.
  @inline(always)
  private func compute(_ tile: Tile) {
    let offset = plan.offset(tile)
    let block = plan.block(tile)
    switch plan.style {
    case .runs:
      unsafe kernels.forwardRuns(
        block, x: x + offset, slope: slope + tile.channels.lowerBound, y: y + offset)
    case .rows:
      unsafe kernels.forwardRows(
        block, x: x + offset, slope: slope + tile.channels.lowerBound, y: y + offset)
    case .pattern(let copies):
      unsafe plan.forEachPattern(of: tile, copies: copies, slope: slope) { pattern in
        unsafe kernels.forwardRows(
          pattern.block, x: x + pattern.offset, slope: pattern.slope, y: y + pattern.offset)
      }
    }
  }
}
