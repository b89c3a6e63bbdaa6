import Foundation

/// The program as it was built beside the tests, in a directory of its own with a small data set.
struct Program {
  let directory: String
  var data: String { "\(directory)/data" }

  struct Result {
    let status: Int32
    let lines: [String]
    let errors: String
  }

  /// Calls `body` with a program in a fresh directory, and removes it.
  static func use(_ body: (Program) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    let program = Program(directory: directory)
    try FileManager.default.createDirectory(
      atPath: program.data, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try program.writeImages("train", count: 100)
    try program.writeImages("t10k", count: 50)
    try body(program)
  }

  func run(_ arguments: String...) throws -> Result {
    let (process, output, errors) = try start(arguments)
    // Errors are few lines, which a pipe holds until they are read.
    let lines = try output.readToEnd() ?? Data()
    let text = try errors.readToEnd() ?? Data()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      lines: String(decoding: lines, as: UTF8.self).split(separator: "\n").map(String.init),
      errors: String(decoding: text, as: UTF8.self))
  }

  /// Starts the program, and interrupts it as soon as there is a file in `directory`.
  func interrupt(_ arguments: String..., atFirstFileIn directory: String) throws {
    let (process, output, _) = try start(arguments)
    func isEmpty() -> Bool {
      ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).isEmpty
    }
    while process.isRunning, isEmpty() { usleep(1000) }
    process.interrupt()
    _ = try output.readToEnd()
    process.waitUntilExit()
  }

  private func start(
    _ arguments: [String]
  ) throws -> (Process, output: FileHandle, errors: FileHandle) {
    let process = Process()
    // The tests' own program stands beside it.
    process.executableURL = Bundle.main.executableURL?.deletingLastPathComponent()
      .appending(path: "train-fashion-mnist")
    process.arguments = arguments + ["--data", data]
    let (output, errors) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    return (process, output.fileHandleForReading, errors.fileHandleForReading)
  }

  /// Images whose class shows in a bright stripe, uncompressed, which zlib reads as well.
  private func writeImages(_ name: String, count: Int) throws {
    func number(_ value: Int) -> [UInt8] { [0, 0, UInt8(value >> 8), UInt8(value & 255)] }
    let labels = (0..<count).map { UInt8($0 % 10) }
    var images: [UInt8] = []
    for label in labels {
      for pixel in 0..<784 {
        let isBright = pixel / 56 == Int(label) + 2
        images.append(isBright ? 220 : UInt8(pixel % 50))
      }
    }
    let axes: [UInt8] = number(count) + number(28) + number(28)
    try write([0, 0, 8, 3] + axes + images, "\(name)-images-idx3-ubyte.gz")
    try write([0, 0, 8, 1] + number(count) + labels, "\(name)-labels-idx1-ubyte.gz")
  }

  private func write(_ bytes: [UInt8], _ name: String) throws {
    try Data(bytes).write(to: URL(filePath: "\(data)/\(name)"))
  }
}
