import Foundation

/// Files in a temporary directory, removed with this object.
final class FileTree {
  /// What stands before every path.
  let root: String

  /// - Parameter files: The text of each file, by its path from the root.
  init(_ files: [String: String]) throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("prelu-tests-\(UUID().uuidString)")
    root = directory.path
    for (path, text) in files {
      let file = directory.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: false, encoding: .utf8)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }
}
