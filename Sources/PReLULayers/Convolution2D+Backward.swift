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
        let pass = pass(values)
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
    let (weights, columnElements) = (weight.values.count, columnElements)
    let elements = threads * (weights + columnElements) + batch * (channels + slopes)
    try unsafe scratch.withElements(elements) { (scratch) throws(PReLUError) in
      // In bounds: one part of the memory after the other.
      let weightSums = unsafe scratch.baseAddress.unsafelyUnwrapped
      let columns = unsafe weightSums + threads * weights
      let biasSums = unsafe columns + threads * columnElements
      let slopeSums = unsafe biasSums + batch * channels
      unsafe weightSums.update(repeating: 0, count: threads * weights)
      try SingleThreadedBLAS.run { () throws(PReLUError) in
        try Parallel.run(count: batch, threads: threads) { (part, images) throws(PReLUError) in
          for image in images {
            // Only empty buffers have no address.
            let g = unsafe operands.g.baseAddress.unsafelyUnwrapped + image * size
            // In bounds: images of the batch, and what belongs to this image or part of the memory.
            try unsafe pass.backward(
              known + image * size, gradient: g, samples: 1,
              biasSums: biasSums + image * channels, slopeSums: slopeSums + image * slopes)
            unsafe productGradients(
              operands, values, image, g, columns: columns + part * columnElements,
              weightSums: weightSums + part * weights)
          }
        }
      }
      unsafe fold(weightSums, blocks: threads, into: &weight.gradient)
      unsafe fold(biasSums, blocks: batch, into: &bias.gradient)
      if let slope { unsafe fold(slopeSums, blocks: batch, into: &slope.gradient) }
    }
  }

  /// Adds the gradient of the weights of an image to `weightSums`, and writes that to the input where it is wanted.
  private func productGradients(
    _ operands: BackwardOperands<Scalar>, _ values: LinearValues<Scalar>, _ image: Int,
    _ dz: UnsafeMutablePointer<Scalar>, columns: UnsafeMutablePointer<Scalar>,
    weightSums: UnsafeMutablePointer<Scalar>
  ) {
    // In bounds: images of the batch. Only empty buffers have no address.
    let x = unsafe operands.x.baseAddress.unsafelyUnwrapped + image * inputCount
    let dx =
      unsafe operands.dx.isEmpty
      ? nil : operands.dx.baseAddress.unsafelyUnwrapped + image * inputCount
    if let dx = unsafe dx { unsafe dx.update(repeating: 0, count: inputCount) }
    let (pixels, depth, rows) = (geometry.output.pixels, geometry.depth, geometry.groupOutputs)
    let groupSize = geometry.groupInputs * geometry.input.pixels
    for block in blocks {
      let first = block.rows.lowerBound * geometry.output.width
      for group in 0..<geometry.groups {
        // In bounds: the channels of a group of x, dx and dz, from the block's first pixel on, and its rows of W.
        let gradient = unsafe MatrixView(
          start: UnsafePointer(dz) + (group * rows * pixels + first), stride: pixels)
        let matrix = unsafe matrix(of: x + group * groupSize, block, columns: columns)
        unsafe MatrixProduct(
          rows: rows, columns: depth, depth: block.count, left: gradient,
          right: MatrixView(start: matrix.start, stride: matrix.stride, isTransposed: true),
          result: weightSums + group * rows * depth, resultStride: depth, beta: 1
        ).run()
        guard let dx = unsafe dx else { continue }
        unsafe inputGradient(
          gradient, values.weight + group * rows * depth, block, columns: columns,
          adding: dx + group * groupSize)
      }
    }
  }

  /// Adds `W^T dz` of a block of a group to the pixels that it comes from.
  private func inputGradient(
    _ gradient: MatrixView<Scalar>, _ weight: UnsafePointer<Scalar>,
    _ block: ImageColumns<Scalar>, columns: UnsafeMutablePointer<Scalar>,
    adding dx: UnsafeMutablePointer<Scalar>
  ) {
    let isPointwise = geometry.isPointwise
    // In bounds: input and output have the same pixels where no columns are made.
    let first = unsafe dx + block.rows.lowerBound * geometry.output.width
    unsafe MatrixProduct(
      rows: geometry.depth, columns: block.count, depth: geometry.groupOutputs,
      left: MatrixView(start: weight, stride: geometry.depth, isTransposed: true),
      right: gradient, result: isPointwise ? first : columns,
      resultStride: isPointwise ? geometry.output.pixels : block.count, beta: 0
    ).run()
    if !isPointwise { unsafe block.scatter(columns, adding: dx) }
  }
}
