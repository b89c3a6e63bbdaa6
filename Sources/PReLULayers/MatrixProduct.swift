/// A row-major matrix in memory, or its transpose.
@safe struct MatrixView<Scalar: BLASScalar> {
  let start: UnsafePointer<Scalar>
  /// From one row in memory to the next.
  let stride: Int
  var isTransposed = false

  /// Where row `row` of the matrix begins; of a transposed one, what is a column in memory.
  func row(_ row: Int) -> UnsafePointer<Scalar> {
    // In bounds where the row is.
    unsafe start + (isTransposed ? row : row * stride)
  }

  /// Where column `column` begins.
  func column(_ column: Int) -> UnsafePointer<Scalar> {
    // In bounds where the column is.
    unsafe start + (isTransposed ? column * stride : column)
  }
}

/// `result = left * right + beta * result`, of matrices of `rows` by `depth` and `depth` by `columns`.
@safe struct MatrixProduct<Scalar: BLASScalar> {
  let rows: Int
  let columns: Int
  let depth: Int
  let left: MatrixView<Scalar>
  let right: MatrixView<Scalar>
  let result: UnsafeMutablePointer<Scalar>
  /// From one row of the result to the next.
  let resultStride: Int
  /// 0, where what the result held is not read, or 1.
  let beta: Scalar

  /// Computes the product on the caller's thread.
  func run() {
    run(rows: 0..<rows, columns: 0..<columns)
  }

  /// Computes the product on at most `threads` threads, each a stripe of the result after `prepare` was called with its rows
  /// and columns.
  ///
  /// BLAS copies both factors into an order of its own. Each thread copies one of them whole, so the cut goes through the
  /// longer side of the result, which leaves the smaller factor whole.
  func run(threads: Int, prepare: (_ rows: Range<Int>, _ columns: Range<Int>) -> Void = { _, _ in })
  {
    let threads = min(threads, max(1, rows * columns / Self.elementsRepayingThread(depth: depth)))
    if rows >= columns {
      Parallel.run(count: rows, threads: threads, granule: Self.granule) { _, rows in
        prepare(rows, 0..<columns)
        run(rows: rows, columns: 0..<columns)
      }
    } else {
      Parallel.run(count: columns, threads: threads, granule: Self.granule) { _, columns in
        prepare(0..<rows, columns)
        run(rows: 0..<rows, columns: columns)
      }
    }
  }

  /// The part of the result in some rows and columns.
  private func run(rows: Range<Int>, columns: Range<Int>) {
    guard !rows.isEmpty, !columns.isEmpty else { return }
    // In bounds: a part of the result, which starts in it.
    let part = unsafe result + (rows.lowerBound * resultStride + columns.lowerBound)
    guard depth > 0 else {
      // BLAS is not asked for a sum of nothing.
      if beta == 0 {
        for row in 0..<rows.count {
          unsafe (part + row * resultStride).update(repeating: 0, count: columns.count)
        }
      }
      return
    }
    unsafe Scalar._multiply(
      rows: Int32(rows.count), columns: Int32(columns.count), depth: Int32(depth),
      left.row(rows.lowerBound), stride: Int32(left.stride), transposed: left.isTransposed,
      right.column(columns.lowerBound), stride: Int32(right.stride),
      transposed: right.isTransposed, beta: beta, into: part, stride: Int32(resultStride))
  }

  /// A multiple of the rows and columns that BLAS's kernels compute at once.
  private static var granule: Int { 16 }

  /// So many elements of the result are a million multiplications, some tens of microseconds: what waking a thread costs.
  private static func elementsRepayingThread(depth: Int) -> Int {
    max(1, (1 << 20) / max(1, depth))
  }
}
