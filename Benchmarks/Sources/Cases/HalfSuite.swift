extension Suite {
  /// Numbers of sixteen bits, with slopes of their type and of Float: in networks' layouts in the second-level cache, on one thread;
  /// past the caches, four times what the last one holds; and a tensor of 64x64x56x56.
  static func halfCases(lastLevelCache: Int) -> [Case] {
    Case.ScalarType.stored.flatMap { type in
      inCache(type) + pastCaches(type, lastLevelCache: lastLevelCache) + large(type)
    }
  }

  private static let kinds = Kind.all.filter {
    [.nchw, .nhwc].contains($0.arrangement) && $0.slopes == .channel
  }

  private static func inCache(_ type: Case.ScalarType) -> [Case] {
    kinds.flatMap { $0.cases(type, threads: .atMost(1)) }.map { $0.fitting(tensorsOf: 128 << 10) }
  }

  private static func pastCaches(_ type: Case.ScalarType, lastLevelCache: Int) -> [Case] {
    kinds[0].cases(type, threads: .automatic).map { $0.moving(atLeast: 4 * lastLevelCache) }
  }

  private static func large(_ type: Case.ScalarType) -> [Case] {
    bothDirections(type, .nchw, .channel, [64, 64, 56, 56], threads: .automatic)
      + bothDirections(type, .nhwc, .channel, [64, 64, 56, 56], threads: .automatic)
      + bothDirections(type, .nchw, .shared, [64, 64, 56, 56], threads: .automatic)
  }
}
