import Cases
import PReLUKernels

/// The memory of a case, and who is measured in it.
protocol Participants {
  var subject: Case { get }

  /// The library's call. `role` is `nil` for the call that all others are rivals of.
  func kernelEntry(
    _ role: Role?, _ name: String, threads: Threads, stores: Stores,
    _ instructionSet: InstructionSet?
  ) -> Entry

  /// The rivals of `role`; none where the case has none.
  ///
  /// - Parameter threads: The threads of contenders that are not the library's.
  func rivals(_ role: Role, threads: Int, _ instructionSet: InstructionSet?) -> [Entry]

  /// Overwrites all outputs with what no contender may leave there.
  func spoilOutputs()
}

/// Who the kernel is measured beside.
extension Workspace: Participants {
  func kernelEntry(
    _ role: Role?, _ name: String, threads: Threads, stores: Stores,
    _ instructionSet: InstructionSet?
  ) -> Entry {
    kernelEntry(role, name, of: problem, threads: threads, stores: stores, instructionSet)
  }

  func rivals(_ role: Role, threads: Int, _ instructionSet: InstructionSet?) -> [Entry] {
    guard role.takesPart(in: subject) else { return [] }
    let own = subject.threads.threads
    switch role {
    case .serialKernel:
      return [kernelEntry(role, "kernel, serial", of: problem, threads: .serial, instructionSet)]
    case .ordinaryStores:
      return [
        kernelEntry(
          role, "kernel, ordinary stores", of: problem, threads: own, stores: .ordinary,
          instructionSet)
      ]
    case .nonTemporalStores:
      return [
        kernelEntry(
          role, "kernel, non-temporal stores", of: problem, threads: own, stores: .nonTemporal,
          instructionSet)
      ]
    case .longRun:
      return longRuns.map {
        [kernelEntry(role, "kernel, long runs", of: $0, threads: own, instructionSet)]
      } ?? []
    case .spans: return [spansEntry(threads: own, instructionSet)]
    case .nestedLoops, .naiveLoops: return naiveEntries().filter { $0.role == role }
    case .blas: return blasEntries(threads: threads)
    case .roofline: return rooflineEntries(threads: threads)
    case .memcpy: return subject.memcpyEntries(from: x.start, to: output.start, threads: threads)
    }
  }
}
