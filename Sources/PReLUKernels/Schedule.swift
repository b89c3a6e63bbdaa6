/// Hands out the blocks of a plan to threads.
enum Schedule {
  /// Calls `body` once for each of `blocks` blocks, on at most `threads` threads, the caller's among them.
  @inline(always)
  static func run(blocks: Int, threads: Int, body: @Sendable (Int) -> Void) {
    guard threads > 1, blocks > 1 else {
      for block in 0..<blocks { body(block) }
      return
    }
    share(blocks: blocks, threads: min(threads, blocks), body: body)
  }

  @inline(never)
  private static func share(blocks: Int, threads: Int, body: @Sendable (Int) -> Void) {
    // A helper that comes late finds the work ended, and the body gone.
    withoutActuallyEscaping(body) { body in
      let work = SharedWork(blocks: blocks, threads: threads, body: body)
      Helpers.call(threads - 1, to: work)
      work.doOwnPart()
      work.end()
    }
  }
}
