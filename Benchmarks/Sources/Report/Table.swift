public import Contenders

/// The table: one row a case.
public struct Table {
  private let nameWidth: Int
  private let style: Style

  private static let titles: [(text: String, width: Int)] = [
    ("time", 10), ("spread", 8), ("GB/s", 8), ("roofline", 10), ("naive", 8), ("nested", 8),
    ("BLAS", 8), ("serial", 8),
  ]

  /// - Parameter names: The names of all cases that may come.
  public init(names: [String], style: Style) {
    nameWidth = max(4, names.map(\.count).max() ?? 0)
    self.style = style
  }

  /// The titles of the columns.
  public var title: String {
    style.bold(
      Column.left("case", nameWidth)
        + Self.titles.map { Column.right($0.text, $0.width) }.joined())
  }

  /// What the columns mean.
  public static let legend = """
    time      median of a call
    spread    half the distance between its quartiles
    GB/s      of bytes that must be read or written
    roofline  share of the speed of pure streaming
    naive, nested, BLAS, serial
              times faster than the fastest naive spelling, than three nested loops, than
              a version put together from BLAS, than the kernel on one thread
    """

  /// The row of a case.
  public func row(_ result: CaseResult) -> String {
    let ratios = [
      result.speedupOverNaive, result.speedupOverNestedLoops, result.speedupOverBLAS,
      result.speedupOverSerial,
    ]
    let cells = [
      Column.time(result.kernel.median),
      "±" + Column.percent(result.kernel.spread),
      Column.digits(result.bytesPerSecond / 1e9),
      Column.percent(result.fractionOfRoofline),
    ]
    let plain = zip(cells, Self.titles).map { Column.right($0, $1.width) }
    let coloured = zip(ratios, Self.titles.dropFirst(cells.count)).map { ratio, title in
      colour(ratio, Column.right(Column.ratio(ratio), title.width))
    }
    return Column.left(result.subject.name, nameWidth) + (plain + coloured).joined()
  }

  /// One line for each rival of a case's kernel: its time and spread, and how many times as fast
  /// the kernel is.
  public func details(_ result: CaseResult) -> String {
    result.rivals.map { rival in
      let cells = [
        Column.time(rival.timing.median), "±" + Column.percent(rival.timing.spread), "", "",
        Column.ratio(result.kernel.speedup(over: rival.timing)),
      ]
      let line = zip(cells, Self.titles).map { Column.right($0, $1.width) }.joined()
      return style.faint(Column.left("  " + rival.name, nameWidth) + line)
    }.joined(separator: "\n")
  }

  /// Slower than something simpler is bad; a few percent are noise.
  private func colour(_ ratio: Double?, _ text: String) -> String {
    guard let ratio else { return style.faint(text) }
    return ratio < 0.95 ? style.bad(text) : ratio >= 2 ? style.good(text) : text
  }
}
