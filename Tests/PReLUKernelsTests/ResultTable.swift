import Foundation
import _TestSupport

/// What comparisons found, and takes in what others found.
protocol Finding {
  init()
  mutating func join(_ other: Self)
}

extension Worst: Finding {}
extension GreatestError: Finding {}

/// What was found of each function, from many threads.
final class ResultTable<Found: Finding>: @unchecked Sendable {
  private let lock = NSLock()
  private var found: [String: (worst: Found, bound: UInt64)] = [:]

  func join(_ worst: Found, _ name: String, bound: UInt64) {
    lock.withLock { found[name, default: (Found(), bound)].worst.join(worst) }
  }

  /// By name.
  var rows: [(name: String, worst: Found, bound: UInt64)] {
    lock.withLock { found.map { ($0.key, $0.value.worst, $0.value.bound) } }
      .sorted { $0.name < $1.name }
  }
}
