import Foundation

/// Colours, where they are wanted.
public struct Style: Sendable {
  let isColoured: Bool

  public init(isColoured: Bool) {
    self.isColoured = isColoured
  }

  /// Colours where standard output is a terminal and NO_COLOR is not set.
  public static var standardOutput: Style {
    Style(
      isColoured: isatty(STDOUT_FILENO) == 1
        && ProcessInfo.processInfo.environment["NO_COLOR"] == nil)
  }

  func bold(_ text: String) -> String { code("1", text) }
  func faint(_ text: String) -> String { code("2", text) }
  func good(_ text: String) -> String { code("32", text) }
  func bad(_ text: String) -> String { code("31", text) }

  private func code(_ code: String, _ text: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
