/// Why recorded runs cannot be compared.
public enum RecordError: Error, Equatable, CustomStringConvertible {
  /// Cases that stand in one run and have no time in the other.
  public struct Missing: Equatable, Sendable {
    /// The file that lacks them.
    let path: String
    let count: Int
    /// The first of them.
    let first: String
    /// What went wrong where that case stands in the file and has no time.
    let failure: String?
  }

  case unreadable(path: String)
  case notJSON(path: String)
  case otherFormat(path: String)
  case debugBuild(path: String)
  case noCases(path: String)
  case nothingInCommon(old: String, new: String)
  case differentCases([Missing])

  public var description: String {
    switch self {
    case .unreadable(let path): "\(path) cannot be read"
    case .notJSON(let path): "\(path) is cut short, or is not JSON"
    case .otherFormat(let path): "\(path) is not in Google Benchmark's JSON format"
    case .debugBuild(let path):
      "\(path) is of a debug build, whose times say nothing (--allow-debug compares them anyway)"
    case .noCases(let path): "\(path) holds no case with a time"
    case .nothingInCommon(let old, let new):
      "\(old) and \(new) have no case in common that has a time in both"
    case .differentCases(let missing):
      missing.map(\.description).joined(separator: "; ")
        + " (--common compares the cases that both have)"
    }
  }
}

extension RecordError.Missing: CustomStringConvertible {
  public var description: String {
    let others = count > 1 ? " and \(count - 1) more" : ""
    let reason = failure.map { " (\($0))" } ?? ""
    return "\(path) has no time of \(first)\(reason)\(others)"
  }
}
