import Foundation

/// A progress bar on standard error, where that is a terminal.
struct ProgressBar {
  private static let width = 30
  /// So many seconds pass between two pictures of it at least.
  private static let interval = 0.1

  private let isShown = isatty(STDERR_FILENO) == 1
  private var last = -Double.infinity

  /// Shows that a part of one is done, and `text` behind the bar.
  mutating func show(part: Double, _ text: @autoclosure () -> String) {
    let now = ProcessInfo.processInfo.systemUptime
    guard isShown, now - last >= Self.interval else { return }
    last = now
    let filled = Int(Double(Self.width) * min(max(part, 0), 1))
    let bar =
      String(repeating: "=", count: filled) + String(repeating: " ", count: Self.width - filled)
    write("\r\u{1B}[K[\(bar)] \(text())")
  }

  /// Removes the bar, so that a line can be printed in its place.
  mutating func clear() {
    guard isShown, last.isFinite else { return }
    last = -.infinity
    write("\r\u{1B}[K")
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
