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

  /// Each thread takes neighbouring images, one after the other: the product of an image is still in cache when its activation is
  /// computed.
  private func forward(
    _ x: UnsafePointer<Scalar>, _ values: LinearValues<Scalar>, _ pass: ActivationPass<Scalar>,
    z: UnsafeMutablePointer<Scalar>, into y: UnsafeMutablePointer<Scalar>, batch: Int,
    threads: Int
  ) throws(PReLUError) {
    let (inputCount, outputCount) = (inputCount, outputCount)
    let (blocks, columnElements) = (blocks, columnElements)
    try unsafe scratch.withElements(threads * columnElements) { (scratch) throws(PReLUError) in
      try SingleThreadedBLAS.run { () throws(PReLUError) in
        try Parallel.run(count: batch, threads: threads) { (part, images) throws(PReLUError) in
          // In bounds: the columns of this part, and images of the batch.
          let columns = unsafe scratch.baseAddress.map { unsafe $0 + part * columnElements }
          for image in images {
            let start = image * outputCount
            for block in blocks {
              unsafe multiply(
                x + image * inputCount, values, block, columns: columns, into: z + start)
            }
            try unsafe pass.forward(z + start, into: y + start, samples: 1, threads: .serial)
          }
        }
      }
    }
  }

  /// `z = W columns + b` for a block of an image, group by group.
  ///
  /// The bias is what the product is added to, in the place of the zeros that BLAS would write.
  private func multiply(
    _ x: UnsafePointer<Scalar>, _ values: LinearValues<Scalar>, _ block: ImageColumns<Scalar>,
    columns: UnsafeMutablePointer<Scalar>?, into z: UnsafeMutablePointer<Scalar>
  ) {
    let (pixels, first) = (geometry.output.pixels, block.rows.lowerBound * geometry.output.width)
    let (rows, depth) = (geometry.groupOutputs, geometry.depth)
    for channel in 0..<geometry.output.channels {
      // In bounds: the block's pixels of a channel.
      unsafe (z + (channel * pixels + first)).update(
        repeating: values.bias[channel], count: block.count)
    }
    for group in 0..<geometry.groups {
      // In bounds: the channels of a group, its rows of W, and its channels of z from the block's first pixel on.
      let image = unsafe x + group * geometry.groupInputs * geometry.input.pixels
      let right = unsafe matrix(of: image, block, columns: columns)
      unsafe MatrixProduct(
        rows: rows, columns: block.count, depth: depth,
        left: MatrixView(start: values.weight + group * rows * depth, stride: depth),
        right: right, result: z + (group * rows * pixels + first), resultStride: pixels, beta: 1
      ).run()
    }
  }

  /// The matrix of columns of a block: `columns`, once filled, or the image itself.
  func matrix(
    of image: UnsafePointer<Scalar>, _ block: ImageColumns<Scalar>,
    columns: UnsafeMutablePointer<Scalar>?
  ) -> MatrixView<Scalar> {
    guard !geometry.isPointwise, let columns = unsafe columns else {
      // In bounds: input and output have the same pixels.
      return unsafe MatrixView(
        start: image + block.rows.lowerBound * geometry.output.width,
        stride: geometry.output.pixels)
    }
    unsafe block.gather(image, into: columns)
    return unsafe MatrixView(start: UnsafePointer(columns), stride: block.count)
  }
}
