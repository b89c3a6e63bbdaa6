internal import KernelCore

/// How a call writes its output.
///
/// Results do not depend on it. A call that writes over one of its inputs always goes through the caches,
/// which hold what it writes over.
public enum Stores: Equatable, Sendable {
  /// Past the caches where the call has more than 32,768 elements, and its memory is more than one and a half times what the last-level
  /// cache holds: most of what is written would be gone from the cache before anybody reads it, and memory is not
  /// read only to be overwritten. Through the caches otherwise.
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
  /// The kernel's stores for a call on `elements` elements that works on `bytes` bytes of memory.
  func chosen(
    elements: Int, bytes: Int, threads: Int, allowed: @autoclosure () -> Bool
  ) -> KernelStores {
    switch self {
    case .ordinary: return .ordinary
    case .nonTemporal: return allowed() ? .nonTemporal : .ordinary
    case .automatic:
      // A small call may have more than one block.
      guard elements > Plan.blockElements, case .success(let cache) = LastLevelCache.current,
        Self.twoThirds(of: bytes) > cache.bytes(threads: threads)
      else { return .ordinary }
      return allowed() ? .nonTemporal : .ordinary
    }
  }

  /// What has to fit into the cache for a call to go through it.
  ///
  /// Where a call has just as much memory as the cache holds, half of it is still there when the call comes
  /// again. Measured on two cores of Zen 5 with 32 MiB, forward and backward, forced stores against the others in
  /// the same rounds: non-temporal ones have 0.65 and 0.9 of the speed of ordinary ones at once the cache's size, 0.8
  /// and 0.96 at 1.25 times, 0.99 and 1.06 at 1.5, 1.12 and 1.14 at twice, 1.25 and 1.24 at four times.
  private static func twoThirds(of bytes: Int) -> Int { bytes - bytes / 3 }

  /// The kernel's stores for a call of one block.
  @inline(always)
  func chosenForSmallCall(allowed: @autoclosure () -> Bool) -> KernelStores {
    self == .nonTemporal && allowed() ? .nonTemporal : .ordinary
  }
}
