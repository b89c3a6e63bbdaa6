public import Foundation

/// A file for results. It is opened before anything is measured, so that a wrong path does not cost
/// a run.
public struct OutputFile {
  private let path: String
  private let file: FileHandle

  /// Opens a file whose contents are replaced; they are gone from now on.
  public init(replacing path: String) throws {
    try self.init(path, O_TRUNC)
  }

  /// Opens a file whose contents stay as they are, before what is written.
  public init(appendingTo path: String) throws {
    try self.init(path, O_APPEND)
  }

  private init(_ path: String, _ flag: Int32) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flag, 0o666)
    guard descriptor >= 0 else {
      throw OutputError(path: path, reason: String(cString: strerror(errno)))
    }
    self.path = path
    file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  public func write(_ data: Data) throws {
    do {
      try file.write(contentsOf: data)
    } catch {
      throw OutputError(path: path, reason: error.localizedDescription)
    }
  }

  /// Writes a line of its own: where the file ends in the middle of one, which an interrupted
  /// program left there, a newline comes first.
  ///
  /// - Parameter line: Ends with a newline.
  /// - Returns: Whether the file ended in the middle of a line.
  public func write(line: Data) throws -> Bool {
    let isCut = endsInsideLine
    try write(isCut ? Data("\n".utf8) + line : line)
    return isCut
  }

  /// False too where the file cannot be read.
  private var endsInsideLine: Bool {
    guard let reader = FileHandle(forReadingAtPath: path), let end = try? reader.seekToEnd(),
      end > 0, (try? reader.seek(toOffset: end - 1)) != nil, let last = try? reader.readToEnd()
    else { return false }
    return last != Data("\n".utf8)
  }
}

/// Why results could not be written.
public struct OutputError: Error, Equatable, CustomStringConvertible {
  public let path: String
  public let reason: String

  public var description: String { "\(path) cannot be written: \(reason)" }
}
