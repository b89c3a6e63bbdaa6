internal import CZlib
import Foundation

/// Reads files that gzip wrote.
public enum Gzip {
  /// The uncompressed bytes of the file at `path`.
  public static func read(_ path: String) throws(InputError) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
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
