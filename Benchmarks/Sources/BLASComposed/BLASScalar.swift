internal import CBLAS

/// The BLAS functions that a PReLU is put together from, for the types that BLAS has.
///
/// Counts fit in BLAS's 32-bit integers: the benchmark's tensors have fewer than 2^31 elements.
public protocol BLASScalar: MissingLoops {
  /// `y = x`.
  static func copy(_ count: Int, _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>)

  /// `y = factor * x + y`.
  static func add(
    _ count: Int, _ factor: Self, _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>)

  /// The dot product of x and y.
  static func dot(_ count: Int, _ x: UnsafePointer<Self>, _ y: UnsafePointer<Self>) -> Self

  /// `y = transpose(matrix) * x` for a row-major matrix.
  static func multiplyTransposed(
    _ matrix: UnsafePointer<Self>, rows: Int, columns: Int, _ x: UnsafePointer<Self>,
    into y: UnsafeMutablePointer<Self>)
}

extension Float: BLASScalar {
  public static func copy(
    _ count: Int, _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>
  ) {
    cblas_scopy(Int32(count), x, 1, y, 1)
  }

  public static func add(
    _ count: Int, _ factor: Float, _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>
  ) {
    cblas_saxpy(Int32(count), factor, x, 1, y, 1)
  }

  public static func dot(
    _ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>
  ) -> Float {
    cblas_sdot(Int32(count), x, 1, y, 1)
  }

  public static func multiplyTransposed(
    _ matrix: UnsafePointer<Float>, rows: Int, columns: Int, _ x: UnsafePointer<Float>,
    into y: UnsafeMutablePointer<Float>
  ) {
    cblas_sgemv(
      CblasRowMajor, CblasTrans, Int32(rows), Int32(columns), 1, matrix, Int32(columns), x, 1, 0, y,
      1)
  }
}

extension Double: BLASScalar {
  public static func copy(
    _ count: Int, _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>
  ) {
    cblas_dcopy(Int32(count), x, 1, y, 1)
  }

  public static func add(
    _ count: Int, _ factor: Double, _ x: UnsafePointer<Double>,
    into y: UnsafeMutablePointer<Double>
  ) {
    cblas_daxpy(Int32(count), factor, x, 1, y, 1)
  }

  public static func dot(
    _ count: Int, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>
  ) -> Double {
    cblas_ddot(Int32(count), x, 1, y, 1)
  }

  public static func multiplyTransposed(
    _ matrix: UnsafePointer<Double>, rows: Int, columns: Int, _ x: UnsafePointer<Double>,
    into y: UnsafeMutablePointer<Double>
  ) {
    cblas_dgemv(
      CblasRowMajor, CblasTrans, Int32(rows), Int32(columns), 1, matrix, Int32(columns), x, 1, 0, y,
      1)
  }
}
