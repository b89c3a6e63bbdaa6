import Foundation

/// Text in GitHub's kind of Markdown.
enum Markdown {
  /// A table whose first column holds names and whose others hold numbers.
  static func table(_ titles: [String], _ rows: [[String]]) -> String {
    let rule = titles.indices.map { $0 == 0 ? "---" : "---:" }
    let body = rows.map { cells in
      cells.enumerated().map { $0 == 0 ? code($1) : escaped($1) }
    }
    return ([titles.map(escaped), rule] + body).map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }

  /// A name as code, in which only what ends a cell means something.
  static func code(_ text: String) -> String {
    let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    let space = longest > 0 ? " " : ""
    return fence + space + oneLine(text).replacing("|", with: "\\|") + space + fence
  }

  /// Lines that stay as they are, folded away under a title.
  static func folded(_ title: String, _ text: String) -> String {
    "<details><summary>\(title)</summary>\n\n```text\n\(text)\n```\n\n</details>"
  }

  private static func escaped(_ text: String) -> String {
    oneLine(text).replacing("|", with: "\\|")
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
      .trimmingCharacters(in: .whitespaces)
  }
}
