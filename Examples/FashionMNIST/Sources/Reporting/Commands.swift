import Foundation

/// What another program wrote to its standard output.
func output(of command: [String]) throws(ReportError) -> String {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = command
  let (standardOutput, standardError) = (Pipe(), Pipe())
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = standardOutput
  process.standardError = standardError
  do {
    try process.run()
    // Errors are few lines, which a pipe holds until they are read.
    let output = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
    let errors = try standardError.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    if process.terminationStatus == 0 { return String(decoding: output, as: UTF8.self) }
    // What env says where there is no such program.
    if process.terminationStatus == 127 { throw ReportError.missing(program: command[0]) }
    let lines = String(decoding: errors, as: UTF8.self).split(whereSeparator: \.isNewline)
    throw ReportError.failed(program: command[0], reason: lines.joined(separator: " "))
  } catch let error as ReportError {
    throw error
  } catch {
    throw .failed(program: command[0], reason: error.localizedDescription)
  }
}
