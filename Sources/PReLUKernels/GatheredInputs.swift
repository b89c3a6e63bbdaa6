internal import KernelCore

/// A tensor that lies in a bigger one.
@safe struct StridedInput<Scalar: PReLUScalar> {
  /// The view's element `[0, 0, …, 0]`.
  private let start: UnsafePointer<Scalar>
  /// The axes outside of the dense runs, the innermost first.
  private var axes = ShortList(filler: StridedView.Axis(count: 1, stride: 1))
  /// The elements of a dense run.
  private var run = 1

  /// - Parameter start: The memory that `view`, which has elements, is a view of.
  init(_ start: UnsafePointer<Scalar>, _ view: StridedView) {
    // In bounds: the memory was checked to have all that the view reaches.
    unsafe self.start = start + view.offset
    for axis in view.axes.reversed() {
      if axes.count == 0, run == 1, axis.stride == 1 { run = axis.count } else { axes.append(axis) }
    }
  }

  /// Copies the elements from index `first` of the view on.
  func gather(from first: Int, into places: UnsafeMutableBufferPointer<Scalar>) {
    var copied = 0
    while copied < places.count {
      let (index, skipped) = (first + copied).quotientAndRemainder(dividingBy: run)
      let length = min(run - skipped, places.count - copied)
      // In bounds: of the view's elements, which the buffer was checked to have, and of the places that are left.
      unsafe (places.baseAddress.unsafelyUnwrapped + copied).update(
        from: start + offset(ofRun: index) + skipped, count: length)
      copied += length
    }
  }

  /// Where the run of dense elements of this number begins.
  private func offset(ofRun index: Int) -> Int {
    var (rest, offset) = (index, 0)
    for axis in axes.indices {
      let place: Int
      (rest, place) = rest.quotientAndRemainder(dividingBy: axes[axis].count)
      offset += place * axes[axis].stride
    }
    return offset
  }
}

/// Inputs of which some are not dense. A block's elements are copied into scratch memory that a second-level cache holds, where its kernel
/// finds them as it finds those of a dense tensor: the same sums in the same order.
///
/// Scratch memory has the block's elements, about 32,768 of each input, and more only where a tensor has so many slopes that
/// blocks are larger: a 64th of the tensor at most.
@safe struct GatheredInputs<Scalar: PReLUScalar>: BlockMemory {
  let x: StridedInput<Scalar>
  /// `nil` where there is no upstream gradient.
  let g: StridedInput<Scalar>?
  let output: UnsafeMutablePointer<Scalar>

  var count: Int { g == nil ? 2 : 3 }

  /// Outputs overlap with no input.
  var mayPassCaches: Bool { true }

  func withBlock(_ block: Block, at offset: Int, body: (Block, Streams<Scalar>) -> Void) {
    let rowLength = block.channels * block.length
    let isContiguous = block.rows == 1 || block.rowStride == rowLength
    let elements = block.rows * rowLength
    // Each part begins at a cache line.
    let part = elements.roundedUp(toMultipleOf: 64)
    let parts = 1 + (g == nil ? 0 : 1) + (isContiguous ? 0 : 1)
    unsafe withUnsafeTemporaryAllocation(
      byteCount: parts * part * MemoryLayout<Scalar>.stride, alignment: 64
    ) { scratch in
      // In bounds, everywhere below: parts of `part` elements, as many as there are tensors; and the block is one of the output's.
      let x = unsafe scratch.baseAddress.unsafelyUnwrapped
        .bindMemory(to: Scalar.self, capacity: parts * part)
      let g = unsafe g == nil ? x : x + part
      unsafe gather(self.x, block, at: offset, into: x)
      if let gradient = self.g { unsafe gather(gradient, block, at: offset, into: g) }
      if isContiguous {
        unsafe body(block, Streams(x: x, g: g, output: output + offset))
        return
      }
      var dense = block
      dense.rowStride = rowLength
      let results = unsafe g + part
      unsafe body(dense, Streams(x: x, g: g, output: results))
      for row in 0..<block.rows {
        unsafe (output + offset + row * block.rowStride).update(
          from: results + row * rowLength, count: rowLength)
      }
    }
  }

  /// Copies the elements of a block's rows, one after the other.
  private func gather(
    _ input: StridedInput<Scalar>, _ block: Block, at offset: Int,
    into places: UnsafeMutablePointer<Scalar>
  ) {
    let rowLength = block.channels * block.length
    for row in 0..<block.rows {
      unsafe input.gather(
        from: offset + row * block.rowStride,
        into: UnsafeMutableBufferPointer(start: places + row * rowLength, count: rowLength))
    }
  }
}
