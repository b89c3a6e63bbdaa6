public import Contenders
public import Foundation

/// A run as one line of a history: what may change from revision to revision, and what that depends
/// on. A file of such lines is in the format that is called JSON Lines.
public struct HistoryRecord: Encodable, Sendable {
  struct MachineFacts: Encodable, Sendable {
    let hostName: String
    let cpuModel: String
    let numCpus: Int
    let caches: [CacheRecord]
    let instructionSet: String
    let rooflineInstructionSet: String
    let threads: String
  }

  struct Case: Encodable, Sendable {
    let name: String
    /// In nanoseconds a call.
    let realTime: Double
    let realTimeLowerQuartile: Double
    let realTimeUpperQuartile: Double
    let bytesPerSecond: Double
    let fractionOfRoofline: Double?
  }

  let historyVersion = 1
  let revision: String
  let date: String
  let suite: String
  let minTime: Double
  let machine: MachineFacts
  let cases: [Case]

  public init(_ session: Session, _ results: [CaseResult]) {
    revision = session.revision
    date = ISO8601DateFormatter().string(from: session.date)
    suite = session.suite
    minTime = session.minimumTime
    machine = MachineFacts(session)
    cases = results.map(Case.init)
  }

  /// The line, with a newline at its end.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return try encoder.encode(self) + Data("\n".utf8)
  }
}

extension HistoryRecord.MachineFacts {
  init(_ session: Session) {
    let machine = session.machine
    hostName = machine.host
    cpuModel = machine.model
    numCpus = machine.processors
    caches = machine.caches.map(CacheRecord.init)
    instructionSet = session.instructionSet
    rooflineInstructionSet = session.rooflineInstructionSet
    threads = session.threads
  }
}

extension HistoryRecord.Case {
  init(_ result: CaseResult) {
    name = result.subject.name
    realTime = result.kernel.median
    (realTimeLowerQuartile, realTimeUpperQuartile) = result.kernel.quartiles
    bytesPerSecond = result.bytesPerSecond
    fractionOfRoofline = result.speedup(over: .roofline)
  }
}
