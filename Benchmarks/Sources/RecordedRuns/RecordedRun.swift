import Foundation
import MachineFacts

/// A run that was written to a file, by prelu-bench or by another program in Google Benchmark's
/// JSON format.
public struct RecordedRun: Sendable {
  public let path: String
  public let date: String?
  public let revision: String?
  public let machine: RecordedMachine
  /// Each once, in the file's order.
  public let cases: [RecordedCase]

  public init(
    path: String, date: String? = nil, revision: String? = nil,
    machine: RecordedMachine = RecordedMachine(), cases: [RecordedCase]
  ) {
    self.path = path
    self.date = date
    self.revision = revision
    self.machine = machine
    self.cases = cases
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - clock: Which of an entry's times counts.
  ///   - allowsDebug: Whether a file may say that it is of a debug build.
  /// - Throws: `RecordError` where it cannot be read, is not of the format, is of a debug build
  ///   that is not allowed, or has no case with a time.
  public init(path: String, clock: RecordedClock, allowsDebug: Bool = false) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RecordError.unreadable(path: path)
    }
    try self.init(data, path: path, clock: clock, allowsDebug: allowsDebug)
  }

  init(_ data: Data, path: String, clock: RecordedClock, allowsDebug: Bool = false) throws {
    let file = try BenchmarkFile(data, path: path)
    guard allowsDebug || file.context?.libraryBuildType?.lowercased() != "debug" else {
      throw RecordError.debugBuild(path: path)
    }
    self.init(
      path: path, date: file.context?.date, revision: file.context?.revision,
      machine: RecordedMachine(file.context), cases: Self.cases(of: file.benchmarks, clock))
    guard cases.contains(where: { $0.time != nil }) else { throw RecordError.noCases(path: path) }
  }

  private static func cases(
    of entries: [BenchmarkFile.Entry], _ clock: RecordedClock
  ) -> [RecordedCase] {
    var names: [String] = []
    var entriesByName: [String: [BenchmarkFile.Entry]] = [:]
    for entry in entries {
      let name = entry.runName ?? entry.name
      if entriesByName[name] == nil { names.append(name) }
      entriesByName[name, default: []].append(entry)
    }
    return names.compactMap { RecordedCase(name: $0, entriesByName[$0] ?? [], clock) }
  }
}

extension RecordedMachine {
  fileprivate init(_ context: BenchmarkFile.Context?) {
    self.init(
      model: context?.cpuModel, processors: context?.numCpus,
      instructionSet: context?.instructionSet,
      caches: context?.caches?.map {
        Machine.Cache(
          level: $0.level, kind: $0.type, bytes: $0.size, sharers: $0.numSharing ?? 1)
      },
      threads: context?.threads)
  }
}
