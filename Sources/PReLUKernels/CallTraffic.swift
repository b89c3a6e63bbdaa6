/// What a call writes beside what it reads, by which it is told how much memory a call has to have to write past the caches.
enum CallTraffic {
  /// As much as it reads: forward.
  case evenly
  /// Less than it reads, backward; or as much, and slopes to the first-level cache.
  case mostlyReads
  /// Beside that a sum for every element, in the first-level cache.
  case besideSums

  /// The traffic of a call in `streams` tensors.
  init(streams: Int, leavesSumsOfElements: Bool = false, laysOutSlopes: Bool = false) {
    self =
      leavesSumsOfElements ? .besideSums : streams > 2 || laysOutSlopes ? .mostlyReads : .evenly
  }

  /// Whether a call on `elements` elements, which works on `bytes` bytes of memory, has more than the caches of its threads hold.
  func isPastCaches(elements: Int, bytes: Int, threads: Int) -> Bool {
    // A small call may have more than one block.
    guard elements > Plan.blockElements, case .success(let cache) = LastLevelCache.current else {
      return false
    }
    return held(bytes) > cache.bytes(threads: threads)
  }

  /// What of a call's bytes has to fit into the last-level cache for the call to go through it.
  ///
  /// Where a call has just as much memory as the cache holds, half of it is still there when the call comes
  /// again; where less is written than read, what is written past the cache leaves room for all that is read. Measured on two
  /// cores with 32 MiB, forced stores in the same rounds. On Zen 5 non-temporal ones have 0.65 (forward) and 0.9 (backward) of the
  /// speed of ordinary ones at once the cache's size, 0.8 and 0.96 at 1.25 times, 0.99 and 1.06 at 1.5, 1.12 and 1.14 at twice, 1.25 and 1.24 at
  /// four times. On Zen 4, whose cache a virtual machine shares with others, from run to run: forward, non-temporal ones have 0.94 to 1.0
  /// of the speed of the better at 1.2 and 1.3 times, 0.82 to 1.03 at 1.5 and 1.6; backward, ordinary ones 0.83 to 1.01 at 1.05
  /// times, 0.73 to 1.0 at 1.2 and 1.3.
  ///
  /// Where sums of elements are written too, ordinary stores wait for memory in one queue with theirs. On Zen 4 non-temporal ones have
  /// 1.2 to 1.4 times the speed of ordinary ones at three quarters of the cache's size, 1.3 to 1.5 at 0.85 times, 1.2 to 1.3 at 1.2
  /// times, and the same at 0.6 times. Where slopes are laid out, forward, 1.3 to 1.6 times at 1.3 times the cache's size, 0.8 to 1.1 times
  /// at once its size.
  func held(_ bytes: Int) -> Int {
    switch self {
    case .evenly: bytes / 5 * 3
    case .mostlyReads: bytes - bytes / 6
    case .besideSums: min(bytes, .max / 4 * 3) / 3 * 4
    }
  }
}
