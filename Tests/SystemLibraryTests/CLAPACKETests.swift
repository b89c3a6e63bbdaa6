import CLAPACKE
import Testing

@Suite struct CLAPACKETests {
  @Test func solution() {
    // Pivoting is needed: the first element is zero. All numbers on the way are exact.
    var matrix: [Double] = [0, 2, 4, 1]
    var right: [Double] = [6, 11]
    var pivots: [Int32] = [0, 0]
    let status = LAPACKE_dgesv(LAPACK_ROW_MAJOR, 2, 1, &matrix, 2, &pivots, &right, 1)
    #expect(status == 0)
    #expect(right == [2, 3])
    #expect(pivots == [2, 2])
  }

  @Test func singular() {
    var matrix: [Double] = [1, 2, 2, 4]
    var right: [Double] = [1, 1]
    var pivots: [Int32] = [0, 0]
    #expect(LAPACKE_dgesv(LAPACK_ROW_MAJOR, 2, 1, &matrix, 2, &pivots, &right, 1) == 2)
  }
}
