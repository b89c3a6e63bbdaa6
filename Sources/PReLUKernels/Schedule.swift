internal import CKernelSupport
internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Hands out the blocks of a plan to threads.
enum Schedule {
  /// Calls `body` once for each of `blocks` blocks, on at most `threads` threads.
  ///
  /// Threads take neighbouring blocks, so that what each works on is contiguous in memory: its share of half
  /// of what is left at a time, and single blocks in the end. A thread that woke late, or whose
  /// processor was busy elsewhere, finds less left; the last to finish is one block late at most.
  @inline(always)
  static func run(blocks: Int, threads: Int, body: @Sendable (Int) -> Void) {
    guard threads > 1, blocks > 1 else {
      for block in 0..<blocks { body(block) }
      return
    }
    let next = Atomic(0)
    let done = Atomic(0)
    let caller = pthread_self()
    // One iteration a thread keeps Dispatch from using more, however many processors there are.
    DispatchQueue.concurrentPerform(iterations: min(threads, blocks)) { _ in
      while let part = take(from: next, of: blocks, threads: threads) {
        for block in part { body(block) }
        done.wrappingAdd(part.count, ordering: .releasing)
      }
      // The others are within a block of their end: to sleep until they wake this thread costs more.
      if pthread_equal(pthread_self(), caller) != 0 { wait(for: done, blocks) }
    }
  }

  /// The next blocks to be computed, or `nil` where there are no more.
  private static func take(
    from next: borrowing Atomic<Int>, of blocks: Int, threads: Int
  ) -> Range<Int>? {
    var start = next.load(ordering: .relaxed)
    while start < blocks {
      let end = start + max(1, (blocks - start) / (2 * threads))
      let (exchanged, original) = next.weakCompareExchange(
        expected: start, desired: end, ordering: .relaxed)
      if exchanged { return start..<end }
      start = original
    }
    return nil
  }

  /// Waits until `done` is `blocks`, but not for long: a thread that has been interrupted takes its time, and
  /// Dispatch waits for it asleep.
  private static func wait(for done: borrowing Atomic<Int>, _ blocks: Int) {
    // 20 to 50 microseconds: a pause takes 10 to 40 nanoseconds.
    for _ in 0..<1000 {
      if done.load(ordering: .acquiring) == blocks { return }
      prelu_pause()
    }
  }
}
