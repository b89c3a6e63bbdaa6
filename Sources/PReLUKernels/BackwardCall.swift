internal import KernelCore

/// A checked backward call on memory that has the plan's elements. `dx` may be `g`.
///
/// Sendable because blocks write to memory of their own, and what they read nobody writes.
@safe struct BackwardCall<Scalar: PReLUScalar>: @unchecked Sendable {
  let kernels: any KernelSet<Scalar>.Type
  let plan: Plan
  let x: UnsafePointer<Scalar>
  let slope: UnsafePointer<Scalar>
  let g: UnsafePointer<Scalar>
  let dx: UnsafeMutablePointer<Scalar>
  let slopeGradient: UnsafeMutablePointer<Scalar>
  let update: PReLU.GradientUpdate

  @inline(always)
  func run(threads: Threads) {
    if plan.blocks == 1 {
      computeWhole(plan.wholeTile)
      return
    }
    let bytes = 3 * plan.outer * plan.rowLength * MemoryLayout<Scalar>.stride
    let threads = threads.count(bytes: bytes)
    guard plan.partials > 0 else {
      Schedule.run(blocks: plan.blocks, threads: threads) { block in
        computeWhole(plan.tile(block))
      }
      return
    }
    nonisolated(unsafe) let partials = UnsafeMutablePointer<Double>.allocate(
      capacity: plan.partials)
    defer { unsafe partials.deallocate() }
    Schedule.run(blocks: plan.blocks, threads: threads) { block in
      let tile = plan.tile(block)
      // In bounds: the tile's partial sums are a part of the plan's.
      let sums = unsafe partials + tile.firstPartial
      unsafe sums.initialize(repeating: 0, count: tile.channels.count)
      unsafe compute(tile, sums: sums)
    }
    unsafe fold(partials)
  }
}

// In bounds, everywhere below: a tile is a part of the plan's tensor, and the pointers have all of it.
extension BackwardCall {
  /// Adds a tile's products to `sums`, one a channel.
  @inline(always)
  private func compute(_ tile: Tile, sums: UnsafeMutablePointer<Double>) {
    let offset = plan.offset(tile)
    let block = plan.block(tile)
    let slope = unsafe slope + tile.channels.lowerBound
    switch plan.style {
    case .runs:
      unsafe kernels.backwardRuns(
        block, x: x + offset, slope: slope, g: g + offset, dx: dx + offset, sums: sums)
    case .rows:
      unsafe kernels.backwardRows(
        block, x: x + offset, slope: slope, g: g + offset, dx: dx + offset, sums: sums)
    case .pattern(let copies):
      unsafe computePatterns(tile, copies: copies, sums: sums)
    }
  }

  private func computePatterns(_ tile: Tile, copies: Int, sums: UnsafeMutablePointer<Double>) {
    unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: Plan.patternWidth) { expanded in
      unsafe plan.forEachPattern(of: tile, copies: copies, slope: slope) { pattern in
        let products = unsafe expanded.baseAddress.unsafelyUnwrapped
        let width = pattern.block.channels
        unsafe products.initialize(repeating: 0, count: width)
        unsafe kernels.backwardRows(
          pattern.block, x: x + pattern.offset, slope: pattern.slope, g: g + pattern.offset,
          dx: dx + pattern.offset, sums: products)
        let first = pattern.channels.lowerBound - tile.channels.lowerBound
        var next = 0
        while next < width {
          for channel in 0..<pattern.channels.count {
            var sum = unsafe sums[first + channel]
            for _ in 0..<plan.length {
              sum += unsafe products[next]
              next += 1
            }
            unsafe sums[first + channel] = sum
          }
        }
      }
    }
  }

  /// Computes a tile that has all of its channels' elements, so that no partial sums are left over.
  @inline(always)
  private func computeWhole(_ tile: Tile) {
    // On the stack where the call is small; wide rows of a large one are kept in long stretches.
    let isLarge = tile.rows.count * tile.channels.count * plan.length > Plan.blockElements
    let width = plan.style == .rows && isLarge ? Plan.sumsTogether : Plan.sumsOnStack
    // Sums begin at a cache line: zeroed there, whole vectors of them are in the processor's store queue when
    // the kernel asks for them, where halves of two make it wait.
    unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: width + 8) { scratch in
      let sums = unsafe scratch.baseAddress.unsafelyUnwrapped.alignedUp(toMultipleOf: 64)
      for first in stride(
        from: tile.channels.lowerBound, to: tile.channels.upperBound, by: width)
      {
        var strip = tile
        strip.channels = first..<min(first + width, tile.channels.upperBound)
        unsafe sums.initialize(repeating: 0, count: strip.channels.count)
        unsafe compute(strip, sums: sums)
        unsafe finish(strip.channels, sums: sums)
      }
    }
  }

  /// Adds the partial sums of a slope in the order of their index: segments first, then pieces.
  private func fold(_ partials: UnsafeMutablePointer<Double>) {
    let slots = plan.channels * plan.pieces
    for segment in 1..<max(1, plan.segments) {
      for slot in 0..<slots {
        unsafe partials[slot] += partials[segment * slots + slot]
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
    unsafe finish(0..<plan.channels, sums: partials)
  }

  /// Writes the gradients of slopes, each with one rounding.
  private func finish(_ channels: Range<Int>, sums: UnsafeMutablePointer<Double>) {
    let gradients = unsafe slopeGradient + channels.lowerBound
    switch update {
    case .overwrite:
      for index in 0..<channels.count {
        unsafe gradients[index] = Scalar(sums[index])
      }
    case .accumulate:
      for index in 0..<channels.count {
        unsafe gradients[index] = Scalar(Double(gradients[index]) + sums[index])
      }
    }
  }
}

extension UnsafeMutablePointer {
  /// The first pointer from here on that is a multiple of `alignment`, a power of two.
  @inline(always)
  fileprivate func alignedUp(toMultipleOf alignment: Int) -> Self {
    // In bounds of an allocation that has `alignment` bytes to spare.
    let padding = -Int(bitPattern: self) & (alignment - 1)
    return unsafe (UnsafeMutableRawPointer(self) + padding).assumingMemoryBound(to: Pointee.self)
  }
}
