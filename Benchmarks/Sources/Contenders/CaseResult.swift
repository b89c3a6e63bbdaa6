import Cases
import Measurement

/// What was measured of one case.
public struct CaseResult: Sendable {
  /// The timing of one rival.
  public struct Entry: Sendable {
    public let role: Role
    public let name: String
    public let timing: Timing

    public init(_ role: Role, _ name: String, _ timing: Timing) {
      self.role = role
      self.name = name
      self.timing = timing
    }
  }

  public let subject: Case
  /// The library's timing.
  public let kernel: Timing
  /// All others, which were measured in the same rounds.
  public let rivals: [Entry]

  public init(_ subject: Case, kernel: Timing, rivals: [Entry]) {
    self.subject = subject
    self.kernel = kernel
    self.rivals = rivals
  }

  /// Useful bytes a second, in the median.
  public var bytesPerSecond: Double {
    Double(subject.usefulBytes) / kernel.median * 1e9
  }

  /// How many times as fast the kernel is as the fastest rival that `comparison` is about; `nil`
  /// where there is none.
  public func speedup(over comparison: Comparison) -> Double? {
    rivals.filter { comparison.roles.contains($0.role) }
      .map { kernel.speedup(over: $0.timing) }.min()
  }

  /// The time of a call with spans, in nanoseconds in the median.
  public var medianWithSpans: Double? {
    rivals.first { $0.role == .spans }?.timing.median
  }
}
