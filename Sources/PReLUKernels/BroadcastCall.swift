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
    let traffic = CallTraffic(
      streams: memory.count,
      leavesSumsOfElements: unsafe slopeGradient != nil && plan.length == 1,
      laysOutSlopes: plan.laysOutSlopes)
    let stores = stores.chosen(
      isPastCaches: traffic.isPastCaches(
        elements: plan.count, bytes: bytes, threads: threads.most),
      allowed: memory.mayPassCaches)
    PlaceTableMemory(plan.row, elements: plan.count).withTable { table in
      guard plan.partials > 0, unsafe slopeGradient != nil else {
        Schedule.run(blocks: plan.blocks, threads: threads) { block in
          unsafe compute(block, by: table, stores: stores, partials: nil)
        }
        return
      }
      nonisolated(unsafe) let partials = UnsafeMutablePointer<Double>.allocate(
        capacity: plan.partials)
      defer { unsafe partials.deallocate() }
      Schedule.run(blocks: plan.blocks, threads: threads) { block in
        unsafe compute(block, by: table, stores: stores, partials: partials)
      }
      for segment in 1..<plan.segments {
        for slope in 0..<plan.slopes {
          unsafe partials[slope] += partials[segment * plan.slopes + slope]
        }
      }
      unsafe finish(0..<plan.slopes, sums: partials)
    }
  }
}

// In bounds, everywhere below: a unit is a part of the plan's tensor, and the pointers have all of it; scratch has what is asked for.
extension BroadcastCall {
  /// Computes the units of a block. The sums of its slopes, if there are any, go to the partial ones, or are those of the call.
  private func compute(
    _ block: Int, by table: PlaceTable?, stores: KernelStores,
    partials: UnsafeMutablePointer<Double>?
  ) {
    let (part, segment) = block.quotientAndRemainder(dividingBy: plan.segments)
    let firstOwn = part * plan.ownsPerBlock
    let owns = firstOwn..<min(firstOwn + plan.ownsPerBlock, plan.owns)
    let first = segment * plan.unitsPerBlock
    let units = first..<min(first + plan.unitsPerBlock, plan.units)
    withScratch { scratch in
      for first in stride(from: owns.lowerBound, to: owns.upperBound, by: plan.ownsTogether) {
        let together = first..<min(first + plan.ownsTogether, owns.upperBound)
        layOut(together, by: table, scratch, stores: stores)
        if plan.isLaidOutByKernel {
          computeRows(by: table, scratch, stores: stores)
          if Self.kernelFinishes { continue }
        } else {
          compute(together.count, units, scratch, stores: stores)
        }
        guard unsafe slopeGradient != nil else { continue }
        for index in 0..<together.count {
          unsafe fold(
            index, scratch, partials: partials.map { unsafe $0 + segment * plan.slopes })
        }
      }
    }
    stores.end()
  }

  /// Lays out the slopes of these steps of the own leads, unless a kernel does, which takes them as they stand or converted.
  private func layOut(
    _ owns: Range<Int>, by table: PlaceTable?, _ scratch: Scratch, stores: KernelStores
  ) {
    for (index, own) in owns.enumerated() {
      let unit = plan.unit(own: own)
      unsafe scratch.units[index] = unit
      var row = unsafe scratch.row(of: unit)
      var dense = unsafe SlopeAxis(count: row.slopes, isShared: false, slopes: 1, places: 1)
      unsafe withUnsafePointer(to: &dense) { dense in
        if plan.isLaidOutByKernel { unsafe row = UnsafeBufferPointer(start: dense, count: 1) }
        unsafe scratch.slopes[index] = slopes.layOut(
          row, by: table, from: unit.slope, into: scratch.room(of: index), room: scratch.stride,
          repeatsFirst: plan.shortRow > 0 && stores == .nonTemporal && scratch.sums != nil)
      }
    }
  }

  /// Whether a kernel that lays out slopes writes their gradients too.
  private static var kernelFinishes: Bool { !CallSlopes<Slope>.areConverted }

  /// Computes the rows of a unit whose slopes the kernel lays out, and the slopes' gradients or sums.
  private func computeRows(by table: PlaceTable?, _ scratch: Scratch, stores: KernelStores) {
    let unit = unsafe scratch.units[0]
    let row = unsafe LaidOutRow(
      axes: scratch.row(of: unit), table: table,
      gradients: Self.kernelFinishes ? slopeGradient.map { unsafe .init($0 + unit.slope) } : nil,
      isDivided: order == .firstFromOutput, accumulates: update == .accumulate)
    unsafe withUnsafePointer(to: row) { row in
      var block = plan.block(unit)
      unsafe block.style = .laidOut(LaidOutRowPointer(row))
      unsafe compute(
        block, at: unit.offset, scratch.slopes[0], sums: scratch.sums(of: 0), stores: stores)
    }
  }

  /// Computes the units of `count` steps of the own leads and these of the shared ones, and adds up the sums of their places.
  private func compute(
    _ count: Int, _ units: Range<Int>, _ scratch: Scratch, stores: KernelStores
  ) {
    var shared = plan.unit(shared: units.lowerBound)
    for index in units {
      let nextShared = index + 1 < units.upperBound ? plan.unit(shared: index + 1) : nil
      var own = 0
      while own < count {
        let unit = unsafe plan.unit(scratch.units[own], shared: shared)
        var block = plan.block(unit)
        block.addsToSums = index > units.lowerBound
        block.groups = groups(from: own, count, block, scratch)
        block.groupPlaces = scratch.stride
        let nextOwn = own + block.groups
        let next =
          nextOwn < count
          ? unsafe scratch.units[nextOwn].offset + shared.offset
          : nextShared.map { unsafe scratch.units[0].offset + $0.offset }
        if let next, next != unit.offset + block.groups * block.rows * block.rowLength {
          block.next = next - unit.offset
        }
        unsafe compute(
          block, at: unit.offset, scratch.slopes[own], sums: scratch.sums(of: own), stores: stores)
        own = nextOwn
      }
      if let nextShared { shared = nextShared }
    }
  }

  /// How many steps of the own leads, from `own` on, lead to blocks like this one that follow each other without a gap, and that a kernel
  /// goes through at once.
  private func groups(from own: Int, _ count: Int, _ block: Block, _ scratch: Scratch) -> Int {
    guard plan.shortRow > 0, !Memory.takesScratch else { return 1 }
    let elements = block.rows * block.rowLength
    var end = own + 1
    while end < count,
      unsafe scratch.units[end].offset == scratch.units[end - 1].offset + elements
    { end += 1 }
    return end - own
  }

  private func compute(
    _ block: Block, at offset: Int, _ slopes: SlopePointers<Memory.Scalar.Compute>,
    sums: UnsafeMutablePointer<Double>?, stores: KernelStores
  ) {
    memory.withBlock(block, at: offset, stores: stores) { block, streams, stores in
      switch order {
      case .forward: kernels.forward(block, streams, slopes, stores: stores)
      case .first, .firstFromOutput:
        unsafe kernels.backward(block, streams, slopes, sums: sums, stores: stores)
      case .second:
        unsafe kernels.secondOrder(block, streams, slopes, sums: sums, stores: stores)
      }
    }
  }

  /// Adds up the sums of the places of each slope of a step of the own leads: to its partial sum, or to the call's gradient.
  private func fold(_ index: Int, _ scratch: Scratch, partials: UnsafeMutablePointer<Double>?) {
    guard let sums = unsafe scratch.sums(of: index) else { return }
    let unit = unsafe scratch.units[index]
    let row = unsafe scratch.row(of: unit)
    let count = unsafe row.slopes
    var folded = unsafe sums
    if unsafe !plan.isLaidOutByKernel && !row.isEmpty && !row.isDense {
      unsafe folded = scratch.totals
      unsafe kernels.foldPlaces(row, sums, into: folded)
    }
    if let partials = unsafe partials {
      unsafe (partials + unit.slope).update(from: folded, count: count)
    } else {
      unsafe finish(unit.slope..<unit.slope + count, sums: folded)
    }
  }

  private func finish(_ channels: Range<Int>, sums: UnsafeMutablePointer<Double>) {
    guard let slopeGradient = unsafe slopeGradient else { return }
    unsafe slopes.finish(
      channels, sums: sums, isDivided: order == .firstFromOutput, into: slopeGradient,
      update: update)
  }
}

extension BroadcastCall {
  /// The scratch memory of a block. All of it begins at cache lines, and so do the slopes and sums of each step of the own leads: sums in
  /// two lines make the processor wait until they have reached the cache.
  @safe private struct Scratch {
    let units: UnsafeMutablePointer<BroadcastUnit>
    let axes: UnsafeMutableBufferPointer<SlopeAxis>
    let slopes: UnsafeMutablePointer<SlopePointers<Slope.Compute>>
    let room: UnsafeMutablePointer<Slope.Compute>
    /// `nil` where there are no sums.
    let sums: UnsafeMutablePointer<Double>?
    /// From the slopes and sums of a step of the own leads to those of the next one.
    let stride: Int
    let totals: UnsafeMutablePointer<Double>

    /// The axes of a unit's row, until they are asked for another's.
    func row(of unit: BroadcastUnit) -> UnsafeBufferPointer<SlopeAxis> {
      if let axis = unsafe axes.first {
        unsafe axes[0] = SlopeAxis(
          count: unit.steps, isShared: axis.isShared, slopes: axis.slopes, places: axis.places)
      }
      return unsafe UnsafeBufferPointer(axes)
    }

    func room(of index: Int) -> UnsafeMutablePointer<Slope.Compute> {
      unsafe room + index * stride
    }

    func sums(of index: Int) -> UnsafeMutablePointer<Double>? {
      unsafe sums.map { unsafe $0 + index * stride }
    }
  }

  /// Calls `body` with room for the units, slopes and sums of as many steps of the own leads as a block goes through together.
  private func withScratch(_ body: (Scratch) -> Void) {
    let count = plan.ownsTogether
    // Whole vectors, and those behind them, which are of no meaning, or of short rows the first ones once more.
    let behind = plan.shortRow > 0 ? placesBehind : 16
    let places =
      (!plan.isLaidOutByKernel ? plan.row.places : Self.kernelFinishes ? 0 : plan.row.slopes)
      .roundedUp(toMultipleOf: 16) + behind
    let leavesSums = unsafe slopeGradient != nil
    let stride = slopes.room(places)
    var parts = ScratchParts()
    let units = parts.add(BroadcastUnit.self, count)
    let axes = parts.add(SlopeAxis.self, plan.row.count)
    let pointers = parts.add(SlopePointers<Slope.Compute>.self, count)
    let room = parts.add(Slope.Compute.self, count * stride)
    let sums = parts.add(Double.self, leavesSums ? count * stride : 0)
    let totals = parts.add(
      Double.self, leavesSums && !plan.isLaidOutByKernel ? plan.row.slopes + 8 : 0)
    unsafe withUnsafeTemporaryAllocation(byteCount: parts.bytes + 48, alignment: 16) { scratch in
      let first = unsafe scratch.baseAddress.unsafelyUnwrapped.alignedUp(toMultipleOf: 64)
      let sums = unsafe (first + sums).bindMemory(to: Double.self, capacity: count * stride)
      if leavesSums {
        for index in 0..<count {
          unsafe (sums + (index * stride + places - behind)).initialize(
            repeating: 0, count: behind)
        }
      }
      let row = unsafe UnsafeMutableBufferPointer(
        start: (first + axes).bindMemory(to: SlopeAxis.self, capacity: plan.row.count),
        count: plan.row.count)
      for index in plan.row.indices { unsafe row[index] = plan.row[index] }
      unsafe body(
        Scratch(
          units: (first + units).bindMemory(to: BroadcastUnit.self, capacity: count), axes: row,
          slopes: (first + pointers)
            .bindMemory(to: SlopePointers<Slope.Compute>.self, capacity: count),
          room: (first + room)
            .bindMemory(to: Slope.Compute.self, capacity: count * stride),
          sums: leavesSums ? sums : nil, stride: stride,
          totals: (first + totals)
            .assumingMemoryBound(to: Double.self)))
    }
  }
}

/// Parts of one allocation, each of which begins at a cache line.
private struct ScratchParts {
  private(set) var bytes = 0

  /// Where room for `count` elements begins.
  mutating func add<Element>(_: Element.Type, _ count: Int) -> Int {
    let first = bytes
    bytes += (count * MemoryLayout<Element>.stride).roundedUp(toMultipleOf: 64)
    return first
  }
}
