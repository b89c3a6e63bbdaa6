public import Cases

/// What the kernel's speed is compared with in the report.
public enum Comparison: CaseIterable, Sendable {
  case roofline, memcpy, longRun, forcedStores, naive, nestedLoops, blas, serial

  /// The rivals that it is about; the fastest counts.
  var roles: Set<Role> {
    switch self {
    case .roofline: [.roofline]
    case .memcpy: [.memcpy]
    case .longRun: [.longRun]
    case .forcedStores: [.ordinaryStores, .nonTemporalStores]
    case .naive: [.nestedLoops, .naiveLoops]
    case .nestedLoops: [.nestedLoops]
    case .blas: [.blas]
    case .serial: [.serialKernel]
    }
  }

  /// Those that some of `cases` have, measured beside rivals of `roles`.
  public static func all(in cases: [Case], roles: Set<Role>) -> [Comparison] {
    allCases.filter { comparison in
      comparison.roles.intersection(roles).contains { role in
        cases.contains { role.takesPart(in: $0) }
      }
    }
  }
}
