internal import KernelCore

/// A checked call of the first or second order on memory that has the plan's elements. Each of the results may be `nil`, if it is
/// not wanted. Of the first order, dx may be g or x, and without dx no result depends on the slopes, which may then be any
/// numbers, one a channel.
///
/// Sendable because blocks write to memory of their own, and what they read nobody writes.
@safe struct BackwardCall<Memory: BlockMemory, Slope: PReLUScalar>: @unchecked Sendable
where Slope.Compute == Memory.Scalar.Compute {
  let kernels: any KernelSet<Memory.Scalar>.Type
  let plan: Plan
  let order: CallOrder
  let memory: Memory
  let slopes: CallSlopes<Slope>
  let slopeGradient: UnsafeMutablePointer<Slope>?
  let update: PReLU.GradientUpdate

  @inline(always)
  func run(threads: Threads, stores: Stores) {
    if plan.blocks == 1 {
      computeWhole(
        plan.wholeTile, stores: stores.chosenForSmallCall(allowed: memory.mayPassCaches),
        isPastCaches: false)
      return
    }
    let elements = plan.outer * plan.rowLength
    let bytes =
      memory.count * elements * MemoryLayout<Memory.Scalar>.stride
      + 2 * plan.channels * MemoryLayout<Slope>.stride
    let threads = threads.count(bytes: bytes)
    let hasSumOfEach = plan.style == .rows && plan.outer == 1
    let traffic = CallTraffic(
      streams: memory.count, leavesSumsOfElements: unsafe slopeGradient != nil && hasSumOfEach)
    let isPastCaches = traffic.isPastCaches(
      elements: elements, bytes: bytes, threads: threads.most)
    let stores = stores.chosen(isPastCaches: isPastCaches, allowed: memory.mayPassCaches)
    guard plan.partials > 0, let slopeGradient = unsafe slopeGradient else {
      Schedule.run(blocks: plan.blocks, threads: threads) { block in
        computeWhole(plan.tile(block), stores: stores, isPastCaches: isPastCaches)
      }
      return
    }
    nonisolated(unsafe) let partials = unsafe UnsafeMutableRawPointer.allocate(
      byteCount: plan.partials * MemoryLayout<Double>.stride, alignment: 64
    ).bindMemory(to: Double.self, capacity: plan.partials)
    defer { unsafe partials.deallocate() }
    Schedule.run(blocks: plan.blocks, threads: threads) { block in
      let tile = plan.tile(block)
      // In bounds: the tile's partial sums are a part of the plan's.
      unsafe compute(
        tile, sums: partials + tile.firstPartial, stores: stores, isPastCaches: isPastCaches)
    }
    unsafe fold(partials, into: slopeGradient)
  }

}

// In bounds, everywhere below: a tile is a part of the plan's tensor, and the pointers have all of it.
extension BackwardCall {
  /// Computes a tile, and overwrites `sums`, one a channel, where there are any.
  @inline(always)
  private func compute(
    _ tile: Tile, sums: UnsafeMutablePointer<Double>?, stores: KernelStores, isPastCaches: Bool
  ) {
    guard Memory.takesScratch else {
      unsafe computePart(tile, sums: sums, stores: stores, isPastCaches: isPastCaches)
      return
    }
    let width = plan.channelsAtOnce(tile)
    for first in stride(from: tile.channels.lowerBound, to: tile.channels.upperBound, by: width) {
      let sums = unsafe sums.map { unsafe $0 + (first - tile.channels.lowerBound) }
      let channels = first..<min(first + width, tile.channels.upperBound)
      unsafe computePart(tile.part(channels), sums: sums, stores: stores, isPastCaches: false)
    }
  }

  /// Computes a tile whose memory may be had at once.
  @inline(always)
  private func computePart(
    _ tile: Tile, sums: UnsafeMutablePointer<Double>?, stores: KernelStores, isPastCaches: Bool
  ) {
    slopes.convert(tile.channels) { channels, slopes in
      let part = tile.part(channels)
      let sums = unsafe sums.map { unsafe $0 + (channels.lowerBound - tile.channels.lowerBound) }
      var block = plan.block(part)
      block.isPastCaches = isPastCaches
      memory.withBlock(block, at: plan.offset(part), stores: stores) {
        block, streams, stores in
        switch order {
        case .forward, .first, .firstFromOutput:
          unsafe kernels.backward(block, streams, slopes, sums: sums, stores: stores)
        case .second:
          unsafe kernels.secondOrder(block, streams, slopes, sums: sums, stores: stores)
        }
      }
    }
    stores.end()
  }

  /// Computes a tile that has all of its channels' elements, so that no partial sums are left over.
  @inline(always)
  private func computeWhole(_ tile: Tile, stores: KernelStores, isPastCaches: Bool) {
    guard let slopeGradient = unsafe slopeGradient else {
      unsafe compute(tile, sums: nil, stores: stores, isPastCaches: isPastCaches)
      return
    }
    // On the stack where the tile is small; the rows of a larger one are kept in long stretches.
    let isSmall = tile.rows.count * tile.channels.count * plan.length <= Plan.smallTile
    let width = isSmall ? Plan.sumsOnStack : min(tile.channels.count, Plan.sumsTogether)
    unsafe withUnsafeTemporaryAllocation(
      of: Double.self, capacity: (isSmall ? Plan.sumsOnStack : width) + sumsBeforeLine
    ) { scratch in
      let sums = unsafe scratch.atCacheLine
      for first in stride(
        from: tile.channels.lowerBound, to: tile.channels.upperBound, by: width)
      {
        let channels = first..<min(first + width, tile.channels.upperBound)
        unsafe compute(
          tile.part(channels), sums: sums, stores: stores, isPastCaches: isPastCaches)
        unsafe finish(channels, sums: sums, into: slopeGradient)
      }
    }
  }

  /// Adds the partial sums of a slope in the order of their index: segments first, then pieces.
  private func fold(
    _ partials: UnsafeMutablePointer<Double>, into slopeGradient: UnsafeMutablePointer<Slope>
  ) {
    let (slots, stride) = (plan.channels * plan.pieces, plan.partialsPerSegment)
    for segment in 1..<max(1, plan.segments) {
      let others = unsafe partials + segment * stride
      for slot in 0..<slots {
        unsafe partials[slot] += others[slot]
      }
    }
    if plan.pieces > 1 {
      for channel in 0..<plan.channels {
        var sum = unsafe partials[channel * plan.pieces]
        for piece in 1..<plan.pieces {
          sum += unsafe partials[channel * plan.pieces + piece]
        }
        // In bounds, and not read again: a channel's sum comes no later than its first piece.
        unsafe partials[channel] = sum
      }
    }
    unsafe finish(0..<plan.channels, sums: partials, into: slopeGradient)
  }

  /// Writes the gradients of slopes, each with one rounding.
  @inline(always)
  private func finish(
    _ channels: Range<Int>, sums: UnsafeMutablePointer<Double>,
    into slopeGradient: UnsafeMutablePointer<Slope>
  ) {
    unsafe slopes.finish(
      channels, sums: sums, isDivided: order == .firstFromOutput, into: slopeGradient,
      update: update)
  }
}

extension PReLU {
  /// Runs a checked call that has gradients for results, by the plan that its layout asks for.
  @inline(always)
  static func run<Memory: BlockMemory, Slope: PReLUScalar>(
    _ layout: Layout, kernels: any KernelSet<Memory.Scalar>.Type, order: CallOrder,
    memory: Memory, slopes: CallSlopes<Slope>, slopeGradient: UnsafeMutablePointer<Slope>?,
    update: GradientUpdate, threads: Threads, stores: Stores
  ) where Slope.Compute == Memory.Scalar.Compute {
    let leavesSums = unsafe slopeGradient != nil
    if let axes = layout.axes {
      unsafe BroadcastCall(
        kernels: kernels,
        plan: BroadcastPlan(
          axes, leavesSums: leavesSums,
          convertsSlopes: CallSlopes<Slope>.areConverted), order: order,
        memory: memory, slopes: slopes, slopeGradient: slopeGradient, update: update
      ).run(threads: threads, stores: stores)
    } else {
      unsafe BackwardCall(
        kernels: kernels, plan: Plan(layout, leavesSums: leavesSums), order: order,
        memory: memory, slopes: slopes, slopeGradient: slopeGradient, update: update
      ).run(threads: threads, stores: stores)
    }
  }
}
