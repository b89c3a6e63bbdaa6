internal import Dispatch

/// Hands out the blocks of a plan to threads.
enum Schedule {
  /// Calls `body` once for each of `blocks` blocks, on `threads` threads.
  ///
  /// A part is a range of neighbouring blocks, so that a thread's memory is contiguous. Where all
  /// processors take part there are four parts for each, and a processor that was busy elsewhere leaves
  /// its parts to the others.
  static func run(blocks: Int, threads: Int, body: @Sendable (Int) -> Void) {
    guard threads > 1, blocks > 1 else {
      for block in 0..<blocks { body(block) }
      return
    }
    // Fewer threads than processors means as many parts as threads: Dispatch would use them all.
    let parts = min(blocks, threads == ProcessorCount.affinity() ? 4 * threads : threads)
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      for block in part * blocks / parts..<(part + 1) * blocks / parts { body(block) }
    }
  }
}
