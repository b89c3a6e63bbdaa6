import Foundation

/// A progress bar on standard error, where that is a terminal.
struct ProgressBar {
  /// So many seconds pass between two pictures of it at least.
  private static let interval = 0.1

  private let isShown = isatty(STDERR_FILENO) == 1
  private var last = -Double.infinity

  /// Shows that a part of one is done, and `text` behind the bar.
  mutating func show(part: Double, _ text: @autoclosure () -> String) {
    let now = ProcessInfo.processInfo.systemUptime
    guard isShown, now - last >= Self.interval else { return }
    last = now
    // A window may have another width each time.
    write("\r\u{1B}[K" + Self.line(part: part, text(), columns: Self.columns))
  }

  /// Removes the bar, so that a line can be printed in its place.
  mutating func clear() {
    guard isShown, last.isFinite else { return }
    last = -.infinity
    write("\r\u{1B}[K")
  }

  /// The bar with the text behind it, or as much of the text alone as has room. A line that a terminal breaks could not be removed
  /// again, so that the last column stays free.
  static func line(part: Double, _ text: String, columns: Int) -> String {
    let room = max(0, columns - 1)
    let width = min(30, room - text.count - "[] ".count)
    // A shorter bar shows nothing.
    guard width >= 5 else { return String(text.prefix(room)) }
    let filled = Int(Double(width) * min(max(part, 0), 1))
    let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled)
    return "[\(bar)] \(text)"
  }

  /// The width of the terminal; 80 where it does not say.
  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
