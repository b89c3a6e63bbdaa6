import CBLAS
import Foundation

/// What has to be known of a machine to read numbers that were measured on it.
public struct Machine: Sendable {
  /// One cache of the first processor.
  public struct Cache: Sendable, Equatable {
    public let level: Int
    /// "Data", "Instruction" or "Unified".
    public let kind: String
    public let bytes: Int
    /// The number of processors that share it.
    public let sharers: Int

    public init(level: Int, kind: String, bytes: Int, sharers: Int) {
      self.level = level
      self.kind = kind
      self.bytes = bytes
      self.sharers = sharers
    }
  }

  public let model: String
  public let processors: Int
  public let megahertz: Int
  public let caches: [Cache]
  /// What the kernel does about huge pages: "always", "madvise" or "never".
  public let hugePages: String
  public let openBLASBuild: String
  public let openBLASCore: String
  public let host: String
  public let loadAverages: [Double]

  /// The bytes of the last cache before memory.
  public var lastLevelCacheBytes: Int { Self.lastLevelBytes(of: caches) }

  /// The machine that this runs on; what it does not tell is "unknown".
  public static func current() -> Machine {
    let information = text("/proc/cpuinfo")
    var loads = [Double](repeating: 0, count: 3)
    loads = Array(loads[..<max(0, Int(getloadavg(&loads, 3)))])
    return Machine(
      model: field("model name", in: information) ?? "unknown",
      processors: ProcessInfo.processInfo.activeProcessorCount,
      megahertz: field("cpu MHz", in: information).flatMap(Double.init).map { Int($0) } ?? 0,
      caches: (0..<16).compactMap { cache("/sys/devices/system/cpu/cpu0/cache/index\($0)") },
      hugePages: chosen(text("/sys/kernel/mm/transparent_hugepage/enabled")) ?? "unknown",
      openBLASBuild: String(cString: openblas_get_config()).trimmingCharacters(in: .whitespaces),
      openBLASCore: String(cString: openblas_get_corename()),
      host: ProcessInfo.processInfo.hostName, loadAverages: loads)
  }

  /// The bytes of the highest of `caches`; where a machine does not tell, those of a small server's.
  static func lastLevelBytes(of caches: [Cache]) -> Int {
    caches.filter { $0.kind != "Instruction" }.max { $0.level < $1.level }?.bytes ?? 32 << 20
  }

  /// The value behind `name :` in a file like /proc/cpuinfo.
  static func field(_ name: String, in text: String) -> String? {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == name {
        return parts[1].trimmingCharacters(in: .whitespaces)
      }
    }
    return nil
  }

  /// The word in brackets, which is how the kernel shows a choice.
  static func chosen(_ text: String) -> String? {
    guard let open = text.firstIndex(of: "["), let close = text.firstIndex(of: "]"), open < close
    else { return nil }
    return String(text[text.index(after: open)..<close])
  }

  /// The number of bytes of a size like "48K".
  static func bytes(_ size: String) -> Int? {
    guard let last = size.last else { return nil }
    let factors: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
    guard let factor = factors[last] else { return Int(size) }
    return Int(size.dropLast()).map { $0 * factor }
  }

  /// The number of processors in a list like "0-3,8".
  static func processors(inList list: String) -> Int {
    list.split(separator: ",").reduce(0) { sum, part in
      let ends = part.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last else { return sum }
      return sum + last - first + 1
    }
  }

  private static func cache(_ directory: String) -> Cache? {
    guard let level = Int(text(directory + "/level")), let bytes = bytes(text(directory + "/size"))
    else { return nil }
    return Cache(
      level: level, kind: text(directory + "/type"), bytes: bytes,
      sharers: processors(inList: text(directory + "/shared_cpu_list")))
  }

  /// The trimmed text of a file; empty where there is none.
  private static func text(_ path: String) -> String {
    let contents = try? String(contentsOfFile: path, encoding: .utf8)
    return (contents ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

extension Machine.Cache: CustomStringConvertible {
  /// "L1d 48 KiB", "L3 32768 KiB (shared by 2)".
  public var description: String {
    let letter = ["Data": "d", "Instruction": "i"][kind] ?? ""
    let shared = sharers > 1 ? " (shared by \(sharers))" : ""
    return "L\(level)\(letter) \(bytes >> 10) KiB\(shared)"
  }
}
