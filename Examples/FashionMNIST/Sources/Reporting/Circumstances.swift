import Foundation

/// Where and how a report came to be.
public struct Circumstances: Codable, Equatable, Sendable {
  public let command: String
  public let processor: String
  public let processors: Int
  public let system: String
  public let revision: String
  public let date: String

  /// Of this machine and this day.
  public init(command: String, revision: String) {
    self.command = command
    self.revision = revision
    processor = Self.processorName ?? "unknown"
    processors = ProcessInfo.processInfo.activeProcessorCount
    system = ProcessInfo.processInfo.operatingSystemVersionString
    date = Date().formatted(.iso8601.year().month().day())
  }

  private static var processorName: String? {
    guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else {
      return nil
    }
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
  }
}
