/// Hands out the blocks of a plan to threads.
enum Schedule {
  /// Calls `body` once for each of `blocks` blocks, on at most as many threads as `threads` says, the caller's among them.
  @inline(always)
  static func run(blocks: Int, threads: ThreadCount, body: @Sendable (Int) -> Void) {
    let mayBeShared = threads.most > 1 && blocks > 1
    defer { if mayBeShared { Helpers.end() } }
    if mayBeShared, Helpers.begin(waking: threads.woken) {
      share(blocks: blocks, threads: threads, body: body)
    } else {
      for block in 0..<blocks { body(block) }
    }
  }

  @inline(never)
  private static func share(
    blocks: Int, threads: ThreadCount, body: @Sendable (Int) -> Void
  ) {
    // A helper that comes late finds the work ended, and the body gone.
    withoutActuallyEscaping(body) { body in
      let most = min(threads.most, blocks)
      let work = SharedWork(blocks: blocks, threads: most, body: body)
      Helpers.call(most - 1, waking: threads.woken, to: work)
      work.doOwnPart()
      work.end()
    }
  }
}
