import Dispatch
import Synchronization
import Testing

@testable import PReLUKernels

/// Every block is computed once, whoever computes it.
@Suite struct ConcurrentScheduleTests {
  /// How often each block was computed.
  final class Counts: Sendable {
    private let counts: [Count]
    private final class Count: Sendable { let value = Atomic(0) }

    init(_ blocks: Int) { counts = (0..<blocks).map { _ in Count() } }

    func add(_ block: Int) { counts[block].value.wrappingAdd(1, ordering: .relaxed) }
    var areOne: Bool { counts.allSatisfy { $0.value.load(ordering: .relaxed) == 1 } }
  }

  /// Threads of which all but the caller's may be woken.
  private func count(_ threads: Int) -> ThreadCount {
    ThreadCount(most: threads, woken: threads - 1)
  }

  @Test(arguments: [0, 1, 2, 3, 7, 8, 64, 1_001], [1, 2, 3, 7, 64])
  func everyBlockOnce(_ blocks: Int, _ threads: Int) {
    let counts = Counts(blocks)
    Schedule.run(blocks: blocks, threads: count(threads)) { counts.add($0) }
    #expect(counts.areOne)
  }

  /// Calls too small to wake helpers: whether one comes or not, every block is computed once.
  @Test(arguments: [2, 5]) func smallCalls(_ most: Int) {
    for call in 0..<500 {
      let counts = Counts(1 + call % 9)
      Schedule.run(blocks: 1 + call % 9, threads: ThreadCount(most: most, woken: 0)) {
        counts.add($0)
      }
      #expect(counts.areOne)
    }
  }

  /// Calls that follow each other meet helpers who wait awake; calls at the same time share them.
  @Test func manyCallers() {
    let failures = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 8) { caller in
      for call in 0..<200 {
        let blocks = 1 + (caller * 31 + call) % 40
        let counts = Counts(blocks)
        Schedule.run(blocks: blocks, threads: count(1 + call % 5)) { counts.add($0) }
        if !counts.areOne { failures.wrappingAdd(1, ordering: .relaxed) }
      }
    }
    #expect(failures.load(ordering: .relaxed) == 0)
  }

  /// A body may call the library.
  @Test func callWithinACall() {
    let counts = Counts(64)
    Schedule.run(blocks: 8, threads: count(4)) { outer in
      Schedule.run(blocks: 8, threads: count(4)) { inner in counts.add(8 * outer + inner) }
    }
    #expect(counts.areOne)
  }

  /// A helper may come when the work has ended: nothing is left for it, and nobody waits.
  @Test func lateHelper() {
    let counts = Counts(10)
    let work = SharedWork(blocks: 10, threads: 3) { counts.add($0) }
    work.doOwnPart()
    work.end()
    #expect(!work.help())
    #expect(counts.areOne)
  }

  /// Parts are contiguous, differ by a block at most, and are taken from their beginning on.
  @Test(arguments: [1, 2, 5, 16, 97], [1, 2, 3, 8])
  func parts(_ blocks: Int, _ count: Int) {
    let parts = BlockParts(blocks: blocks, count: count)
    var next = 0
    for part in 0..<count {
      let start = next
      #expect(parts.haveBlocks == (next < blocks))
      while let taken = parts.take(from: part, isOwn: part % 2 == 0) {
        #expect(taken.lowerBound == next && !taken.isEmpty)
        next = taken.upperBound
      }
      #expect((blocks / count...blocks / count + 1).contains(next - start))
    }
    #expect(next == blocks)
    #expect(!parts.haveBlocks)
  }

  /// Work is given to whoever waits, and to nobody else.
  @Test func seats() throws {
    let seat = Seat()
    let work = SharedWork(blocks: 1, threads: 1) { _ in }
    #expect(!seat.give(work), "nobody waits")
    #expect(seat.take())
    #expect(!seat.take(), "it is taken")
    #expect(seat.give(work))
    #expect(!seat.give(work), "the helper has work already")
    #expect(seat.waitForWork() === work)
    #expect(seat.take(), "it is vacant again")
    #expect(seat.waitForWork() == nil, "nobody came")
    #expect(!seat.give(work), "the helper has gone")
  }
}
