extension Suite {
  /// Every kind of layout and slopes past the caches: four times what the last one holds. The first
  /// on one thread too.
  static func memoryCases(lastLevelCache: Int) -> [Case] {
    let first = Kind.all[0]
    return
      (cases(of: first, threads: .atMost(1))
      + Kind.all.flatMap { cases(of: $0, threads: .automatic) }
      + Case.ScalarType.computed.flatMap {
        Case.rectifiers($0, count: 1, threads: .automatic)
          + Case.doubleBackwards($0, threads: .automatic)
      })
      .map { $0.moving(atLeast: 4 * lastLevelCache) }
  }

  private static func cases(of kind: Kind, threads: Case.ThreadCount) -> [Case] {
    Case.ScalarType.computed.flatMap { kind.cases($0, threads: threads) }
  }
}
