/// What Linux control groups, versions 1 and 2, allow this process.
///
/// Source: the kernel's documentation, "Control Group v2" (cpu.max) and "CFS Bandwidth Control"
/// (cpu.cfs_quota_us, cpu.cfs_period_us).
enum ControlGroup {
  /// The smallest CPU quota of the process's groups and their ancestors, in processors and rounded up, or
  /// `nil` where there is none.
  ///
  /// - Parameter root: a prefix of every path that is read: empty but in tests.
  static func cpuQuota(root: String) -> Int? {
    guard let membership = TextFile.contents(root + "/proc/self/cgroup"),
      let mounts = TextFile.contents(root + "/proc/self/mountinfo")
    else { return nil }
    var smallest: Double?
    for hierarchy in hierarchies(membership: membership, mounts: mounts) {
      for directory in hierarchy.directories {
        guard let quota = hierarchy.quota(root + directory) else { continue }
        smallest = min(quota, smallest ?? quota)
      }
    }
    // A quota beyond any machine, or one that is no number, limits nothing.
    return smallest.flatMap { $0 < 1e6 ? max(1, Int($0.rounded(.up))) : nil }
  }

  /// One mounted hierarchy that controls CPU time, and the process's place in it.
  private struct Hierarchy {
    var mountPoint: String
    /// The process's group, relative to the mount point.
    var group: String
    var isVersion2: Bool

    /// The group's directory and its ancestors' up to the mount point.
    var directories: [String] {
      var parts = group.split(separator: "/")
      var directories = [mountPoint]
      while !parts.isEmpty {
        directories.append(mountPoint + "/" + parts.joined(separator: "/"))
        parts.removeLast()
      }
      return directories
    }

    /// The quota that one directory sets, in processors.
    func quota(_ directory: String) -> Double? {
      isVersion2 ? version2Quota(directory) : version1Quota(directory)
    }
  }

  private static func hierarchies(membership: String, mounts: String) -> [Hierarchy] {
    var groups: [String: String] = [:]
    for line in membership.split(separator: "\n") {
      // hierarchy-ID:controllers:path
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      if fields[1].isEmpty { groups["cgroup2"] = String(fields[2]) }
      if fields[1].split(separator: ",").contains("cpu") { groups["cgroup"] = String(fields[2]) }
    }
    var hierarchies: [Hierarchy] = []
    for line in mounts.split(separator: "\n") {
      // ID parent device root mount-point options [optional ...] - type source super-options
      let fields = line.split(separator: " ").map { String($0) }
      guard let dash = fields.firstIndex(of: "-"), dash > 4, fields.count > dash + 3,
        let group = groups[fields[dash + 1]]
      else { continue }
      let isVersion2 = fields[dash + 1] == "cgroup2"
      guard isVersion2 || fields[dash + 3].split(separator: ",").contains("cpu"),
        let group = relative(group, to: fields[3])
      else { continue }
      hierarchies.append(
        Hierarchy(
          mountPoint: unescaped(fields[4]), group: group, isVersion2: isVersion2))
    }
    return hierarchies
  }

  /// A group's path below the root of a mount, or `nil` where the mount does not show the group: a
  /// container sees its own group as the root.
  private static func relative(_ group: String, to mountRoot: String) -> String? {
    if mountRoot == "/" { return group }
    if group == mountRoot { return "/" }
    return group.hasPrefix(mountRoot + "/") ? String(group.dropFirst(mountRoot.count)) : nil
  }

  /// A path of mountinfo, where a blank stands as \\040.
  private static func unescaped(_ path: String) -> String {
    path.split(separator: "\\040", omittingEmptySubsequences: false).joined(separator: " ")
  }

  /// `cpu.max`: "$MAX $PERIOD", or "max $PERIOD" where there is no limit.
  private static func version2Quota(_ directory: String) -> Double? {
    guard
      let fields = TextFile.contents(directory + "/cpu.max")?.split(whereSeparator: \.isWhitespace),
      fields.count == 2, let quota = Double(fields[0]), let period = Double(fields[1]), period > 0
    else { return nil }
    return quota / period
  }

  /// `cpu.cfs_quota_us` is -1 where there is no limit.
  private static func version1Quota(_ directory: String) -> Double? {
    guard let quota = number(directory + "/cpu.cfs_quota_us"), quota > 0,
      let period = number(directory + "/cpu.cfs_period_us"), period > 0
    else { return nil }
    return quota / period
  }

  private static func number(_ path: String) -> Double? {
    TextFile.contents(path)?.split(whereSeparator: \.isWhitespace).first.flatMap { Double($0) }
  }
}
