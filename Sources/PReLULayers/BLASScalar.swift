internal import CBLAS
public import PReLUKernels

/// A type of number that layers compute in: Float or Double, for which BLAS has its functions.
///
/// The conformances are this package's own.
public protocol BLASScalar: PReLUScalar, BinaryFloatingPoint, SIMDScalar, Codable {
  /// `c = a * b + beta * c` for row-major matrices, by `cblas_sgemm` or `cblas_dgemm`.
  ///
  /// With `beta` 0 what c holds is not read.
  static func _multiply(
    rows: Int32, columns: Int32, depth: Int32,
    _ a: UnsafePointer<Self>, stride aStride: Int32, transposed aIsTransposed: Bool,
    _ b: UnsafePointer<Self>, stride bStride: Int32, transposed bIsTransposed: Bool,
    beta: Self, into c: UnsafeMutablePointer<Self>, stride cStride: Int32)
}

extension Float: BLASScalar {
  public static func _multiply(
    rows: Int32, columns: Int32, depth: Int32,
    _ a: UnsafePointer<Float>, stride aStride: Int32, transposed aIsTransposed: Bool,
    _ b: UnsafePointer<Float>, stride bStride: Int32, transposed bIsTransposed: Bool,
    beta: Float, into c: UnsafeMutablePointer<Float>, stride cStride: Int32
  ) {
    // In bounds where the caller's matrices are.
    unsafe cblas_sgemm(
      CblasRowMajor, aIsTransposed ? CblasTrans : CblasNoTrans,
      bIsTransposed ? CblasTrans : CblasNoTrans, rows, columns, depth, 1, a, aStride, b, bStride,
      beta, c, cStride)
  }
}

extension Double: BLASScalar {
  public static func _multiply(
    rows: Int32, columns: Int32, depth: Int32,
    _ a: UnsafePointer<Double>, stride aStride: Int32, transposed aIsTransposed: Bool,
    _ b: UnsafePointer<Double>, stride bStride: Int32, transposed bIsTransposed: Bool,
    beta: Double, into c: UnsafeMutablePointer<Double>, stride cStride: Int32
  ) {
    // In bounds where the caller's matrices are.
    unsafe cblas_dgemm(
      CblasRowMajor, aIsTransposed ? CblasTrans : CblasNoTrans,
      bIsTransposed ? CblasTrans : CblasNoTrans, rows, columns, depth, 1, a, aStride, b, bStride,
      beta, c, cStride)
  }
}
