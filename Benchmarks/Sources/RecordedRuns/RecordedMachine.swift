public import MachineFacts

/// What a file's header says of the machine; `nil` what it does not say.
public struct RecordedMachine: Sendable {
  public var model: String?
  public var processors: Int?
  public var instructionSet: String?
  public var caches: [Machine.Cache]?
  public var threads: String?

  public init(
    model: String? = nil, processors: Int? = nil, instructionSet: String? = nil,
    caches: [Machine.Cache]? = nil, threads: String? = nil
  ) {
    self.model = model
    self.processors = processors
    self.instructionSet = instructionSet
    self.caches = caches
    self.threads = threads
  }

  /// What this and `other` say differently, one text each: "processors 2 and 4".
  public func differences(from other: RecordedMachine) -> [String] {
    [
      Self.difference("processor", model, other.model),
      Self.difference("processors", processors, other.processors),
      Self.difference("instruction set", instructionSet, other.instructionSet),
      Self.difference("caches", Self.list(caches), Self.list(other.caches)),
      Self.difference("threads", threads, other.threads),
    ].compactMap { $0 }
  }

  private static func list(_ caches: [Machine.Cache]?) -> String? {
    caches?.map(\.description).joined(separator: ", ")
  }

  private static func difference<Fact: Equatable>(
    _ name: String, _ mine: Fact?, _ theirs: Fact?
  ) -> String? {
    guard let mine, let theirs, mine != theirs else { return nil }
    return "\(name) \(mine) and \(theirs)"
  }
}
