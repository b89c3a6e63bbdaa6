internal import CKernelSupport
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The blocks of one call, which its caller shares with those who come to help.
final class SharedWork: Sendable {
  private let parts: BlockParts
  /// The parts that have been given to a thread; the first is the caller's.
  private let partsGiven = Atomic(1)
  /// The number of helpers at work; negative once the work has ended.
  private let helpers = Atomic(0)
  // Safe: it is read by helpers at work, and written where there are none and none can come.
  nonisolated(unsafe) private var body: (@Sendable (Int) -> Void)?

  init(blocks: Int, threads: Int, body: @escaping @Sendable (Int) -> Void) {
    parts = BlockParts(blocks: blocks, count: threads)
    unsafe self.body = body
  }

  /// The caller's share.
  func doOwnPart() {
    work(from: 0)
  }

  /// A helper's share: nothing and `false`, where the work has ended.
  func help() -> Bool {
    guard enter() else { return false }
    work(from: partsGiven.wrappingAdd(1, ordering: .relaxed).oldValue % parts.count)
    helpers.wrappingSubtract(1, ordering: .releasing)
    return true
  }

  /// Does what is left of part `first`, then of the others.
  private func work(from first: Int) {
    guard let body = unsafe body else { return }
    for offset in 0..<parts.count where parts.haveBlocks {
      let part = (first + offset) % parts.count
      while let blocks = parts.take(from: part, isOwn: offset == 0) {
        for block in blocks { body(block) }
      }
    }
  }

  private func enter() -> Bool {
    var count = helpers.load(ordering: .relaxed)
    while count >= 0 {
      let (entered, original) = helpers.weakCompareExchange(
        expected: count, desired: count + 1, ordering: .acquiring)
      if entered { return true }
      count = original
    }
    return false
  }

  /// Ends the work when all helpers have ended theirs: no blocks are left but those that they have taken.
  func end() {
    helpers.bitwiseOr(.min, ordering: .relaxed)
    var turns = 0
    while helpers.load(ordering: .acquiring) != .min {
      turns += 1
      // A helper that takes longer has been interrupted, perhaps for this thread's sake.
      if turns < 1000 { prelu_pause() } else if turns < 1100 { sched_yield() } else { usleep(50) }
    }
    unsafe body = nil
  }
}
