public import Cases

/// What a rival of the kernel stands for in the report.
public enum Role: CaseIterable, Sendable {
  /// The library on one thread, beside automatic threads.
  case serialKernel
  /// The library made to write through the caches.
  case ordinaryStores
  /// The library made to write past the caches.
  case nonTemporalStores
  /// The library on as many elements in long runs, beside rows and short runs.
  case longRun
  /// The library's call with spans, where what a call costs shows.
  case spans
  /// The naive spelling that `speedup_vs_nested_loops` counts against.
  case nestedLoops
  /// Other naive spellings.
  case naiveLoops
  case blas
  case roofline
  /// The C library's copy of the input to the output.
  case memcpy
}

extension Role {
  /// The rivals that `suite` asks for, where a case has them.
  public static func all(of suite: Suite) -> Set<Role> {
    Set(allCases).subtracting(suite.hasBLAS ? [] : [.blas])
  }

  /// Whether `subject` has rivals of this role.
  public func takesPart(in subject: Case) -> Bool {
    switch self {
    case .serialKernel: subject.threads == .automatic
    case .ordinaryStores, .nonTemporalStores: subject.usefulBytes >= Self.leastForcedStores
    case .longRun:
      subject.hasShortRuns && subject.direction != .doubleBackward && !subject.isPlain
    case .spans:
      subject.count <= Self.mostForSpans && subject.direction != .doubleBackward
        && !subject.isPlain
    case .memcpy: subject.direction == .forward
    case .blas:
      subject.function == .prelu && subject.direction != .doubleBackward && !subject.isPlain
    case .nestedLoops: subject.function == .prelu && subject.arrangement != .broadcast
    case .naiveLoops: subject.direction != .doubleBackward && !subject.isPlain
    case .roofline: true
    }
  }

  /// No machine's last-level cache is as small as this, so nothing is chosen below.
  private static let leastForcedStores = 1 << 20
  /// The elements from which on a call costs nothing beside its work.
  private static let mostForSpans = 4096
}

extension Case {
  /// Elements in a run from which on its ends cost nothing beside it.
  static let longRun = 1024

  /// Whether slopes change so often along memory that going through it could suffer.
  fileprivate var hasShortRuns: Bool {
    slopes == .channel && (arrangement == .nhwc || inner < Self.longRun)
  }
}
