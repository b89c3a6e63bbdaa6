public import Contenders
import Measurement

/// The table: one row a case.
public struct Table {
  private let nameWidth: Int
  private let comparisons: [Comparison]
  private let style: Style

  private static let own: [(title: String, width: Int, meaning: String)] = [
    ("time", 10, "median of a call"),
    ("spread", 8, "half the distance between its quartiles"),
    ("GB/s", 8, "of bytes that must be read or written"),
  ]

  /// - Parameters:
  ///   - names: The names of all cases that may come.
  ///   - comparisons: What has a column, in this order.
  public init(names: [String], comparisons: [Comparison], style: Style) {
    nameWidth = max(4, names.map(\.count).max() ?? 0)
    self.comparisons = comparisons
    self.style = style
  }

  /// The titles of the columns, one by one.
  var titles: [String] { ["case"] + Self.own.map(\.title) + comparisons.map(\.title) }

  /// The cells of a case's row, one by one.
  func cells(_ result: CaseResult) -> [String] {
    [result.subject.name] + Self.numbers(of: result.kernel)
      + [Column.digits(result.bytesPerSecond / 1e9)]
      + comparisons.map { Self.text($0, result.speedup(over: $0)) }
  }

  /// The titles of the columns, in a line.
  public var title: String {
    let titles =
      Self.own.map { Column.right($0.title, $0.width) }
      + comparisons.map { Column.right($0.title, $0.width) }
    return style.bold(Column.left("case", nameWidth) + titles.joined())
  }

  /// What the columns mean.
  public var legend: String {
    (Self.own.map { ($0.title, $0.meaning) } + comparisons.map { ($0.title, $0.meaning) })
      .map { title, meaning in Column.left(title, 10) + meaning }.joined(separator: "\n")
  }

  /// The row of a case.
  public func row(_ result: CaseResult) -> String {
    let numbers =
      Self.numbers(of: result.kernel) + [Column.digits(result.bytesPerSecond / 1e9)]
    let own = zip(numbers, Self.own).map { Column.right($0, $1.width) }
    let compared = comparisons.map { cell($0, result.speedup(over: $0)) }
    return Column.left(result.subject.name, nameWidth) + (own + compared).joined()
  }

  /// One line for each rival of a case's kernel: its time and spread, and how many times as fast
  /// the kernel is.
  public func details(_ result: CaseResult) -> String {
    result.rivals.map { rival in
      let numbers = Self.numbers(of: rival.timing) + [""]
      let line = zip(numbers, Self.own).map { Column.right($0, $1.width) }.joined()
      let ratio = Column.right(Column.ratio(result.kernel.speedup(over: rival.timing)), 10)
      return style.faint(Column.left("  " + rival.name, nameWidth) + line + ratio)
    }.joined(separator: "\n")
  }

  /// The median and the spread.
  private static func numbers(of timing: Timing) -> [String] {
    [Column.time(timing.median), "±" + Column.percent(timing.spread)]
  }

  private static func text(_ comparison: Comparison, _ speedup: Double?) -> String {
    comparison.isShare ? Column.percent(speedup) : Column.ratio(speedup)
  }

  private func cell(_ comparison: Comparison, _ speedup: Double?) -> String {
    let text = Column.right(Self.text(comparison, speedup), comparison.width)
    return comparison.isShare ? text : colour(speedup, text)
  }

  /// Slower than something simpler is bad; a few percent are noise.
  private func colour(_ ratio: Double?, _ text: String) -> String {
    guard let ratio else { return style.faint(text) }
    return ratio < 0.95 ? style.bad(text) : ratio >= 2 ? style.good(text) : text
  }
}
