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

  /// Against the fastest naive spelling.
  public var speedupOverNaive: Double? { speedup(over: [.nestedLoops, .naiveLoops]) }
  /// Against three nested loops.
  public var speedupOverNestedLoops: Double? { speedup(over: [.nestedLoops]) }
  /// Against the version that is put together from BLAS.
  public var speedupOverBLAS: Double? { speedup(over: [.blas]) }
  /// Against the same kernel on one thread.
  public var speedupOverSerial: Double? { speedup(over: [.serialKernel]) }
  /// Against the fastest pure stream.
  public var fractionOfRoofline: Double? { speedup(over: [.roofline]) }

  /// The least speedup over any rival of `roles`: the one over the fastest of them.
  private func speedup(over roles: Set<Role>) -> Double? {
    rivals.filter { roles.contains($0.role) }.map { kernel.speedup(over: $0.timing) }.min()
  }
}
