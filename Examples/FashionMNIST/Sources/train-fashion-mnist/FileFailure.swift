/// A failure that is told with the file that it is about.
struct FileFailure: Error, CustomStringConvertible {
  let path: String
  let reason: any Error

  var description: String { "\(path): \(reason)" }
}

/// Calls `body`, and names the file at `path` in what it throws.
func naming<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch {
    throw FileFailure(path: path, reason: error)
  }
}
