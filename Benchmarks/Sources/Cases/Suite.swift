/// A named list of cases.
public enum Suite: String, CaseIterable, Sendable {
  case quick, networks, sweep, memory, cache, threshold, threads, half, broadcast, real

  /// - Parameter lastLevelCache: The bytes of the last-level cache of the machine that is measured.
  public func cases(lastLevelCache: Int) -> [Case] {
    switch self {
    case .quick: Self.quickCases
    case .networks: Self.networkCases
    case .sweep: Self.sweepCases
    case .memory: Self.memoryCases(lastLevelCache: lastLevelCache)
    case .cache: Self.cacheCases
    case .threshold: Self.thresholdCases(lastLevelCache: lastLevelCache)
    case .threads: Self.threadsCases
    case .half: Self.halfCases(lastLevelCache: lastLevelCache)
    case .broadcast: Self.broadcastCases
    case .real: Self.realCases
    }
  }

  /// How long a contender is timed in a case, in seconds, where nobody says otherwise.
  public var minimumTime: Double {
    switch self {
    case .quick: 0.05
    case .memory, .cache, .threshold, .threads, .half, .broadcast: 0.1
    case .networks, .sweep: 0.15
    case .real: 1
    }
  }

  /// Whether the kernel is measured beside a composition of BLAS calls too. Where a suite asks for the
  /// memory's speed alone it would only take time.
  public var hasBLAS: Bool {
    switch self {
    case .quick, .networks, .sweep, .real: true
    case .memory, .cache, .threshold, .threads, .half, .broadcast: false
    }
  }
}

/// Cases that differ from a row of a table by direction alone.
func bothDirections(
  _ type: Case.ScalarType, _ arrangement: Case.Arrangement, _ slopes: Case.Slopes, _ shape: [Int],
  threads: Case.ThreadCount
) -> [Case] {
  Case.Direction.firstOrder.map {
    Case($0, type, arrangement, slopes, shape, threads: threads)
  }
}
