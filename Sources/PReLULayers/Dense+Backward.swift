internal import PReLUKernels

extension Dense {
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
        try translatingKernelErrors { () throws(PReLUError) in
          try activationGradients(
            operands, pass(values, keptProduct: keptProduct), batch: batch, threads: threads)
        }
        SingleThreadedBLAS.run {
          productGradients(operands, values, batch: batch, threads: threads)
        }
      }
    }
  }

  /// Turns g into dz, and sums up the gradients of the bias and the slopes.
  ///
  /// In blocks of rows that stay in a cache between the activation and the sum. Blocks do not depend on the threads, nor do these
  /// gradients.
  private func activationGradients(
    _ operands: BackwardOperands<Scalar>, _ pass: ActivationPass<Scalar>, batch: Int, threads: Int
  ) throws(PReLUError) {
    let rows = max(1, Self.blockElements / outputs)
    let blocks = (batch + rows - 1) / rows
    // Only empty buffers have no address.
    let (y, g) = unsafe (
      operands.y.baseAddress.unsafelyUnwrapped, operands.g.baseAddress.unsafelyUnwrapped
    )
    let slopes = unsafe pass.slopes.count
    try unsafe products.withElements(pass.needsProduct ? batch * outputs : 0) {
      (products) throws(PReLUError) in
      let known =
        unsafe pass.needsProduct
        ? UnsafePointer(products.baseAddress.unsafelyUnwrapped) : y
      try unsafe sums.withElements(blocks * (outputs + slopes)) { (sums) throws(PReLUError) in
        let biasSums = unsafe sums.baseAddress.unsafelyUnwrapped
        let slopeSums = unsafe biasSums + blocks * outputs
        try Parallel.run(count: blocks, threads: threads) { (_, range) throws(PReLUError) in
          for block in range {
            let start = block * rows
            // In bounds: rows of the batch, and the sums of this block.
            try unsafe pass.backward(
              known + start * outputs, gradient: g + start * outputs,
              samples: min(rows, batch - start), biasSums: biasSums + block * outputs,
              slopeSums: slopeSums + block * slopes)
          }
        }
        unsafe fold(biasSums, blocks: blocks, into: &bias.gradient)
        if let slope { unsafe fold(slopeSums, blocks: blocks, into: &slope.gradient) }
      }
    }
  }

  /// `dW = dz^T x`, and `dx = dz W` where it is wanted.
  private func productGradients(
    _ operands: BackwardOperands<Scalar>, _ values: LinearValues<Scalar>, batch: Int, threads: Int
  ) {
    // Only empty buffers have no address.
    let x = unsafe operands.x.baseAddress.unsafelyUnwrapped
    let dz = unsafe UnsafePointer(operands.g.baseAddress.unsafelyUnwrapped)
    unsafe weight.gradient.withUnsafeMutableBufferPointer { gradient in
      unsafe MatrixProduct(
        rows: outputs, columns: inputs, depth: batch,
        left: MatrixView(start: dz, stride: outputs, isTransposed: true),
        right: MatrixView(start: x, stride: inputs),
        result: gradient.baseAddress.unsafelyUnwrapped, resultStride: inputs, beta: 0
      ).run(threads: threads)
    }
    guard unsafe !operands.dx.isEmpty, let dx = unsafe operands.dx.baseAddress else { return }
    unsafe MatrixProduct(
      rows: batch, columns: inputs, depth: outputs, left: MatrixView(start: dz, stride: outputs),
      right: MatrixView(start: values.weight, stride: inputs), result: dx, resultStride: inputs,
      beta: 0
    ).run(threads: threads)
  }

  /// Of Float 128 KiB, and as much of the product: in every second-level cache.
  private static var blockElements: Int { 1 << 15 }
}
