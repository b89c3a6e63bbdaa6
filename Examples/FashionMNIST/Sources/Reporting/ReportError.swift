/// Why a report cannot be made.
public enum ReportError: Error, Equatable, CustomStringConvertible {
  case missing(program: String)
  case failed(program: String, reason: String)
  /// A record of an earlier run that is none of this report's.
  case otherSettings(path: String)
  /// A record of a run with these settings, but with other images.
  case otherData(path: String)
  case unreadableRecord(path: String)
  case inaccessible(path: String, reason: String)
  /// The text of the report is written, but these pictures of it could not be drawn.
  case undrawn(pictures: [String], reason: String)

  public var description: String {
    switch self {
    case .missing(let program):
      "\(program) is missing: install it (Debian's gnuplot-nox has gnuplot)"
    case .failed(let program, let reason): "\(program) failed: \(reason)"
    case .otherSettings(let path):
      "\(path) is of a run with other settings: remove it, or name another directory with --output"
    case .otherData(let path):
      "\(path) is of a run with other data: remove it, or name another directory with --output"
    case .unreadableRecord(let path):
      "\(path) is not a record of a run: remove it, and the run is repeated"
    case .inaccessible(let path, let reason): "\(path) cannot be written: \(reason)"
    case .undrawn(let pictures, let reason):
      "the report has no pictures \(pictures.joined(separator: ", ")): \(reason)"
    }
  }
}
