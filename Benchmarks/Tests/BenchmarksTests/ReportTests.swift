import Cases
import Contenders
import Foundation
import MachineFacts
import Measurement
import Testing

@testable import Report

struct ReportTests {
  private let result = CaseResult(
    Case(.forward, .float, .nc, .channel, [100, 10], threads: .automatic),
    kernel: timing(100),
    rivals: [
      .init(.nestedLoops, "nested", timing(1000)),
      .init(.naiveLoops, "flat", timing(300)),
      .init(.blas, "blas", timing(250)),
      .init(.roofline, "ordinary", timing(80)),
      .init(.roofline, "non-temporal", timing(90)),
      .init(.serialKernel, "serial", timing(150)),
      .init(.memcpy, "memcpy, 1 threads", timing(95)),
      .init(.memcpy, "memcpy, 2 threads", timing(70)),
      .init(.ordinaryStores, "ordinary", timing(99)),
      .init(.nonTemporalStores, "non-temporal", timing(198)),
      .init(.longRun, "long runs", timing(88)),
      .init(.spans, "spans", timing(102)),
    ])

  private static func timing(_ nanoseconds: Double) -> Timing {
    Timing(rounds: [[nanoseconds], [nanoseconds]], processorTime: nanoseconds, calls: 2)
  }

  private var session: Session {
    Session(
      machine: Machine.current(), instructionSet: "v3", rooflineInstructionSet: "AVX-512",
      revision: "abc", suite: "quick", threads: "auto (2)", minimumTime: 0.1,
      date: Date(timeIntervalSince1970: 0), executable: "prelu-bench")
  }

  @Test func speedupsAreAgainstTheFastest() {
    let expected: [Comparison: Double] = [
      .naive: 3, .nestedLoops: 10, .blas: 2.5, .serial: 1.5, .roofline: 0.8, .memcpy: 0.7,
      .forcedStores: 0.99, .longRun: 0.88,
    ]
    for comparison in Comparison.allCases {
      #expect(result.speedup(over: comparison) == expected[comparison], "\(comparison)")
    }
    #expect(result.medianWithSpans == 102)
    #expect(result.bytesPerSecond == 8040 / 100e-9)
  }

  /// The fields that Google Benchmark's compare.py reads, and the counters.
  @Test func jsonIsGoogleBenchmarks() throws {
    let data = try GoogleBenchmark(session, [result]).encoded()
    let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let context = try #require(document["context"] as? [String: Any])
    #expect(context["date"] as? String == "1970-01-01T00:00:00Z")
    for key in ["host_name", "executable", "num_cpus", "mhz_per_cpu", "caches", "load_avg"] {
      #expect(context[key] != nil, "\(key)")
    }
    #expect(context["library_build_type"] as? String == "release")

    let entries = try #require(document["benchmarks"] as? [[String: Any]])
    let entry = try #require(entries.first)
    #expect(entries.count == 1)
    let name = "prelu_forward/f32/nc/channel/100x10/threads:auto"
    #expect(entry["name"] as? String == name)
    #expect(entry["run_name"] as? String == name)
    #expect(entry["run_type"] as? String == "iteration")
    #expect(entry["time_unit"] as? String == "ns")
    let numbers: [String: Double] = [
      "repetitions": 1, "repetition_index": 0, "iterations": 4, "real_time": 100, "cpu_time": 100,
      "threads": Double(Machine.current().processors), "speedup_vs_naive": 3,
      "speedup_vs_nested_loops": 10, "speedup_vs_blas": 2.5, "speedup_vs_serial": 1.5,
      "fraction_of_roofline": 0.8, "fraction_of_memcpy": 0.7, "speedup_vs_forced_stores": 0.99,
      "fraction_of_long_run": 0.88, "real_time_with_spans": 102, "bytes_per_second": 8040 / 100e-9,
      "footprint_bytes": 8040,
    ]
    for (key, value) in numbers where key != "iterations" {
      #expect(entry[key] as? Double == value, "\(key)")
    }
  }

  @Test func rowsStandUnderTheirTitles() {
    let table = table(Comparison.allCases, isColoured: false)
    let row = table.row(result)
    #expect(row.count == table.title.count)
    let cells = row.split(separator: " ").map { String($0) }
    #expect(
      cells == [
        result.subject.name, "100", "ns", "±0%", "80.4", "80%", "70%", "88%", "0.99x", "3.00x",
        "10.0x", "2.50x", "1.50x",
      ])
  }

  @Test func columnsAreThoseOfTheComparisons() {
    let table = table([.memcpy, .forcedStores], isColoured: false)
    #expect(
      table.title.split(separator: " ") == ["case", "time", "spread", "GB/s", "memcpy", "stores"])
    #expect(table.row(result).count == table.title.count)
    #expect(table.legend.split(separator: "\n").count == 5)
  }

  @Test func whatWasNotMeasuredIsADash() {
    let alone = CaseResult(result.subject, kernel: result.kernel, rivals: [])
    let row = table(Comparison.allCases, isColoured: false).row(alone)
    #expect(row.split(separator: " ").count { $0 == "-" } == Comparison.allCases.count)
  }

  @Test func detailsHaveALineForEachRival() {
    let lines = table(Comparison.allCases, isColoured: false).details(result)
      .split(separator: "\n")
    #expect(lines.count == result.rivals.count)
    #expect(lines.last?.split(separator: " ") == ["spans", "102", "ns", "±0%", "1.02x"])
  }

  private func table(_ comparisons: [Comparison], isColoured: Bool) -> Table {
    Table(
      names: [result.subject.name], comparisons: comparisons, style: Style(isColoured: isColoured))
  }

  @Test func coloursOnlyWhereWanted() {
    #expect(!table(Comparison.allCases, isColoured: false).row(result).contains("\u{1B}"))
    #expect(table(Comparison.allCases, isColoured: true).row(result).contains("\u{1B}"))
  }

  @Test func theHeaderSaysWhatNumbersDependOn() {
    let text = Header(session, style: Style(isColoured: false)).text
    for part in ["v3", "AVX-512", "auto (2)", "OpenBLAS", "huge pages", "abc", "1970-01-01"] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test func timesHaveUnits() {
    #expect(Column.time(4.25) == "4.25 ns")
    #expect(Column.time(4250) == "4.25 us")
    #expect(Column.time(42.5e6) == "42.5 ms")
    #expect(Column.time(4.25e9) == "4.25 s ")
  }
}
