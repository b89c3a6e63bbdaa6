import Foundation

/// The git revision of the sources that an executable was built from.
public enum Revision {
  /// The abbreviated commit that contains `path`'s directory, with "-dirty" where files differ from
  /// it; "unknown" where there is no repository, or no git.
  public static func containing(_ path: String) -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "git", "-C", URL(fileURLWithPath: path).deletingLastPathComponent().path, "describe",
      "--always", "--dirty", "--abbrev=12", "--exclude=*",
    ]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      return "unknown"
    }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let revision = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return process.terminationStatus == 0 && !revision.isEmpty ? revision : "unknown"
  }
}
