internal import PReLUKernels

extension Convolution2D {
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func forward(
    _ x: Span<Scalar>, into y: inout MutableSpan<Scalar>, batch: Int, purpose: Purpose,
    threads: Int
  ) throws(LayerError) {
    try check(batch: batch, threads: threads, input: x.count, output: y.count)
    try checkKernels()
    trainingBatch = purpose == .training ? batch : nil
    guard batch > 0 else { return }
    try unsafe withPointers(x, &y) { (x, y) throws(LayerError) in
      try linear.withValues { (values) throws(LayerError) in
        let pass = pass(values)
        // Only empty buffers have no address.
        let (x, y) = unsafe (x.baseAddress.unsafelyUnwrapped, y.baseAddress.unsafelyUnwrapped)
        let keepsProducts = pass.needsProduct && purpose == .training
        keptProduct = keepsProducts
        try unsafe products.withElements(keepsProducts ? batch * outputCount : 0) {
          (kept) throws(LayerError) in
          let z = unsafe keepsProducts ? kept.baseAddress.unsafelyUnwrapped : y
          try translatingKernelErrors { () throws(PReLUError) in
            try unsafe forward(
              x, values, pass, z: z, into: y, batch: batch, threads: min(threads, batch))
          }
        }
      }
    }
  }

  /// Each thread takes neighbouring images, one after the other, or a few where they are small: their product is still in cache when the
  /// activation is computed.
  private func forward(
    _ x: UnsafePointer<Scalar>, _ values: LinearValues<Scalar>, _ pass: ActivationPass<Scalar>,
    z: UnsafeMutablePointer<Scalar>, into y: UnsafeMutablePointer<Scalar>, batch: Int,
    threads: Int
  ) throws(PReLUError) {
    let (inputSize, outputSize, scratchCount) = (inputCount, outputCount, blockScratch.count)
    try unsafe scratch.withElements(threads * scratchCount) { (scratch) throws(PReLUError) in
      try SingleThreadedBLAS.run { () throws(PReLUError) in
        try Parallel.run(count: batch, threads: threads) { (part, images) throws(PReLUError) in
          // In bounds: the memory of this part, and images of the batch.
          let scratch = unsafe scratch.baseAddress.map { unsafe $0 + part * scratchCount }
          try forEachBlocks(of: images) { (images, blocks) throws(PReLUError) in
            let start = images.lowerBound * outputSize
            for block in blocks {
              unsafe multiply(
                x + images.lowerBound * inputSize, values, block, scratch: scratch, into: z + start)
            }
            try unsafe pass.forward(
              z + start, into: y + start, samples: images.count, threads: .serial)
          }
        }
      }
    }
  }

  /// `z = W columns + b` for a block, group by group.
  ///
  /// The bias is what the product is added to, in the place of the zeros that BLAS would write.
  private func multiply(
    _ x: UnsafePointer<Scalar>, _ values: LinearValues<Scalar>, _ block: ImageColumns<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>?, into z: UnsafeMutablePointer<Scalar>
  ) {
    let (pixels, rows, depth) = (geometry.output.pixels, geometry.groupOutputs, geometry.depth)
    for group in 0..<geometry.groups {
      // In bounds: the channels of a group, its rows of W and b, and its channels of z.
      let channels = unsafe z + group * rows * pixels
      let right = unsafe matrix(
        of: x + group * geometry.groupInputs * geometry.input.pixels, block, columns: scratch)
      let tile = unsafe tile(block, scratch)
      // From the block's first pixel on, where it is a part of an image.
      let result =
        unsafe tile?.elements
        ?? channels + block.rows.lowerBound * geometry.output.width
      let stride = tile?.stride ?? pixels
      for row in 0..<rows {
        unsafe (result + row * stride).update(
          repeating: values.bias[group * rows + row], count: block.count)
      }
      unsafe MatrixProduct(
        rows: rows, columns: block.count, depth: depth,
        left: MatrixView(start: values.weight + group * rows * depth, stride: depth),
        right: right, result: result, resultStride: stride, beta: 1
      ).run()
      unsafe tile?.scatter(to: channels)
    }
  }

  /// The matrix of columns of a block: `columns`, once filled, or the image itself.
  func matrix(
    of x: UnsafePointer<Scalar>, _ block: ImageColumns<Scalar>,
    columns: UnsafeMutablePointer<Scalar>?
  ) -> MatrixView<Scalar> {
    guard !isDirect(block), let columns = unsafe columns else {
      // In bounds: input and output have the same pixels.
      return unsafe MatrixView(
        start: x + block.rows.lowerBound * geometry.output.width, stride: geometry.output.pixels)
    }
    unsafe block.gather(x, into: columns)
    return unsafe MatrixView(start: UnsafePointer(columns), stride: block.count)
  }

  /// Whether the image itself is the matrix of columns.
  func isDirect(_ block: ImageColumns<Scalar>) -> Bool {
    geometry.isPointwise && block.images == 1
  }

  /// Where the outputs of several images are one matrix; `nil` for one image, whose are.
  func tile(
    _ block: ImageColumns<Scalar>, _ scratch: UnsafeMutablePointer<Scalar>?
  ) -> ImageTile<Scalar>? {
    guard block.images > 1, let scratch = unsafe scratch else { return nil }
    // In bounds: the tile comes after the columns.
    return unsafe ImageTile(
      geometry: geometry, images: block.images, elements: scratch + blockScratch.columns)
  }
}
