internal import Dispatch
internal import Synchronization

/// Work that is cut into parts, one a thread.
enum Parallel {
  /// Layers keep memory for each thread, and a product of numbers of threads and elements has to be counted. The same on every
  /// machine, since the number of threads decides bits.
  static let allowedThreads = 1...1024

  /// Calls `body` with neighbouring ranges of `0 ..< count`, at most one a thread, at the same time. Their lengths differ by no more
  /// than `granule`, and what they are depends on `count`, `threads` and `granule` alone.
  ///
  /// - Throws: What one of the calls threw, when all have ended.
  static func run<Failure: Error>(
    count: Int, threads: Int, granule: Int = 1,
    _ body: (_ part: Int, _ range: Range<Int>) throws(Failure) -> Void
  ) throws(Failure) {
    let granules = (count + granule - 1) / granule
    let parts = min(threads, granules)
    guard parts > 1 else {
      if parts == 1 { try body(0, 0..<count) }
      return
    }
    let failure = Mutex<Failure?>(nil)
    withoutActuallyEscaping(body) { body in
      // Safe: the calls work on ranges that have nothing in common, and all have ended when this returns.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: parts) { part in
        let start = granules * part / parts * granule
        let end = min(count, granules * (part + 1) / parts * granule)
        do throws(Failure) {
          try unsafe body(part, start..<end)
        } catch {
          failure.withLock { $0 = error }
        }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
  }
}
