internal import PReLUKernels

extension Convolution2D {
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func backward(
    _ x: Span<Scalar>, output y: Span<Scalar>, gradient g: inout MutableSpan<Scalar>,
    inputGradient dx: inout MutableSpan<Scalar>, batch: Int, threads: Int
  ) throws(LayerError) {
    try checkBackward(
      batch: batch, threads: threads, trainingBatch: trainingBatch,
      counts: (x.count, y.count, g.count, dx.count))
    try checkKernels()
    guard batch > 0 else { return linear.clearGradients() }
    try withPointers(x, y, &g, &dx) { (operands) throws(LayerError) in
      try linear.withValues { (values) throws(LayerError) in
        let pass = pass(values, keptProduct: keptProduct)
        try unsafe products.withElements(pass.needsProduct ? batch * outputCount : 0) {
          (products) throws(LayerError) in
          // Only empty buffers have no address.
          let known =
            unsafe pass.needsProduct
            ? UnsafePointer(products.baseAddress.unsafelyUnwrapped)
            : operands.y.baseAddress.unsafelyUnwrapped
          try translatingKernelErrors { () throws(PReLUError) in
            try unsafe backward(
              operands, values, pass, known: known, batch: batch, threads: min(threads, batch))
          }
        }
      }
    }
  }

  /// Each thread takes neighbouring images, one after the other, and sums up the gradient of the weights; bias and slopes have sums
  /// of each image. All are added in the order of the images.
  private func backward(
    _ operands: BackwardOperands<Scalar>, _ values: LinearValues<Scalar>,
    _ pass: ActivationPass<Scalar>, known: UnsafePointer<Scalar>, batch: Int, threads: Int
  ) throws(PReLUError) {
    let (size, channels) = (pass.size, geometry.output.channels)
    let slopes = unsafe pass.slopes.count
    let (weights, scratchCount) = (weight.values.count, blockScratch.count)
    let elements = threads * (weights + scratchCount) + batch * (channels + slopes)
    try unsafe scratch.withElements(elements) { (scratch) throws(PReLUError) in
      // In bounds: one part of the memory after the other.
      let weightSums = unsafe scratch.baseAddress.unsafelyUnwrapped
      let blockScratch = unsafe weightSums + threads * weights
      let biasSums = unsafe blockScratch + threads * scratchCount
      let slopeSums = unsafe biasSums + batch * channels
      unsafe weightSums.update(repeating: 0, count: threads * weights)
      try SingleThreadedBLAS.run { () throws(PReLUError) in
        try Parallel.run(count: batch, threads: threads) { (part, images) throws(PReLUError) in
          try forEachBlocks(of: images) { (images, blocks) throws(PReLUError) in
            // Only empty buffers have no address.
            let g = unsafe operands.g.baseAddress.unsafelyUnwrapped
            for image in images {
              // In bounds: an image of the batch, and its sums.
              try unsafe pass.backward(
                known + image * size, gradient: g + image * size, samples: 1,
                biasSums: biasSums + image * channels, slopeSums: slopeSums + image * slopes)
            }
            // In bounds: images of the batch, and the memory of this part.
            unsafe productGradients(
              operands, values, images, blocks, dz: g + images.lowerBound * size,
              scratch: blockScratch + part * scratchCount, weightSums: weightSums + part * weights)
          }
        }
      }
      unsafe fold(weightSums, blocks: threads, into: &weight.gradient)
      unsafe fold(biasSums, blocks: batch, into: &bias.gradient)
      if let slope { unsafe fold(slopeSums, blocks: batch, into: &slope.gradient) }
    }
  }

  /// Adds the gradient of the weights of some images to `weightSums`, and writes that to the input where it is wanted.
  private func productGradients(
    _ operands: BackwardOperands<Scalar>, _ values: LinearValues<Scalar>, _ images: Range<Int>,
    _ blocks: [ImageColumns<Scalar>], dz: UnsafePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>, weightSums: UnsafeMutablePointer<Scalar>
  ) {
    // In bounds: images of the batch. Only empty buffers have no address.
    let start = images.lowerBound * inputCount
    let x = unsafe operands.x.baseAddress.unsafelyUnwrapped + start
    let dx = unsafe operands.dx.isEmpty ? nil : operands.dx.baseAddress.unsafelyUnwrapped + start
    if let dx = unsafe dx { unsafe dx.update(repeating: 0, count: images.count * inputCount) }
    let (depth, rows) = (geometry.depth, geometry.groupOutputs)
    let groupSize = geometry.groupInputs * geometry.input.pixels
    for block in blocks {
      for group in 0..<geometry.groups {
        // In bounds: the channels of a group of x, dx and dz, and its rows of W.
        let gradient = unsafe gradient(
          dz + group * rows * geometry.output.pixels, block, scratch: scratch)
        let matrix = unsafe matrix(of: x + group * groupSize, block, columns: scratch)
        unsafe MatrixProduct(
          rows: rows, columns: depth, depth: block.count, left: gradient,
          right: MatrixView(start: matrix.start, stride: matrix.stride, isTransposed: true),
          result: weightSums + group * rows * depth, resultStride: depth, beta: 1
        ).run()
        guard let dx = unsafe dx else { continue }
        unsafe inputGradient(
          gradient, values.weight + group * rows * depth, block, columns: scratch,
          adding: dx + group * groupSize)
      }
    }
  }

  /// The gradient to the product of a block as a matrix: in the place where it is, or of several images in their tile.
  private func gradient(
    _ dz: UnsafePointer<Scalar>, _ block: ImageColumns<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>
  ) -> MatrixView<Scalar> {
    guard let tile = unsafe tile(block, scratch) else {
      // In bounds: from the block's first pixel on.
      return unsafe MatrixView(
        start: dz + block.rows.lowerBound * geometry.output.width, stride: geometry.output.pixels)
    }
    unsafe tile.gather(dz)
    return unsafe MatrixView(start: UnsafePointer(tile.elements), stride: tile.stride)
  }

  /// Adds `W^T dz` of a block of a group to the pixels that it comes from.
  private func inputGradient(
    _ gradient: MatrixView<Scalar>, _ weight: UnsafePointer<Scalar>,
    _ block: ImageColumns<Scalar>, columns: UnsafeMutablePointer<Scalar>,
    adding dx: UnsafeMutablePointer<Scalar>
  ) {
    let isDirect = isDirect(block)
    // In bounds: input and output have the same pixels where no columns are made.
    let first = unsafe dx + block.rows.lowerBound * geometry.output.width
    unsafe MatrixProduct(
      rows: geometry.depth, columns: block.count, depth: geometry.groupOutputs,
      left: MatrixView(start: weight, stride: geometry.depth, isTransposed: true),
      right: gradient, result: isDirect ? first : columns,
      resultStride: isDirect ? geometry.output.pixels : block.count, beta: 0
    ).run()
    if !isDirect { unsafe block.scatter(columns, adding: dx) }
  }
}
