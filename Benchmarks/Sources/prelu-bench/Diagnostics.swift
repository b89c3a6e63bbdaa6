import Foundation

/// What goes to standard error, a line each.
enum Diagnostics {
  static func write(_ text: String) {
    // Nothing of standard output comes after it where both go to one place.
    fflush(nil)
    let line = text.split(separator: "\n").joined(separator: " ")
    FileHandle.standardError.write(Data("prelu-bench: \(line)\n".utf8))
  }

  static func warn(_ text: String) {
    write("warning: " + text)
  }
}
