public import Contenders
public import Foundation
import Measurement

/// Results in the JSON format of Google Benchmark, which its `compare.py` reads.
///
/// One entry a case. Counters stand beside the other fields of an entry, as they do there. Times
/// are medians, in nanoseconds a call.
public struct GoogleBenchmark: Encodable, Sendable {
  let context: Context
  let benchmarks: [Entry]

  public init(_ session: Session, _ results: [CaseResult]) {
    context = Context(session)
    benchmarks = results.enumerated().map { index, result in
      Entry(result, index: index, processors: session.machine.processors)
    }
  }

  /// The document, with a newline at its end.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return try encoder.encode(self) + Data("\n".utf8)
  }
}

extension GoogleBenchmark {
  struct Context: Encodable, Sendable {
    let date: String
    let hostName: String
    let executable: String
    let numCpus: Int
    let mhzPerCpu: Int
    let caches: [CacheRecord]
    let loadAvg: [Double]
    let libraryBuildType = "release"
    let jsonSchemaVersion = 1
    // Beyond what Google Benchmark says.
    let cpuModel: String
    let instructionSet: String
    let rooflineInstructionSet: String
    let threads: String
    let openblasConfig: String
    let openblasCorename: String
    let transparentHugePages: String
    let revision: String
    let suite: String
    let minTime: Double

    init(_ session: Session) {
      let machine = session.machine
      date = ISO8601DateFormatter().string(from: session.date)
      hostName = machine.host
      executable = session.executable
      numCpus = machine.processors
      mhzPerCpu = machine.megahertz
      caches = machine.caches.map(CacheRecord.init)
      loadAvg = machine.loadAverages
      cpuModel = machine.model
      instructionSet = session.instructionSet
      rooflineInstructionSet = session.rooflineInstructionSet
      threads = session.threads
      openblasConfig = machine.openBLASBuild
      openblasCorename = machine.openBLASCore
      transparentHugePages = machine.hugePages
      revision = session.revision
      suite = session.suite
      minTime = session.minimumTime
    }
  }

  struct Entry: Encodable, Sendable {
    let name: String
    let runName: String
    let runType = "iteration"
    let familyIndex: Int
    let perFamilyInstanceIndex = 0
    let repetitions = 1
    let repetitionIndex = 0
    let threads: Int
    let iterations: Int
    let realTime: Double
    let cpuTime: Double
    let timeUnit = "ns"
    // Counters.
    let realTimeLowerQuartile: Double
    let realTimeUpperQuartile: Double
    let bytesPerSecond: Double
    /// Of all tensors of a call together.
    let footprintBytes: Int
    let speedupVsNaive: Double?
    let speedupVsNestedLoops: Double?
    let speedupVsBlas: Double?
    let speedupVsSerial: Double?
    let speedupVsForcedStores: Double?
    let fractionOfRoofline: Double?
    let fractionOfMemcpy: Double?
    let fractionOfLongRun: Double?
    /// Of a call with spans, beside that with pointers.
    let realTimeWithSpans: Double?

    init(_ result: CaseResult, index: Int, processors: Int) {
      let kernel = result.kernel
      name = result.subject.name
      runName = name
      familyIndex = index
      threads =
        switch result.subject.threads {
        case .automatic: processors
        case .atMost(let count): count
        }
      iterations = kernel.calls
      realTime = kernel.median
      cpuTime = kernel.processorTime
      (realTimeLowerQuartile, realTimeUpperQuartile) = kernel.quartiles
      bytesPerSecond = result.bytesPerSecond
      footprintBytes = result.subject.usefulBytes
      speedupVsNaive = result.speedup(over: .naive)
      speedupVsNestedLoops = result.speedup(over: .nestedLoops)
      speedupVsBlas = result.speedup(over: .blas)
      speedupVsSerial = result.speedup(over: .serial)
      speedupVsForcedStores = result.speedup(over: .forcedStores)
      fractionOfRoofline = result.speedup(over: .roofline)
      fractionOfMemcpy = result.speedup(over: .memcpy)
      fractionOfLongRun = result.speedup(over: .longRun)
      realTimeWithSpans = result.medianWithSpans
    }
  }
}
