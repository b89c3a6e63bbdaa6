internal import KernelCore

/// Inputs of which some are not dense. A block that does not lie dense in an input is copied into scratch memory that a second-level cache
/// holds, where its kernel finds it as it finds that of a dense tensor: the same sums in the same order.
///
/// Scratch memory has the block's elements, for each input that is copied, and for the output where the block has gaps between its rows: at
/// most 33,792 elements, and more only where a tensor has so many that the ceiling of partial sums makes blocks larger, a 256th of it at
/// most (`Plan.channelsAtOnce`).
@safe struct GatheredInputs<Scalar: PReLUScalar>: BlockMemory {
  let x: StridedInput<Scalar>
  /// `nil` where there is no upstream gradient.
  let g: StridedInput<Scalar>?
  let output: UnsafeMutablePointer<Scalar>

  var count: Int { g == nil ? 2 : 3 }

  /// Outputs overlap with no input.
  var mayPassCaches: Bool { true }

  static var takesScratch: Bool { true }

  func withBlock(
    _ block: Block, at offset: Int, stores: KernelStores,
    body: (Block, Streams<Scalar>, KernelStores) -> Void
  ) {
    // In bounds, everywhere below: the block is one of the output's, and of the inputs, which have as many elements; scratch memory has
    // parts of `part` elements.
    let output = unsafe output + offset
    let rowLength = block.rowLength
    let hasGaps = block.rows > 1 && block.rowStride != rowLength
    let elements = offset..<offset + (block.rows - 1) * block.rowStride + rowLength
    let denseX = unsafe self.x.neighbours(elements)
    let denseG = unsafe self.g == nil ? denseX : self.g?.neighbours(elements)
    if let x = unsafe denseX, let g = unsafe denseG {
      unsafe body(block, Streams(x: x, g: g, output: output), stores)
      return
    }
    // Each part begins at a cache line.
    let part = (block.rows * rowLength).roundedUp(toMultipleOf: 64)
    let parts = count - (hasGaps ? 0 : 1)
    unsafe withUnsafeTemporaryAllocation(
      byteCount: parts * part * MemoryLayout<Scalar>.stride, alignment: 64
    ) { scratch in
      let first = unsafe scratch.baseAddress.unsafelyUnwrapped
        .bindMemory(to: Scalar.self, capacity: parts * part)
      if hasGaps {
        // One distance from row to row holds for all tensors: the output has to follow the inputs.
        let second = unsafe self.g == nil ? first : first + part
        let results = unsafe first + (parts - 1) * part
        unsafe gather(self.x, block, at: offset, into: first)
        if let g = self.g { unsafe gather(g, block, at: offset, into: second) }
        var dense = block
        dense.rowStride = rowLength
        unsafe body(dense, Streams(x: first, g: second, output: results), .ordinary)
        for row in 0..<block.rows {
          unsafe (output + row * block.rowStride).update(
            from: results + row * rowLength, count: rowLength)
        }
        return
      }
      let x = unsafe denseX ?? gathered(self.x, elements, into: first)
      let g = unsafe denseG ?? self.g.map { unsafe gathered($0, elements, into: first + part) } ?? x
      unsafe body(block, Streams(x: x, g: g, output: output), stores)
    }
  }

  /// Copies the elements of these indices, and returns where.
  private func gathered(
    _ input: StridedInput<Scalar>, _ elements: Range<Int>,
    into places: UnsafeMutablePointer<Scalar>
  ) -> UnsafePointer<Scalar> {
    unsafe input.gather(
      from: elements.lowerBound,
      into: UnsafeMutableBufferPointer(start: places, count: elements.count))
    return unsafe UnsafePointer(places)
  }

  /// Copies the elements of a block's rows, one after the other.
  private func gather(
    _ input: StridedInput<Scalar>, _ block: Block, at offset: Int,
    into places: UnsafeMutablePointer<Scalar>
  ) {
    let rowLength = block.rowLength
    for row in 0..<block.rows {
      let first = offset + row * block.rowStride
      _ = unsafe gathered(input, first..<first + rowLength, into: places + row * rowLength)
    }
  }
}
