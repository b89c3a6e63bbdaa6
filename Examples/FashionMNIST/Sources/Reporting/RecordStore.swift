import Foundation
public import Runs

/// The directory of a report, with a file for every run that has ended: a report that was stopped goes on from there.
public struct RecordStore: Sendable {
  public let directory: String

  /// Makes the directory where it is missing.
  public init(directory: String) throws(ReportError) {
    self.directory = directory
    do {
      try FileManager.default.createDirectory(
        atPath: "\(directory)/runs", withIntermediateDirectories: true)
    } catch {
      throw .inaccessible(path: directory, reason: error.localizedDescription)
    }
  }

  /// The record of the run with such settings on such data, if it has ended. It may be another revision's, or another machine's:
  /// the report lists them.
  public func record(
    of settings: Settings, on data: Origin.DataSet
  ) throws(ReportError) -> RunRecord? {
    let path = self.path(of: settings)
    guard let contents = FileManager.default.contents(atPath: path) else { return nil }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let record = try? decoder.decode(RunRecord.self, from: contents) else {
      throw .unreadableRecord(path: path)
    }
    guard record.settings == settings else { throw .otherSettings(path: path) }
    guard record.origin.data == data else { throw .otherData(path: path) }
    return record
  }

  public func save(_ record: RunRecord) throws(ReportError) {
    try write(record, to: path(of: record.settings))
  }

  /// Writes JSON into the report's directory.
  public func write(_ value: some Encodable, named name: String) throws(ReportError) {
    try write(value, to: "\(directory)/\(name)")
  }

  /// Writes text into the report's directory.
  public func write(text: String, named name: String) throws(ReportError) {
    try write(Data(text.utf8), toFile: "\(directory)/\(name)")
  }

  private func path(of settings: Settings) -> String {
    let name = "\(settings.network.rawValue)-\(settings.activation.rawValue)-\(settings.seed)"
    return "\(directory)/runs/\(name).json"
  }

  private func write(_ value: some Encodable, to path: String) throws(ReportError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    // A run may diverge, and JSON has no number for that.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let data: Data
    do {
      data = try encoder.encode(value)
    } catch {
      throw .inaccessible(path: path, reason: error.localizedDescription)
    }
    try write(data + Data("\n".utf8), toFile: path)
  }

  private func write(_ data: Data, toFile path: String) throws(ReportError) {
    do {
      try data.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw .inaccessible(path: path, reason: error.localizedDescription)
    }
  }
}
