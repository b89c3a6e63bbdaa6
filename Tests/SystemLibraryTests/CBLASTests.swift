import CBLAS
import Testing

@Suite struct CBLASTests {
  @Test func product() {
    let a: [Float] = [1, 2, 3, 4]
    let b: [Float] = [5, 6, 7, 8]
    var c: [Float] = [100, 200, 300, 400]
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, 2, 2, 2, 2, a, 2, b, 2, 0.5, &c, 2)
    // 2 * a * transpose(b) + c / 2
    #expect(c == [84, 146, 228, 306])
  }

  @Test func configuration() {
    #expect(!String(cString: openblas_get_config()).isEmpty)
    #expect(openblas_get_num_threads() >= 1)
  }
}
