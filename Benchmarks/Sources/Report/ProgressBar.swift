import Foundation

/// A progress bar on standard error, where that is a terminal.
public struct ProgressBar {
  private let total: Int
  private let isShown: Bool

  private static let width = 30

  public init(total: Int) {
    self.total = total
    isShown = isatty(STDERR_FILENO) == 1
  }

  /// Shows that `done` cases are done and that `name` is being measured.
  public func show(done: Int, name: String) {
    guard isShown else { return }
    write("\r\u{1B}[K" + Self.line(done: done, total: total, name: name))
  }

  /// Removes the bar, so that a line can be printed in its place.
  public func clear() {
    guard isShown else { return }
    write("\r\u{1B}[K")
  }

  static func line(done: Int, total: Int, name: String) -> String {
    let filled = total > 0 ? width * done / total : width
    let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled)
    return "[\(bar)] \(done)/\(total) \(name)"
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
