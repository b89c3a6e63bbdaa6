internal import KernelCore

/// How a call writes its output.
///
/// Results do not depend on it. A call that writes over one of its inputs always goes through the caches,
/// which hold what it writes over.
public enum Stores: Equatable, Sendable {
  /// Past the caches where the call has more than 32,768 elements, and its memory is more than the last-level cache holds: five thirds of
  /// that where as much is written as read (forward), six fifths where more is read (backward). What is written would be gone from the
  /// cache before anybody reads it, and memory is not read only to be overwritten. Through the caches otherwise.
  ///
  /// The size of the cache is read from the machine once. The environment variable `PRELU_CACHE_SIZE` (bytes, or
  /// a number with K, M or G for 2^10, 2^20 or 2^30 bytes), read at the same moment, takes its place: where a
  /// virtual machine shares the cache with others, say. 0 sends every large call past the caches.
  case automatic
  /// Through the caches: for a result that is read again at once.
  case ordinary
  /// Past the caches, with non-temporal stores.
  case nonTemporal
}

extension Stores {
  /// The kernel's stores for a call on `elements` elements that works on `bytes` bytes of memory, in `streams` tensors.
  func chosen(
    elements: Int, bytes: Int, streams: Int, threads: Int, allowed: @autoclosure () -> Bool
  ) -> KernelStores {
    switch self {
    case .ordinary: return .ordinary
    case .nonTemporal: return allowed() ? .nonTemporal : .ordinary
    case .automatic:
      // A small call may have more than one block.
      guard elements > Plan.blockElements, case .success(let cache) = LastLevelCache.current,
        Self.held(bytes, streams: streams) > cache.bytes(threads: threads)
      else { return .ordinary }
      return allowed() ? .nonTemporal : .ordinary
    }
  }

  /// What has to fit into the cache for a call to go through it.
  ///
  /// Where a call has just as much memory as the cache holds, half of it is still there when the call comes
  /// again; where less is written than read, what is written past the cache leaves room for all that is read. Measured on two
  /// cores with 32 MiB, forced stores in the same rounds. On Zen 5 non-temporal ones have 0.65 (forward) and 0.9 (backward) of the
  /// speed of ordinary ones at once the cache's size, 0.8 and 0.96 at 1.25 times, 0.99 and 1.06 at 1.5, 1.12 and 1.14 at twice, 1.25 and 1.24 at
  /// four times. On Zen 4, whose cache a virtual machine shares with others, from run to run: forward, non-temporal ones have 0.94 to 1.0
  /// of the speed of the better at 1.2 and 1.3 times, 0.82 to 1.03 at 1.5 and 1.6; backward, ordinary ones 0.83 to 1.01 at 1.05
  /// times, 0.73 to 1.0 at 1.2 and 1.3.
  private static func held(_ bytes: Int, streams: Int) -> Int {
    streams > 2 ? bytes - bytes / 6 : bytes / 5 * 3
  }

  /// The kernel's stores for a call of one block.
  @inline(always)
  func chosenForSmallCall(allowed: @autoclosure () -> Bool) -> KernelStores {
    self == .nonTemporal && allowed() ? .nonTemporal : .ordinary
  }
}
