import Testing

@testable import PReLUKernels

/// The last-level cache, read from trees of files like those that Linux shows.
@Suite struct LastLevelCacheTests {
  typealias Choice = Result<LastLevelCache, PReLUError>

  /// The files of one cache of the first processor; those that are `nil` are missing.
  private static func cache(
    _ index: Int, level: String?, type: String? = "Unified", size: String?, sharers: String?
  ) -> [String: String] {
    let directory = "/sys/devices/system/cpu/cpu0/cache/index\(index)/"
    let files = ["level": level, "type": type, "size": size, "shared_cpu_list": sharers]
    var tree: [String: String] = [:]
    for (name, text) in files { tree[directory + name] = text.map { $0 + "\n" } }
    return tree
  }

  private func read(_ caches: [String: String]...) throws -> LastLevelCache? {
    let tree = try FileTree(caches.reduce([:]) { $0.merging($1) { old, _ in old } })
    return LastLevelCache.read(root: tree.root)
  }

  private static let data = cache(0, level: "1", type: "Data", size: "48K", sharers: "0-1")
  private static let instructions =
    cache(1, level: "1", type: "Instruction", size: "32K", sharers: "0-1")
  private static let secondLevel = cache(2, level: "2", size: "2048K", sharers: "0-1")

  @Test func server() throws {
    let found = try read(
      Self.data, Self.instructions, Self.secondLevel,
      Self.cache(3, level: "3", size: "107520K", sharers: "0-55,112-167"))
    #expect(found == LastLevelCache(bytes: 107_520 << 10, sharers: 112))
  }

  /// A machine whose last cache is the second level.
  @Test func noThirdLevel() throws {
    let found = try read(Self.data, Self.instructions, Self.secondLevel)
    #expect(found == LastLevelCache(bytes: 2 << 20, sharers: 2))
  }

  /// The highest level wins wherever it stands.
  @Test func anyOrder() throws {
    let found = try read(
      Self.cache(0, level: "3", size: "16M", sharers: "0-7"),
      Self.cache(1, level: "1", type: "Data", size: "64M", sharers: "0"),
      Self.cache(2, level: "2", size: "32M", sharers: "0"))
    #expect(found == LastLevelCache(bytes: 16 << 20, sharers: 8))
  }

  /// Instructions are none of the data that a call moves.
  @Test func instructionCachesDoNotCount() throws {
    let instructions = Self.cache(1, level: "2", type: "Instruction", size: "8M", sharers: "0-3")
    let data = Self.cache(0, level: "1", type: "Data", size: "32K", sharers: "0")
    #expect(try read(data, instructions) == LastLevelCache(bytes: 32 << 10, sharers: 1))
    #expect(
      try read(Self.cache(0, level: "1", type: "Instruction", size: "32K", sharers: "0")) == nil)
  }

  /// A cache that does not tell its size is passed over; one that does not tell who shares it, or what
  /// it holds, counts as the processor's own.
  @Test func missingFiles() throws {
    for size in [nil, "", "many", "-4M", "0K"] {
      let found = try read(
        Self.cache(0, level: "2", size: "1M", sharers: "0"),
        Self.cache(1, level: "3", size: size, sharers: "0-3"))
      #expect(found == LastLevelCache(bytes: 1 << 20, sharers: 1), "\(size ?? "none")")
    }
    for sharers in [nil, "", "all"] {
      let found = try read(Self.cache(0, level: "3", size: "4M", sharers: sharers))
      #expect(found == LastLevelCache(bytes: 4 << 20, sharers: 1), "\(sharers ?? "none")")
    }
    let untyped = try read(Self.cache(0, level: "3", type: nil, size: "4M", sharers: "0-1"))
    #expect(untyped == LastLevelCache(bytes: 4 << 20, sharers: 2))
  }

  /// Caches are numbered without gaps: the first that has no level is the end.
  @Test(arguments: [nil, "", "third"])
  func endsWhereThereIsNoLevel(_ level: String?) throws {
    let found = try read(
      Self.cache(0, level: "1", type: "Data", size: "32K", sharers: "0"),
      Self.cache(1, level: level, size: "2M", sharers: "0"),
      Self.cache(2, level: "3", size: "8M", sharers: "0"))
    #expect(found == LastLevelCache(bytes: 32 << 10, sharers: 1))
  }

  @Test func noCaches() throws {
    #expect(try read() == nil)
    #expect(try read(["/sys/devices/system/cpu/cpu0/online": "1\n"]) == nil)
    #expect(try read(Self.cache(1, level: "3", size: "8M", sharers: "0")) == nil)
  }

  @Test(arguments: [
    ("0", 0), ("1", 1), ("33554432", 33_554_432), ("0K", 0), ("48K", 49_152),
    ("107520K", 110_100_480), ("32M", 33_554_432), ("3G", 3_221_225_472),
    ("9223372036854775807", Int.max), ("8589934591G", Int.max - ((1 << 30) - 1)),
  ])
  func size(_ text: String, _ bytes: Int) {
    #expect(LastLevelCache.bytes(text) == bytes)
  }

  static let wrongSizes = [
    "K", "M", "G", "-1", "-1K", "1k", "1KB", "1T", "1.5M", " 1M", "1M ", "1 M", "M1", "0x10",
    "lots",
    "9223372036854775808", "8589934592G", "9007199254740992K", "9223372036854775807G",
  ]

  @Test(arguments: wrongSizes + [""])
  func noSize(_ text: String) {
    #expect(LastLevelCache.bytes(text) == nil)
  }

  @Test(arguments: [
    ("0", 1), ("7", 1), ("0-3", 4), ("0-3,8", 5), ("0,2,4", 3), ("0-1,64-65", 4), ("5-5", 1),
    ("0-55,112-167", 112), ("", 0), ("all", 0), ("3-1", 0), ("3-1,8", 1),
  ])
  func processors(_ list: String, _ count: Int) {
    #expect(LastLevelCache.processors(list) == count)
  }

  private static let machine = cache(0, level: "3", size: "24M", sharers: "0-5")

  /// `PRELU_CACHE_SIZE` takes the place of the size that the machine tells, not of who shares it.
  @Test(arguments: [("0", 0), ("4096", 4096), ("96K", 96 << 10), ("1M", 1 << 20), ("2G", 2 << 30)])
  func chosen(_ value: String, _ bytes: Int) throws {
    let tree = try FileTree(Self.machine)
    let expected = Choice.success(LastLevelCache(bytes: bytes, sharers: 6))
    #expect(LastLevelCache.choose(value, root: tree.root) == expected)
    let nothing = try FileTree([:])
    let alone = Choice.success(LastLevelCache(bytes: bytes, sharers: 1))
    #expect(LastLevelCache.choose(value, root: nothing.root) == alone)
  }

  @Test(arguments: [nil, ""])
  func notChosen(_ value: String?) throws {
    let tree = try FileTree(Self.machine)
    let expected = Choice.success(LastLevelCache(bytes: 24 << 20, sharers: 6))
    #expect(LastLevelCache.choose(value, root: tree.root) == expected)
    let nothing = try FileTree([:])
    let assumed = Choice.success(LastLevelCache(bytes: 32 << 20, sharers: 1))
    #expect(LastLevelCache.choose(value, root: nothing.root) == assumed)
  }

  /// Wrong whether or not the machine tells its own size.
  @Test(arguments: wrongSizes)
  func wronglyChosen(_ value: String) throws {
    for files in [Self.machine, [:]] {
      let tree = try FileTree(files)
      let expected = Choice.failure(.invalidCacheSize(value))
      #expect(LastLevelCache.choose(value, root: tree.root) == expected)
    }
  }

  /// Threads fill one cache before they use the next.
  @Test(arguments: [(1, 1), (3, 1), (4, 1), (5, 2), (8, 2), (9, 3), (1_000, 250)])
  func bytesOfThreads(_ threads: Int, _ caches: Int) {
    #expect(LastLevelCache(bytes: 100, sharers: 4).bytes(threads: threads) == 100 * caches)
    #expect(LastLevelCache(bytes: 0, sharers: 4).bytes(threads: threads) == 0)
    #expect(LastLevelCache(bytes: 7, sharers: 1).bytes(threads: threads) == 7 * threads)
  }

  /// More bytes than a number can say are all there can be.
  @Test func bytesOfThreadsOverflow() {
    let half = LastLevelCache(bytes: Int.max / 2, sharers: 1)
    #expect(half.bytes(threads: 2) == Int.max - 1)
    #expect(half.bytes(threads: 3) == .max)
    #expect(LastLevelCache(bytes: .max, sharers: 2).bytes(threads: 2) == .max)
    #expect(LastLevelCache(bytes: .max, sharers: 2).bytes(threads: 3) == .max)
  }
}
