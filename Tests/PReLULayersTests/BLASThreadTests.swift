import CBLAS
import Dispatch
import Testing

@testable import PReLULayers

/// BLAS has one thread while a layer is at work, and the caller's setting afterwards.
@Suite struct BLASThreadTests {
  @Test func oneWhileAtWork() {
    SingleThreadedBLAS.run { #expect(openblas_get_num_threads() == 1) }
    DispatchQueue.concurrentPerform(iterations: 100) { _ in
      SingleThreadedBLAS.run {
        #expect(openblas_get_num_threads() == 1)
        SingleThreadedBLAS.run { #expect(openblas_get_num_threads() == 1) }
        #expect(openblas_get_num_threads() == 1)
      }
    }
  }

  /// After a call, after one that throws, and after many at the same time.
  @Test func restored() async throws {
    #expect(try await isRestored { SingleThreadedBLAS.run {} })
    #expect(
      try await isRestored {
        #expect(throws: LayerError.noLayers) {
          try SingleThreadedBLAS.run { () throws(LayerError) in throw .noLayers }
        }
      })
    #expect(
      try await isRestored {
        DispatchQueue.concurrentPerform(iterations: 50) { _ in SingleThreadedBLAS.run {} }
      })
  }

  /// Whether a setting of two threads is there again after `body`, once in ten thousand times: layers of other tests that began before
  /// put theirs back.
  private func isRestored(_ body: () throws -> Void) async throws -> Bool {
    let setting = openblas_get_num_threads()
    defer { openblas_set_num_threads(setting) }
    for _ in 0..<10_000 {
      openblas_set_num_threads(2)
      try body()
      if openblas_get_num_threads() == 2 { return true }
      try await Task.sleep(for: .milliseconds(1))
    }
    return false
  }
}
