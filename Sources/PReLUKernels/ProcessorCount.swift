internal import CKernelSupport

/// How many processors this process may use.
enum ProcessorCount {
  /// The processors that the calling thread may run on, and no more than the container's CPU quota.
  static func available() -> Int {
    min(affinity(), quota ?? .max)
  }

  /// The processors in the calling thread's affinity mask.
  static func affinity() -> Int {
    Int(prelu_affinity_count())
  }

  /// The container's quota in processors, read once.
  private static let quota = ControlGroup.cpuQuota(root: "")
}
