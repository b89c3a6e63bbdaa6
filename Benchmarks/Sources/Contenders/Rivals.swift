import PReLUKernels

/// Who the kernel is measured beside.
extension Workspace {
  /// The rivals of `role`; none where the case has none.
  ///
  /// - Parameter threads: The threads of contenders that are not the library's.
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
    case .memcpy: return memcpyEntries(threads: threads)
    }
  }
}
