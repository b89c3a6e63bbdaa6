import Foundation
import Testing

@testable import PReLUKernels

@Suite struct ThreadsTests {
  static let sizes = [0, 1, 1 << 10, Threads.bytesRepayingThread, 1 << 25, 1 << 40]

  @Test(arguments: sizes)
  func serial(_ bytes: Int) {
    #expect(Threads.serial.count(bytes: bytes) == .one)
    #expect(Threads.atMost(1).count(bytes: bytes) == .one)
    #expect(Threads.serial == Threads.atMost(1))
  }

  @Test(arguments: sizes, [1, 2, 3, 1_000])
  func exactly(_ bytes: Int, _ count: Int) {
    #expect(
      Threads.exactly(count).count(bytes: bytes) == ThreadCount(most: count, woken: count - 1))
  }

  @Test(arguments: sizes, [2, 3, 1_000])
  func atMost(_ bytes: Int, _ most: Int) {
    let automatic = Threads.automatic.count(bytes: bytes)
    let limited = Threads.atMost(most).count(bytes: bytes)
    #expect(limited.most == min(most, automatic.most))
    #expect(limited.woken == min(most - 1, automatic.woken))
  }

  @Test func processorCount() {
    #expect(Threads.processorCount == ProcessorCount.available())
    #expect(Threads.processorCount >= 1)
  }

  @Test func automatic() {
    let processors = ProcessorCount.available()
    #expect(Threads.automatic.count(bytes: 0) == .one)
    #expect(Threads.automatic.count(bytes: Threads.bytesRepayingThread) == .one)
    #expect(
      Threads.automatic.count(bytes: 1 << 40)
        == ThreadCount(most: processors, woken: processors - 1))
    let counts = Self.sizes.map { Threads.automatic.count(bytes: $0) }
    #expect(counts.map(\.most) == counts.map(\.most).sorted())
    #expect(counts.allSatisfy { $0.woken < $0.most })
  }

  /// A call may be large enough for helpers who are awake, and too small to wake any.
  @Test func notWoken() {
    let count = Threads.automatic.count(bytes: 2 * Threads.bytesRepayingWaking - 1)
    #expect(count.most == min(7, ProcessorCount.available()))
    #expect(count.woken == 0)
  }

  @Test func check() throws {
    try Threads.automatic.check()
    try Threads.serial.check()
    try Threads.atMost(.max).check()
    #expect(throws: PReLUError.invalidThreadCount(0)) { try Threads.atMost(0).check() }
    #expect(throws: PReLUError.invalidThreadCount(-2)) { try Threads.exactly(-2).check() }
  }

  @Test func processors() {
    #expect(ProcessorCount.available() >= 1)
    #expect(ProcessorCount.available() <= ProcessorCount.affinity())
  }

  #if os(Linux)
    /// The count agrees with the list of processors that the system shows, such as "0-3,8".
    @Test func affinity() throws {
      let status = try String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)
      let line = try #require(
        status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") })
      let list = line.split(whereSeparator: \.isWhitespace)[1]
      let count = try list.split(separator: ",").map { range in
        let ends = try range.split(separator: "-").map { try #require(Int($0)) }
        return ends[ends.count - 1] - ends[0] + 1
      }
      #expect(ProcessorCount.affinity() == count.reduce(0, +))
    }
  #endif

  /// Every block is run once, whatever the number of threads.
  @Test(arguments: [0, 1, 2, 5, 16, 1_000], [1, 2, 3, 7, 64])
  func everyBlockOnce(_ blocks: Int, _ threads: Int) {
    let counts = Counts(blocks)
    Schedule.run(blocks: blocks, threads: ThreadCount(most: threads, woken: threads - 1)) {
      counts.increment($0)
    }
    #expect(counts.values == [Int](repeating: 1, count: blocks))
  }
}

private final class Counts: @unchecked Sendable {
  private let lock = NSLock()
  private var counts: [Int]

  init(_ count: Int) { counts = [Int](repeating: 0, count: count) }

  func increment(_ index: Int) { lock.withLock { counts[index] += 1 } }

  var values: [Int] { lock.withLock { counts } }
}
