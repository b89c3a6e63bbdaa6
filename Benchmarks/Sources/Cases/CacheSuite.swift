extension Suite {
  /// Every kind of layout and slopes in the second-level cache, on one thread: up to 256 KiB a
  /// tensor, so that all three of a backward call fit in 1 MiB.
  static let cacheCases: [Case] =
    (Kind.all.flatMap { kind in
      Case.ScalarType.computed.flatMap { kind.cases($0, threads: .atMost(1)) }
    } + Case.ScalarType.computed.flatMap { Case.rectifiers($0, count: 1, threads: .atMost(1)) })
    .map { $0.fitting(tensorsOf: 256 << 10) }
    + Case.ScalarType.computed.flatMap { Case.doubleBackwards($0, threads: .atMost(1)) }
    .map { $0.fitting(tensorsOf: 192 << 10) }
}
