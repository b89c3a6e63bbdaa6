internal import KernelCore

/// How a call writes its output.
///
/// Results do not depend on it. A call that writes over one of its inputs always goes through the caches,
/// which hold what it writes over.
public enum Stores: Equatable, Sendable {
  /// Past the caches where the call has more than 32,768 elements, and its memory is more than the last-level cache holds: five thirds of
  /// that where as much is written as read (forward); six fifths where more is read (backward), or where slopes are laid out in the places of
  /// their elements (shared along axes that lie between others, unless 16 neighbours and more share them); three quarters where a sum for
  /// every element is written too (backward with a slope an element in one row, or with slopes shared like that). What is written would be
  /// gone from the cache before anybody reads it, and memory is not read only to be overwritten. Through the caches otherwise.
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
  /// The kernel's stores for a call whose memory is past the caches, or is not.
  func chosen(
    isPastCaches: @autoclosure () -> Bool, allowed: @autoclosure () -> Bool
  ) -> KernelStores {
    switch self {
    case .ordinary: .ordinary
    case .nonTemporal: allowed() ? .nonTemporal : .ordinary
    case .automatic: isPastCaches() && allowed() ? .nonTemporal : .ordinary
    }
  }

  /// The kernel's stores for a call of one block.
  @inline(always)
  func chosenForSmallCall(allowed: @autoclosure () -> Bool) -> KernelStores {
    self == .nonTemporal && allowed() ? .nonTemporal : .ordinary
  }
}
