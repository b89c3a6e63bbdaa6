internal import Dispatch
internal import Synchronization

/// Hands out the blocks of a plan to threads.
enum Schedule {
  /// The parts that a call is cut into for each of its threads: a thread that began late, or whose
  /// processor was busy elsewhere, leaves its parts to the others.
  private static let partsPerThread = 4

  /// Calls `body` once for each of `blocks` blocks, on at most `threads` threads.
  ///
  /// A part is a range of neighbouring blocks, so that what a thread works on is contiguous in memory.
  @inline(always)
  static func run(blocks: Int, threads: Int, body: @Sendable (Int) -> Void) {
    guard threads > 1, blocks > 1 else {
      for block in 0..<blocks { body(block) }
      return
    }
    // One iteration a thread keeps Dispatch from using more, however many processors there are.
    let parts = min(blocks, partsPerThread * threads)
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, parts)) { _ in
      while true {
        let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard part < parts else { return }
        for block in part * blocks / parts..<(part + 1) * blocks / parts { body(block) }
      }
    }
  }
}
