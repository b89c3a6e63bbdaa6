import Cases
import Testing

/// What suites promise of the sizes of their cases.
struct SuiteTests {
  static let cacheSizes = [32 << 20, 105 << 20]

  @Test func theSweepGoesFromFourKiBToOneGiB() {
    expectFootprints(of: .sweep, from: 4096, to: 1 << 30)
  }

  @Test func threadsGoFrom64KiBTo64MiB() {
    expectFootprints(of: .threads, from: 64 << 10, to: 64 << 20)
  }

  @Test(arguments: cacheSizes)
  func memoryIsPastTheCaches(_ cache: Int) {
    let cases = Cases.Suite.memory.cases(lastLevelCache: cache)
    for subject in cases {
      // A sample more is a few hundredths of that at most.
      #expect((4.0..<4.1).contains(Double(subject.usefulBytes) / Double(cache)))
    }
    #expect(cases.count { $0.threads == .atMost(1) } == 4)
  }

  @Test func cacheFitsIntoTheSecondLevel() {
    for subject in Cases.Suite.cache.cases(lastLevelCache: 0) {
      let bytes = subject.count * subject.type.bytes
      #expect((180 << 10...256 << 10).contains(bytes), "\(subject.name)")
      #expect(subject.threads == .atMost(1))
    }
  }

  @Test(arguments: [Cases.Suite.memory, .cache])
  func everyKindIsThere(_ suite: Cases.Suite) {
    let cases = suite.cases(lastLevelCache: 32 << 20)
    for type in Case.ScalarType.computed {
      for direction in Case.Direction.firstOrder {
        let some = cases.filter {
          $0.type == type && $0.direction == direction && $0.slopes == .channel
        }
        let inner = Set(some.filter { $0.arrangement == .nchw }.map(\.inner))
        let channels = Set(some.filter { $0.arrangement == .nhwc }.map(\.channels))
        #expect(inner == [3136, 196, 49])
        #expect(channels == [3, 10, 16, 64, 256])
        #expect(some.contains { $0.arrangement == .nc && $0.channels == 1024 })
      }
    }
    #expect(Set(cases.map(\.slopes)) == [.channel, .shared, .element, .none])
  }

  @Test(arguments: cacheSizes)
  func thresholdsAreAroundTheCache(_ cache: Int) {
    let cases = Cases.Suite.threshold.cases(lastLevelCache: cache)
    let shares = [0.25, 0.5, 0.75, 0.875, 1, 1.125, 1.25, 1.5, 2, 4]
    func look(_ cases: [Case], at each: Int, count: Int, within sample: Double = 0.025) {
      #expect(cases.count == count)
      for (index, subject) in cases.enumerated() {
        let share = Double(subject.usefulBytes) / Double(cache)
        let wanted = shares[index / each % shares.count]
        #expect(share >= wanted && share < wanted + sample, "\(subject.name)")
      }
    }
    look(
      cases.filter { $0.function == .prelu && $0.direction != .doubleBackward }, at: 2, count: 60)
    look(cases.filter { $0.direction == .doubleBackward }, at: 2, count: 20, within: 0.035)
    look(cases.filter { $0.function != .prelu }, at: 8, count: 80)
  }

  @Test(arguments: Cases.Suite.allCases.filter { ![.half, .broadcast].contains($0) })
  func everyRectifierIsThere(_ suite: Cases.Suite) {
    let cases = suite.cases(lastLevelCache: 32 << 20)
    for function in Case.Function.allCases {
      for direction in Case.Direction.firstOrder {
        #expect(cases.contains { $0.function == function && $0.direction == direction })
      }
    }
    #expect(cases.contains { $0.direction == .doubleBackward })
  }

  @Test(arguments: cacheSizes)
  func halvesAreInTheCacheAndPastIt(_ cache: Int) {
    let cases = Cases.Suite.half.cases(lastLevelCache: cache)
    for type in Case.ScalarType.stored {
      let some = cases.filter { $0.type == type }
      #expect(some.contains { (90 << 10...128 << 10).contains(2 * $0.count) })
      #expect(some.count { $0.usefulBytes >= 4 * cache } >= 2)
      #expect(some.contains { $0.shape == [64, 64, 56, 56] && $0.slopes == .shared })
    }
    #expect(Set(cases.map(\.type)) == Set(Case.ScalarType.stored))
  }

  @Test func broadcastTensorsAreLarge() {
    let cases = Cases.Suite.broadcast.cases(lastLevelCache: 0)
    #expect(cases.allSatisfy { $0.count > 1_000_000 })
  }

  private func expectFootprints(of suite: Cases.Suite, from least: Int, to most: Int) {
    for function in Case.Function.allCases {
      for direction in Case.Direction.firstOrder {
        let bytes = suite.cases(lastLevelCache: 0)
          .filter { $0.function == function && $0.direction == direction }
          .map(\.usefulBytes)
        #expect(bytes == bytes.sorted())
        #expect(abs(Double(bytes[0]) / Double(least) - 1) < 0.05)
        #expect(abs(Double(bytes[bytes.count - 1]) / Double(most) - 1) < 0.05)
      }
    }
  }
}
