import Foundation
import Testing

/// The program itself: its exit statuses, and what it writes where.
struct CompareProgramTests {
  private struct Ending {
    let status: Int32
    let output: String
    let errors: [String]
  }

  /// Runs `prelu-bench compare` on two files with these contents.
  private func compare(
    _ old: String, _ new: String, _ options: String...
  ) throws -> Ending {
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try Data(old.utf8).write(to: directory.appending(path: "old.json"))
    try Data(new.utf8).write(to: directory.appending(path: "new.json"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "prelu-bench")
    process.currentDirectoryURL = directory
    process.arguments = ["compare", "old.json", "new.json"] + options
    let output = directory.appending(path: "output")
    let errors = directory.appending(path: "errors")
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    return Ending(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8).split(separator: "\n").map(
        String.init))
  }

  private func file(
    _ times: [String: Double], spread: Double = 0.01, context: String = #""num_cpus": 2"#
  ) -> String {
    let entries = times.sorted { $0.key < $1.key }.map { name, time in
      """
      {"name": "\(name)", "real_time": \(time), "time_unit": "us",
       "real_time_lower_quartile": \(time * (1 - spread)),
       "real_time_upper_quartile": \(time * (1 + spread))}
      """
    }
    return #"{"context": {\#(context)}, "benchmarks": [\#(entries.joined(separator: ","))]}"#
  }

  @Test func statusTellsRegressionAndNoise() throws {
    let old = file(["a": 1, "b": 1])
    let same = try compare(old, old)
    #expect(same.status == 0)
    #expect(same.errors.isEmpty)
    #expect(same.output.contains("geometric mean of new/old 1.000; 2 same"))
    let slower = try compare(old, file(["a": 1, "b": 2]))
    #expect(slower.status == 2)
    #expect(slower.errors.count == 1)
    #expect(slower.errors.first?.hasPrefix("prelu-bench: regression: 1 of 2 cases") == true)
    #expect(slower.output.contains("1.41"))
    let faster = try compare(file(["a": 1, "b": 2]), old)
    #expect(faster.status == 0)
    let noisy = try compare(old, file(["a": 1, "b": 1], spread: 0.3))
    #expect(noisy.status == 3)
    #expect(noisy.errors.count == 1)
    #expect(
      noisy.errors.first?.hasPrefix("prelu-bench: too noisy to say: in 2 of 2 cases") == true)
  }

  @Test func theFloorIsAnOption() throws {
    let old = file(["a": 1])
    let new = file(["a": 1.5])
    #expect(try compare(old, new, "--floor", "60").status == 0)
    #expect(try compare(old, new, "--floor", "40").status == 2)
    for wrong in ["-1", "nan", "inf", "x"] {
      let ending = try compare(old, new, "--floor=\(wrong)")
      #expect(ending.status == 64)
      #expect(ending.errors.count == 1)
    }
  }

  @Test func otherMachinesAreWarnedOf() throws {
    let ending = try compare(file(["a": 1]), file(["a": 1], context: #""num_cpus": 4"#))
    #expect(ending.status == 0)
    #expect(
      ending.errors == [
        "prelu-bench: warning: the runs are of different machines: processors 2 and 4"
      ])
  }

  @Test func whatCannotBeComparedIsOneLineAndStatusOne() throws {
    let good = file(["a": 1, "b": 1])
    let bad = [
      (String(good.dropLast(20)), "new.json is cut short"), ("", "new.json is cut short"),
      (#"{"results": []}"#, "new.json is not in Google Benchmark's JSON format"),
      (file(["a": 1], context: #""library_build_type": "debug""#), "a debug build"),
      (file(["c": 1]), "no case in common"), (file(["a": 1]), "new.json has no time of b"),
      (file(["a": 1, "b": 1, "c": 1]), "old.json has no time of c"), (file([:]), "no case"),
    ]
    for (contents, reason) in bad {
      let ending = try compare(good, contents)
      #expect(ending.status == 1, "\(reason)")
      #expect(ending.errors.count == 1, "\(ending.errors)")
      #expect(ending.errors.first?.hasPrefix("prelu-bench: ") == true)
      #expect(ending.errors.first?.contains(reason) == true, "\(ending.errors)")
      #expect(ending.output.isEmpty)
    }
  }

  @Test func commonCasesAreComparedWhereAskedFor() throws {
    let ending = try compare(file(["a": 1, "b": 1]), file(["a": 1, "c": 1]), "--common")
    #expect(ending.status == 0)
    #expect(ending.output.contains("1 same"))
  }

  @Test func markdownIsAppended() throws {
    let summary = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".md")
    defer { try? FileManager.default.removeItem(at: summary) }
    try Data("before\n\n".utf8).write(to: summary)
    let ending = try compare(file(["a": 1]), file(["a": 1]), "--markdown", summary.path)
    #expect(ending.status == 0)
    let text = try String(contentsOf: summary, encoding: .utf8)
    #expect(text.hasPrefix("before\n\n### prelu-bench compare\n"))
    #expect(text.contains("| `a` | 1.00 us | 1.00 us | 1.00x |"))
    let wrong = try compare(file(["a": 1]), file(["a": 1]), "--markdown", "/nowhere/summary.md")
    #expect(wrong.status == 1)
    #expect(wrong.errors.count == 1)
  }
}
