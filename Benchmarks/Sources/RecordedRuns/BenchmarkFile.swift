import Foundation

/// A file in Google Benchmark's JSON format: of its fields, those that comparing takes.
struct BenchmarkFile: Decodable {
  struct Cache: Decodable {
    let type: String
    let level: Int
    let size: Int
    let numSharing: Int?
  }

  struct Context: Decodable {
    let date: String?
    let numCpus: Int?
    let caches: [Cache]?
    let libraryBuildType: String?
    // Of prelu-bench alone.
    let cpuModel: String?
    let instructionSet: String?
    let threads: String?
    let revision: String?
  }

  struct Entry: Decodable {
    let name: String
    /// The same for all repetitions of a case and their aggregates.
    let runName: String?
    let runType: String?
    let aggregateName: String?
    let realTime: Double?
    let cpuTime: Double?
    let timeUnit: String?
    let errorOccurred: Bool?
    let errorMessage: String?
    let skipped: Bool?
    let skipMessage: String?
    // Of prelu-bench alone.
    let realTimeLowerQuartile: Double?
    let realTimeUpperQuartile: Double?
    let fractionOfRoofline: Double?
  }

  let context: Context?
  let benchmarks: [Entry]

  /// Reads what Google Benchmark writes, with the NaN and Infinity of its counters, which JSON
  /// lacks and JSON5 has.
  ///
  /// - Throws: `RecordError`, which names `path`.
  init(_ data: Data, path: String) throws {
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      self = try decoder.decode(Self.self, from: data)
    } catch DecodingError.dataCorrupted {
      throw RecordError.notJSON(path: path)
    } catch {
      throw RecordError.otherFormat(path: path)
    }
  }
}

extension BenchmarkFile.Entry {
  var isAggregate: Bool { runType == "aggregate" }

  /// Why there is no time, where the benchmark itself says so.
  var failure: String? {
    if errorOccurred == true { return errorMessage ?? "it failed" }
    if skipped == true { return skipMessage ?? "it was skipped" }
    return nil
  }

  /// The time in nanoseconds; `nil` where there is none, where it is not above 0, and where its
  /// unit is unknown.
  func nanoseconds(_ clock: RecordedClock) -> Double? {
    guard let time = clock == .real ? realTime : cpuTime, let unit, time > 0, time.isFinite
    else { return nil }
    return time * unit
  }

  /// The quartiles of the time in nanoseconds, where they are there.
  func quartiles(_ clock: RecordedClock) -> RecordedTime.Quartiles? {
    guard clock == .real, let unit, let lower = realTimeLowerQuartile,
      let upper = realTimeUpperQuartile
    else { return nil }
    return RecordedTime.Quartiles(lower: lower * unit, upper: upper * unit)
  }

  /// The nanoseconds of the unit of times.
  private var unit: Double? {
    ["ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9][timeUnit ?? "ns"]
  }
}
