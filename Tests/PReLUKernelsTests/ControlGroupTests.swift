import Testing

@testable import PReLUKernels

/// The CPU quota of control groups, read from trees of files like those that Linux shows.
@Suite struct ControlGroupTests {
  private static let version2Mount =
    "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate"
  private static let version1Mount =
    "33 30 0:29 / /sys/fs/cgroup/cpu,cpuacct rw shared:9 - cgroup cgroup rw,cpu,cpuacct"
  private static let otherMounts = """
    22 28 0:21 / /proc rw,nosuid shared:12 - proc proc rw
    28 1 8:1 / / rw,relatime - ext4 /dev/root rw,discard
    34 30 0:30 / /sys/fs/cgroup/memory rw shared:10 - cgroup cgroup rw,memory
    35 30 0:31 / /sys/fs/cgroup/cpuset rw shared:11 - cgroup cgroup rw,cpuset
    """

  private func quota(
    membership: String?, mounts: String?, _ files: [String: String] = [:]
  ) throws -> Int? {
    var all = files
    all["/proc/self/cgroup"] = membership
    all["/proc/self/mountinfo"] = mounts.map { "\(Self.otherMounts)\n\($0)\n" }
    let tree = try FileTree(all)
    return ControlGroup.cpuQuota(root: tree.root)
  }

  @Test(arguments: [
    ("200000 100000", 2), ("150000 100000", 2), ("100000 100000", 1), ("50000 100000", 1),
    ("1000 100000", 1), ("1600000 50000", 32), ("max 100000", nil),
  ])
  func version2(_ limit: String, _ expected: Int?) throws {
    let found = try quota(
      membership: "0::/user.slice/job\n", mounts: Self.version2Mount,
      ["/sys/fs/cgroup/user.slice/job/cpu.max": limit + "\n"])
    #expect(found == expected)
  }

  /// An ancestor's limit holds too, whichever is smaller.
  @Test func version2Ancestors() throws {
    let files = { (job: String, slice: String) in
      ["/sys/fs/cgroup/a/b/cpu.max": job, "/sys/fs/cgroup/a/cpu.max": slice]
    }
    let membership = "0::/a/b\n"
    let mounts = Self.version2Mount
    let outerIsSmaller = try quota(
      membership: membership, mounts: mounts, files("800000 100000\n", "300000 100000\n"))
    #expect(outerIsSmaller == 3)
    let innerIsSmaller = try quota(
      membership: membership, mounts: mounts, files("200000 100000\n", "700000 100000\n"))
    #expect(innerIsSmaller == 2)
    let onlyOuter = try quota(
      membership: membership, mounts: mounts, files("max 100000\n", "300000 100000\n"))
    #expect(onlyOuter == 3)
    // A sibling's does not.
    let sibling = try quota(
      membership: membership, mounts: mounts, ["/sys/fs/cgroup/a/c/cpu.max": "100000 100000\n"])
    #expect(sibling == nil)
  }

  /// In a container with a namespace of its own the group is "/", and the limit stands at the mount point.
  @Test func version2Namespace() throws {
    let found = try quota(
      membership: "0::/\n", mounts: Self.version2Mount,
      ["/sys/fs/cgroup/cpu.max": "250000 100000\n"])
    #expect(found == 3)
  }

  @Test(arguments: [
    ("200000", "100000", 2), ("250000", "100000", 3), ("-1", "100000", nil), ("20000", "10000", 2),
    ("5000", "100000", 1), ("100000", "0", nil), ("0", "100000", nil),
  ])
  func version1(_ limit: String, _ period: String, _ expected: Int?) throws {
    let found = try quota(
      membership: "9:memory:/other\n4:cpu,cpuacct:/job\n", mounts: Self.version1Mount,
      [
        "/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us": limit + "\n",
        "/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us": period + "\n",
      ])
    #expect(found == expected)
  }

  /// A container without a namespace of its own: the mount's root is the container's group, and the group's
  /// path begins with it.
  @Test func version1MountOfContainer() throws {
    let mount =
      "33 30 0:29 /docker/0123 /sys/fs/cgroup/cpu rw master:9 - cgroup cgroup rw,cpu,cpuacct"
    let files = [
      "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "350000\n",
      "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
    ]
    #expect(
      try quota(membership: "4:cpu,cpuacct:/docker/0123\n", mounts: mount, files) == 4)
    let nested = files.merging(
      [
        "/sys/fs/cgroup/cpu/inner/cpu.cfs_quota_us": "150000\n",
        "/sys/fs/cgroup/cpu/inner/cpu.cfs_period_us": "100000\n",
      ], uniquingKeysWith: { old, _ in old })
    #expect(
      try quota(membership: "4:cpu,cpuacct:/docker/0123/inner\n", mounts: mount, nested) == 2)
  }

  @Test func version2MountOfContainer() throws {
    let found = try quota(
      membership: "0::/pod/container\n",
      mounts: "30 23 0:26 /pod/container /sys/fs/cgroup rw - cgroup2 cgroup rw",
      ["/sys/fs/cgroup/cpu.max": "400000 100000\n"])
    #expect(found == 4)
  }

  /// A mount that shows another part of the hierarchy says nothing about this process: neither one of
  /// another container, nor one whose name only begins alike.
  @Test(arguments: ["/pod/other", "/pod/con", "/pod/container/inner"])
  func mountOfAnotherContainer(_ mountRoot: String) throws {
    let found = try quota(
      membership: "0::/pod/container\n",
      mounts: "30 23 0:26 \(mountRoot) /sys/fs/cgroup rw - cgroup2 cgroup rw",
      [
        "/sys/fs/cgroup/cpu.max": "400000 100000\n",
        "/sys/fs/cgroup/tainer/cpu.max": "400000 100000\n",
      ])
    #expect(found == nil)
  }

  /// A blank in a mount point is written as an escape.
  @Test func mountPointWithBlank() throws {
    let found = try quota(
      membership: "0::/\n", mounts: #"30 23 0:26 / /control\040groups rw - cgroup2 cgroup rw"#,
      ["/control groups/cpu.max": "400000 100000\n"])
    #expect(found == 4)
  }

  /// Both versions at once: version 2 has no CPU controller then, unless the files say so.
  @Test func hybrid() throws {
    let mounts = """
      \(Self.version1Mount)
      31 30 0:27 / /sys/fs/cgroup/unified rw shared:5 - cgroup2 cgroup2 rw
      """
    let membership = "4:cpu,cpuacct:/job\n1:name=systemd:/job\n0::/job\n"
    var files = [
      "/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us": "600000\n",
      "/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us": "100000\n",
    ]
    #expect(try quota(membership: membership, mounts: mounts, files) == 6)
    files["/sys/fs/cgroup/unified/job/cpu.max"] = "200000 100000\n"
    #expect(try quota(membership: membership, mounts: mounts, files) == 2)
  }

  /// The "cpuset" and "cpuacct" controllers are not "cpu".
  @Test func otherControllers() throws {
    let found = try quota(
      membership: "4:cpuset:/job\n3:cpuacct:/job\n",
      mounts: "33 30 0:29 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset,cpuacct",
      [
        "/sys/fs/cgroup/cpuset/job/cpu.cfs_quota_us": "100000\n",
        "/sys/fs/cgroup/cpuset/job/cpu.cfs_period_us": "100000\n",
      ])
    #expect(found == nil)
  }

  @Test func nothing() throws {
    #expect(try quota(membership: nil, mounts: nil) == nil)
    #expect(try quota(membership: "0::/job\n", mounts: nil) == nil)
    #expect(try quota(membership: nil, mounts: Self.version2Mount) == nil)
    #expect(try quota(membership: "0::/job\n", mounts: Self.version2Mount) == nil)
    #expect(try quota(membership: "0::/job\n", mounts: "") == nil)
  }

  @Test(arguments: ["", "\n", "100000", "many 100000", "100000 0", "100000 x", "1 2 3"])
  func malformedLimit(_ limit: String) throws {
    let found = try quota(
      membership: "0::/job\n", mounts: Self.version2Mount, ["/sys/fs/cgroup/job/cpu.max": limit])
    #expect(found == nil)
  }

  @Test func malformedLines() throws {
    let found = try quota(
      membership: "\n:\nnonsense\n0::/job\n", mounts: "\n-\n1 2 - cgroup2\n\(Self.version2Mount)",
      ["/sys/fs/cgroup/job/cpu.max": "300000 100000\n"])
    #expect(found == 3)
  }
}
