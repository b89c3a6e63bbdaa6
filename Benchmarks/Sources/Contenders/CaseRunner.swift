import BLASComposed
import CBLAS
import Cases
import Foundation
import Inputs
import Measurement
import PReLUKernels
import Roofline

/// Measures cases.
public struct CaseRunner {
  /// `nil` is the library's own choice.
  let instructionSet: InstructionSet?
  /// The rivals that are wanted, where a case has them.
  let roles: Set<Role>
  /// Seconds that each contender is timed.
  let minimumTime: Double
  /// Inputs x of every case, in place of random ones.
  let inputs: [Float]?

  public init(
    instructionSet: InstructionSet?, roles: Set<Role>, minimumTime: Double, inputs: [Float]? = nil
  ) {
    self.instructionSet = instructionSet
    self.roles = roles
    self.minimumTime = minimumTime
    self.inputs = inputs
  }

  /// The processors that this process may use, which automatic threads choose from.
  public static var processors: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// What the roofline runs on, whatever the kernels use.
  public static var rooflineInstructionSet: String {
    String(cString: roofline_instruction_set())
  }

  /// Checks every contender of `subject` and times those against each other.
  public func run(_ subject: Case) throws -> CaseResult {
    if subject.isPlain, subject.type == .float {
      return try run(StoredWorkspace<Float, Float>(subject))
    }
    switch subject.type {
    case .float:
      let tensors: Tensors<Float> =
        inputs.map { .around(x: $0, slopes: subject.slopeCount) }
        ?? .normal(count: subject.count, slopes: subject.slopeCount)
      return try run(Workspace(subject, tensors))
    case .double:
      return try run(
        Workspace(subject, Tensors<Double>.normal(count: subject.count, slopes: subject.slopeCount))
      )
    case .half: return try run(StoredWorkspace<Float16, Float16>(subject))
    case .bfloat16: return try run(StoredWorkspace<BFloat16, BFloat16>(subject))
    case .halfWithFloat: return try run(StoredWorkspace<Float16, Float>(subject))
    case .bfloat16WithFloat: return try run(StoredWorkspace<BFloat16, Float>(subject))
    }
  }

  private func run(_ workspace: some Participants) throws -> CaseResult {
    let subject = workspace.subject
    let threads =
      switch subject.threads {
      case .automatic: Self.processors
      case .atMost(let count): count
      }
    openblas_set_num_threads(Int32(threads))
    let kernel = workspace.kernelEntry(
      nil, "kernel", threads: subject.threads.threads, stores: .automatic, instructionSet)
    let entries =
      [kernel]
      + Role.allCases.filter(roles.contains).flatMap {
        workspace.rivals($0, threads: threads, instructionSet)
      }
    for entry in entries {
      workspace.spoilOutputs()
      do {
        try entry.contender.call()
        try entry.check()
      } catch {
        throw ContenderFailure(
          caseName: subject.name, contender: entry.contender.name, cause: error)
      }
    }
    let timings = try Contest(timedNanoseconds: minimumTime * 1e9).run(entries.map(\.contender))
    return CaseResult(
      subject, kernel: timings[0],
      rivals: zip(entries, timings).compactMap { entry, timing in
        entry.role.map { CaseResult.Entry($0, entry.contender.name, timing) }
      })
  }
}
