internal import KernelCore

/// A checked backward call on memory that has the plan's elements. `dx` may be `g` or `x`. Either of the two
/// results may be `nil`, if it is not wanted. Without `dx` no result depends on `slope`, which may then be
/// any numbers, one a channel.
///
/// Sendable because blocks write to memory of their own, and what they read nobody writes.
@safe struct BackwardCall<Scalar: PReLUScalar>: @unchecked Sendable {
  let kernels: any KernelSet<Scalar>.Type
  let plan: Plan
  let x: UnsafePointer<Scalar>
  let slope: UnsafePointer<Scalar>
  let g: UnsafePointer<Scalar>
  let dx: UnsafeMutablePointer<Scalar>?
  let slopeGradient: UnsafeMutablePointer<Scalar>?
  let update: PReLU.GradientUpdate

  @inline(always)
  func run(threads: Threads, stores: Stores) {
    if plan.blocks == 1 {
      computeWhole(plan.wholeTile, stores: stores.chosenForSmallCall(allowed: mayPassCaches))
      return
    }
    let streams = unsafe (dx == nil) ? 2 : 3
    let bytes =
      (streams * plan.outer * plan.rowLength + 2 * plan.channels) * MemoryLayout<Scalar>.stride
    let threads = threads.count(bytes: bytes)
    let stores = stores.chosen(bytes: bytes, threads: threads.most, allowed: mayPassCaches)
    guard plan.partials > 0, let slopeGradient = unsafe slopeGradient else {
      Schedule.run(blocks: plan.blocks, threads: threads) { block in
        computeWhole(plan.tile(block), stores: stores)
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
      unsafe compute(tile, sums: partials + tile.firstPartial, stores: stores)
    }
    unsafe fold(partials, into: slopeGradient)
  }

  /// Whether the output is none of the inputs, and aligned as non-temporal stores need it.
  private var mayPassCaches: Bool {
    guard let dx = unsafe dx else { return false }
    return unsafe UnsafePointer(dx) != g && UnsafePointer(dx) != x && dx.isAligned
  }
}

// In bounds, everywhere below: a tile is a part of the plan's tensor, and the pointers have all of it.
extension BackwardCall {
  /// Computes a tile, and overwrites `sums`, one a channel, where there are any.
  @inline(always)
  private func compute(_ tile: Tile, sums: UnsafeMutablePointer<Double>?, stores: KernelStores) {
    let offset = plan.offset(tile)
    unsafe kernels.backward(
      KernelCall(
        block: plan.block(tile),
        streams: Streams(
          x: x + offset, g: g + offset, output: dx.map { unsafe $0 + offset }),
        slope: slope + tile.channels.lowerBound, sums: sums, stores: stores))
  }

  /// Computes a tile that has all of its channels' elements, so that no partial sums are left over.
  @inline(always)
  private func computeWhole(_ tile: Tile, stores: KernelStores) {
    guard let slopeGradient = unsafe slopeGradient else {
      unsafe compute(tile, sums: nil, stores: stores)
      return
    }
    // On the stack where the tile is small; the rows of a larger one are kept in long stretches.
    let isSmall = tile.rows.count * tile.channels.count * plan.length <= Plan.smallTile
    let width = isSmall ? Plan.sumsOnStack : min(tile.channels.count, Plan.sumsTogether)
    // Sums begin at a cache line: written there, whole vectors of them are in the processor's store queue when
    // the kernel asks for them, where halves of two make it wait.
    unsafe withUnsafeTemporaryAllocation(
      of: Double.self, capacity: (isSmall ? Plan.sumsOnStack : width) + 8
    ) { scratch in
      let sums = unsafe scratch.baseAddress.unsafelyUnwrapped.alignedUp(toMultipleOf: 64)
      for first in stride(
        from: tile.channels.lowerBound, to: tile.channels.upperBound, by: width)
      {
        var strip = tile
        strip.channels = first..<min(first + width, tile.channels.upperBound)
        unsafe compute(strip, sums: sums, stores: stores)
        unsafe finish(strip.channels, sums: sums, into: slopeGradient)
      }
    }
  }

  /// Adds the partial sums of a slope in the order of their index: segments first, then pieces.
  private func fold(
    _ partials: UnsafeMutablePointer<Double>, into slopeGradient: UnsafeMutablePointer<Scalar>
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
    into slopeGradient: UnsafeMutablePointer<Scalar>
  ) {
    unsafe kernels.finish(
      sums, count: channels.count, into: slopeGradient + channels.lowerBound,
      accumulating: update == .accumulate)
  }
}

extension UnsafeMutablePointer {
  /// Whether the address is a multiple of an element's size: a caller in C may have other ideas.
  var isAligned: Bool { Int(bitPattern: self) & (MemoryLayout<Pointee>.stride - 1) == 0 }

  /// The first pointer from here on that is a multiple of `alignment`, a power of two.
  @inline(always)
  fileprivate func alignedUp(toMultipleOf alignment: Int) -> Self {
    // In bounds of an allocation that has `alignment` bytes to spare.
    let padding = -Int(bitPattern: self) & (alignment - 1)
    return unsafe (UnsafeMutableRawPointer(self) + padding).assumingMemoryBound(to: Pointee.self)
  }
}
