internal import KernelCore

/// A checked call on memory whose slopes are shared along axes that lie between others. Each of the results may be `nil`, as in
/// `BackwardCall`.
///
/// Sendable because blocks write to memory of their own, and what they read nobody writes.
@safe struct BroadcastCall<Memory: BlockMemory, Slope: PReLUScalar>: @unchecked Sendable
where Slope.Compute == Memory.Scalar.Compute {
  let kernels: any KernelSet<Memory.Scalar>.Type
  let plan: BroadcastPlan
  let order: CallOrder
  let memory: Memory
  let slopes: CallSlopes<Slope>
  let slopeGradient: UnsafeMutablePointer<Slope>?
  let update: PReLU.GradientUpdate

  func run(threads: Threads, stores: Stores) {
    let bytes =
      memory.count * plan.count * MemoryLayout<Memory.Scalar>.stride
      + 2 * plan.slopes * MemoryLayout<Slope>.stride
    let threads = threads.count(bytes: bytes)
    let stores = stores.chosen(
      elements: plan.count, bytes: bytes, streams: memory.count, threads: threads.most,
      allowed: memory.mayPassCaches)
    guard plan.partials > 0, unsafe slopeGradient != nil else {
      Schedule.run(blocks: plan.blocks, threads: threads) { block in
        unsafe compute(block, stores: stores) { sums, slopes in
          unsafe finish(slopes, sums: sums)
        }
      }
      return
    }
    nonisolated(unsafe) let partials = UnsafeMutablePointer<Double>.allocate(
      capacity: plan.partials)
    defer { unsafe partials.deallocate() }
    Schedule.run(blocks: plan.blocks, threads: threads) { block in
      unsafe compute(block, stores: stores) { sums, slopes in
        // In bounds: a segment has a partial sum of each slope, of which these are some.
        let segment = unsafe partials + block % plan.segments * plan.slopes
        unsafe (segment + slopes.lowerBound).update(from: sums, count: slopes.count)
      }
    }
    for segment in 1..<plan.segments {
      for slope in 0..<plan.slopes {
        unsafe partials[slope] += partials[segment * plan.slopes + slope]
      }
    }
    unsafe finish(0..<plan.slopes, sums: partials)
  }
}

// In bounds, everywhere below: a unit is a part of the plan's tensor, and the pointers have all of it; scratch has what is asked for.
extension BroadcastCall {
  /// Computes the units of a block, and calls `leave` with the sums of its slopes, if there are any.
  private func compute(
    _ block: Int, stores: KernelStores,
    leave: (UnsafeMutablePointer<Double>, Range<Int>) -> Void
  ) {
    let (own, segment) = block.quotientAndRemainder(dividingBy: plan.segments)
    let first = segment * plan.unitsPerBlock
    let units = first..<min(first + plan.unitsPerBlock, plan.units)
    let unit = plan.unit(own: own, shared: first)
    let row = plan.row(of: unit)
    slopes.layOut(row, from: unit.slope) { places in
      guard unsafe slopeGradient != nil else {
        for index in units {
          unsafe compute(
            plan.unit(own: own, shared: index), row.places, places, sums: nil, stores: stores)
        }
        return
      }
      unsafe withUnsafeTemporaryAllocation(
        of: Double.self, capacity: 2 * row.places + row.slopes
      ) { scratch in
        let sums = unsafe scratch.baseAddress.unsafelyUnwrapped
        let others = unsafe sums + row.places
        for index in units {
          let unit = plan.unit(own: own, shared: index)
          let isFirst = index == units.lowerBound
          unsafe compute(
            unit, row.places, places, sums: isFirst ? sums : others, stores: stores)
          if !isFirst {
            for place in 0..<row.places { unsafe sums[place] += others[place] }
          }
        }
        let totals = unsafe others + row.places
        unsafe totals.initialize(repeating: 0, count: row.slopes)
        unsafe row.withPointer { unsafe add(sums, along: $0, to: totals) }
        unsafe leave(totals, unit.slope..<unit.slope + row.slopes)
      }
    }
  }

  private func compute(
    _ unit: BroadcastUnit, _ places: Int, _ slopes: SlopePointers<Memory.Scalar.Compute>,
    sums: UnsafeMutablePointer<Double>?, stores: KernelStores
  ) {
    memory.withBlock(plan.block(unit, places: places), at: unit.offset, stores: stores) {
      block, streams, stores in
      switch order {
      case .forward: kernels.forward(block, streams, slopes, stores: stores)
      case .first, .firstFromOutput:
        unsafe kernels.backward(block, streams, slopes, sums: sums, stores: stores)
      case .second:
        unsafe kernels.secondOrder(block, streams, slopes, sums: sums, stores: stores)
      }
    }
  }

  /// Adds the sums of places to those of their slopes, in the order of the places.
  private func add(
    _ places: UnsafePointer<Double>, along axes: UnsafeBufferPointer<SlopeAxis>,
    to sums: UnsafeMutablePointer<Double>
  ) {
    guard let axis = unsafe axes.first else {
      unsafe sums[0] += places[0]
      return
    }
    let inner = unsafe UnsafeBufferPointer(rebasing: axes.dropFirst())
    if inner.isEmpty {
      for place in 0..<axis.count { unsafe sums[axis.isShared ? 0 : place] += places[place] }
      return
    }
    for step in 0..<axis.count {
      unsafe add(
        places + step * axis.places, along: inner,
        to: axis.isShared ? sums : sums + step * axis.slopes)
    }
  }

  private func finish(_ channels: Range<Int>, sums: UnsafeMutablePointer<Double>) {
    guard let slopeGradient = unsafe slopeGradient else { return }
    unsafe slopes.finish(
      channels, sums: sums, isDivided: order == .firstFromOutput, into: slopeGradient,
      update: update)
  }
}
