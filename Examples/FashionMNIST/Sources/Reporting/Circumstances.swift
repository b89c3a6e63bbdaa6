import Foundation
import Runs

/// Where and how a report came to be.
public struct Circumstances: Codable, Equatable, Sendable {
  public let command: String
  public let processor: String
  /// Those that the program may use.
  public let processors: Int
  public let system: String
  public let revision: String
  public let date: String

  /// Of this machine and this day.
  public init(command: String, revision: String, processors: Int) {
    self.command = command
    self.revision = revision
    processor = Origin.processor
    self.processors = processors
    system = ProcessInfo.processInfo.operatingSystemVersionString
    date = Date().formatted(.iso8601.year().month().day())
  }
}
