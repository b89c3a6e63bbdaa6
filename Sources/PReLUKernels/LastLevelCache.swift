/// The cache between the processors and memory, as Linux tells it.
///
/// Source: the kernel's documentation, "ABI testing symbols", /sys/devices/system/cpu/cpuX/cache.
struct LastLevelCache: Equatable {
  /// The size of one such cache.
  var bytes: Int
  /// The number of processors that share one.
  var sharers: Int

  /// The bytes that `threads` threads have between them, spread over as few caches as they can be.
  func bytes(threads: Int) -> Int {
    let caches = max(1, threads.dividedRoundingUp(by: sharers))
    let (all, overflow) = bytes.multipliedReportingOverflow(by: caches)
    return overflow ? .max : all
  }
}

extension LastLevelCache {
  /// The cache of this machine, or the size that the environment variable `PRELU_CACHE_SIZE` gives it.
  static let current = choose(Environment.value("PRELU_CACHE_SIZE"))

  /// What is taken for the cache where a machine does not tell: that of a small server.
  static let assumed = LastLevelCache(bytes: 32 << 20, sharers: 1)

  /// The choice that a value of `PRELU_CACHE_SIZE` makes; an empty value is none.
  static func choose(_ value: String?, root: String = "") -> Result<LastLevelCache, PReLUError> {
    let found = read(root: root) ?? assumed
    guard let value, !value.isEmpty else { return .success(found) }
    guard let bytes = bytes(value) else { return .failure(.invalidCacheSize(value)) }
    return .success(LastLevelCache(bytes: bytes, sharers: found.sharers))
  }

  /// The highest cache of the first processor.
  ///
  /// - Parameter root: a prefix of every path that is read: empty but in tests.
  static func read(root: String) -> LastLevelCache? {
    var highest: (level: Int, cache: LastLevelCache)?
    for index in 0..<16 {
      let directory = root + "/sys/devices/system/cpu/cpu0/cache/index\(index)/"
      func word(_ name: String) -> String? {
        TextFile.contents(directory + name)?.split(whereSeparator: \.isWhitespace).first
          .map { String($0) }
      }
      guard let level = word("level").flatMap({ Int($0) }) else { break }
      guard word("type") != "Instruction", level > highest?.level ?? 0,
        let bytes = word("size").flatMap({ bytes($0) }), bytes > 0
      else { continue }
      let sharers = word("shared_cpu_list").map { processors($0) } ?? 1
      highest = (level, LastLevelCache(bytes: bytes, sharers: max(1, sharers)))
    }
    return highest?.cache
  }

  /// The number of a size like "33554432", "32768K", "32M" or "1G"; `nil` where it is none.
  static func bytes(_ size: String) -> Int? {
    let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30]
    let shift = size.last.flatMap { shifts[$0] }
    guard let number = Int(shift == nil ? size[...] : size.dropLast()), number >= 0 else {
      return nil
    }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << (shift ?? 0))
    return overflow ? nil : bytes
  }

  /// The number of processors in a list like "0-3,8".
  static func processors(_ list: String) -> Int {
    list.split(separator: ",").reduce(0) { sum, part in
      let ends = part.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last, last >= first else { return sum }
      return sum + last - first + 1
    }
  }
}
