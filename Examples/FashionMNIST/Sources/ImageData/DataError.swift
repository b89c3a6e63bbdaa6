/// Why the data set could not be read.
public enum DataError: Error, Equatable, CustomStringConvertible {
  case missing(path: String)
  case unreadable(path: String, reason: String)

  public var description: String {
    switch self {
    case .missing(let path):
      "\(path) is missing: `apt install dataset-fashion-mnist`, or say where it is with --data DIR"
    case .unreadable(let path, let reason):
      "\(path) cannot be read: \(reason); `apt install --reinstall dataset-fashion-mnist`, or say where a whole one is with --data DIR"
    }
  }
}
