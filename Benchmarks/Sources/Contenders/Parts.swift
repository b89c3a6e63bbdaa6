import Dispatch

/// Contiguous parts of memory, one a thread.
enum Parts {
  private static let page = 4096

  /// Calls `body` at once with as many ranges of whole pages as there are threads, which make up
  /// `0..<bytes`.
  static func forEach(bytes: Int, threads: Int, _ body: @Sendable (Range<Int>) -> Void) {
    let parts = min(threads, max(1, bytes / page))
    guard parts > 1 else { return body(0..<bytes) }
    let length = (bytes / parts + page - 1) / page * page
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let start = min(part * length, bytes)
      let end = part == parts - 1 ? bytes : min(start + length, bytes)
      body(start..<end)
    }
  }
}
