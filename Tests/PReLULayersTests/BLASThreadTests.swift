import CBLAS
import Dispatch
import Foundation
import Synchronization
import Testing

@testable import PReLULayers

/// BLAS has one thread while a layer is at work, and the caller's setting afterwards. One test after the other, since all of them
/// change the setting.
@Suite(.serialized) struct BLASThreadTests {
  @Test func oneWhileAtWork() async throws {
    let isOne = try await holds {
      let others = Atomic(0)
      let look: @Sendable () -> Void = {
        if openblas_get_num_threads() != 1 { others.add(1, ordering: .relaxed) }
      }
      SingleThreadedBLAS.run(look)
      DispatchQueue.concurrentPerform(iterations: 100) { _ in
        SingleThreadedBLAS.run {
          look()
          SingleThreadedBLAS.run(look)
          look()
        }
      }
      return others.load(ordering: .relaxed) == 0
    }
    #expect(isOne)
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

  /// A product of 2^31 operations takes some tens of milliseconds, in which another thread looks at the setting.
  @Test func oneWhileADenseLayerMultiplies() async throws {
    let size = 1024
    var generator = RandomGenerator(seed: 1)
    let layer = try Dense<Float>(
      name: "d", inputs: size, outputs: size, initializer: .constant(1), using: &generator)
    let x = [Float](repeating: 1, count: size * size)
    var y = x
    let isOne = try await holds(attempts: 50) {
      let watch = SettingWatch()
      var output = y.mutableSpan
      try layer.forward(x.span, into: &output, batch: size, purpose: .inference, threads: 1)
      let (ones, all) = watch.end()
      // Few looks are before or after the product.
      return 2 * ones > all
    }
    #expect(isOne)
  }

  private func isRestored(_ body: () throws -> Void) async throws -> Bool {
    try await holds {
      try body()
      return openblas_get_num_threads() == 2
    }
  }

  /// Whether `body` returns `true`, where the setting is two threads before it, in one of the attempts: layers of other tests that began
  /// before are at work with these two threads, or put theirs back.
  private func holds(attempts: Int = 10_000, _ body: () throws -> Bool) async throws -> Bool {
    let setting = openblas_get_num_threads()
    defer { openblas_set_num_threads(setting) }
    for _ in 0..<attempts {
      openblas_set_num_threads(2)
      if try body() { return true }
      try await Task.sleep(for: .milliseconds(1))
    }
    return false
  }
}

/// A thread that looks at BLAS's setting until it is told to end.
private final class SettingWatch: Sendable {
  private let isEnding = Atomic(false)
  private let ended = DispatchSemaphore(value: 0)
  private let looks = Mutex((ones: 0, all: 0))

  init() {
    Thread.detachNewThread { [self] in
      while !isEnding.load(ordering: .relaxed) {
        let isOne = openblas_get_num_threads() == 1
        looks.withLock { looks in
          looks.all += 1
          if isOne { looks.ones += 1 }
        }
        usleep(100)
      }
      ended.signal()
    }
  }

  /// How often the setting was 1, and how often it was looked at.
  func end() -> (ones: Int, all: Int) {
    isEnding.store(true, ordering: .relaxed)
    ended.wait()
    return looks.withLock(\.self)
  }
}
