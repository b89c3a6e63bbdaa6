internal import CLAPACKE

/// A row-major matrix whose rows, or columns where they are fewer, are orthonormal, uniformly distributed among those.
///
/// Q of the QR factorisation of a tall matrix of normal numbers, its columns with the signs of R's diagonal; a wide matrix is the transpose of
/// one. Source: Mezzadri 2007, "How to Generate Random Matrices from the Classical Compact Groups".
func orthogonalMatrix(
  rows: Int, columns: Int, using generator: inout RandomGenerator
) throws(LayerError) -> [Double] {
  let (long, short) = (max(rows, columns), min(rows, columns))
  // Column by column in memory, as LAPACK has it: a wide matrix is then right row by row.
  var q = (0..<(long * short)).map { _ in generator.normal() }
  var reflectors = [Double](repeating: 0, count: short)
  try SingleThreadedBLAS.run { () throws(LayerError) in
    var status = unsafe LAPACKE_dgeqrf(
      LAPACK_COL_MAJOR, Int32(long), Int32(short), &q, Int32(long), &reflectors)
    guard status == 0 else {
      throw .factorisation(routine: "LAPACKE_dgeqrf", status: Int(status))
    }
    let isNegative = (0..<short).map { q[$0 * long + $0] < 0 }
    status = unsafe LAPACKE_dorgqr(
      LAPACK_COL_MAJOR, Int32(long), Int32(short), Int32(short), &q, Int32(long), reflectors)
    guard status == 0 else {
      throw .factorisation(routine: "LAPACKE_dorgqr", status: Int(status))
    }
    for column in 0..<short where isNegative[column] {
      for index in (column * long)..<((column + 1) * long) { q[index] = -q[index] }
    }
  }
  if rows <= columns { return q }
  return (0..<rows).flatMap { row in (0..<columns).map { q[$0 * rows + row] } }
}
