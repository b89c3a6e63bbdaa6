internal import CZlib
import Foundation

/// Reads files that gzip wrote.
enum Gzip {
  /// The uncompressed bytes of the file at `path`, of which there may be no more than `limit`.
  static func read(_ path: String, limit: Int) throws(DataError) -> [UInt8] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .missing(path: path)
    }
    // zlib opens one, and then calls it a broken file.
    guard !isDirectory.boolValue else { throw .unreadable(path: path, reason: "a directory") }
    guard let file = gzopen(path, "rb") else {
      throw .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { gzclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = gzread(file, &chunk, UInt32(chunk.count))
      guard count >= 0 else { throw .unreadable(path: path, reason: "not a whole gzip file") }
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<Int(count)])
      guard bytes.count <= limit else {
        throw .unreadable(path: path, reason: "more than \(limit) bytes when uncompressed")
      }
    }
    // A file that ends too soon is only noticed when it is asked for.
    var status: Int32 = 0
    _ = gzerror(file, &status)
    guard status == Z_OK || status == Z_STREAM_END else {
      throw .unreadable(path: path, reason: "not a whole gzip file")
    }
    return bytes
  }
}
