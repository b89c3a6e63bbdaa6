public import Foundation
public import MachineFacts

/// What is the same for all results of one run of the program.
public struct Session: Sendable {
  public let machine: Machine
  /// The instruction set that the kernels use.
  public let instructionSet: String
  /// The instruction set that the roofline uses.
  public let rooflineInstructionSet: String
  public let revision: String
  public let suite: String
  /// The threads of the cases, each once: "1, auto (2)".
  public let threads: String
  /// Seconds that each contender is timed in a case.
  public let minimumTime: Double
  public let date: Date
  public let executable: String

  public init(
    machine: Machine, instructionSet: String, rooflineInstructionSet: String, revision: String,
    suite: String, threads: String, minimumTime: Double, date: Date, executable: String
  ) {
    self.machine = machine
    self.instructionSet = instructionSet
    self.rooflineInstructionSet = rooflineInstructionSet
    self.revision = revision
    self.suite = suite
    self.threads = threads
    self.minimumTime = minimumTime
    self.date = date
    self.executable = executable
  }
}
