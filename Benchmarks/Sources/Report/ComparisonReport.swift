import Foundation
public import RecordedRuns

/// A comparison of two runs, for a terminal and as Markdown.
public struct ComparisonReport {
  private let comparison: RunComparison
  private let style: Style

  public init(_ comparison: RunComparison, style: Style) {
    self.comparison = comparison
    self.style = style
  }

  /// The runs, the table, what its columns mean, and the mean.
  public var console: String {
    [runs.joined(separator: "\n"), table, total, legend].joined(separator: "\n\n")
  }

  public var markdown: String {
    [
      "### prelu-bench compare",
      runs.map { "- " + Markdown.code($0) }.joined(separator: "\n"),
      Markdown.table(titles, comparison.changes.map(cells)),
      total,
      Markdown.folded("What the columns mean", legend),
    ].joined(separator: "\n\n") + "\n\n"
  }

  /// What is wrong, and what would help, in one line; `nil` where there is no regression.
  public var complaint: String? {
    switch comparison.outcome {
    case .noRegression: nil
    case .regression: regression
    case .tooNoisy: noise
    }
  }
}

extension ComparisonReport {
  private var runs: [String] {
    [("old", comparison.old), ("new", comparison.new)].map { title, run in
      let facts = [run.revision.map { "revision \($0)" }, run.date].compactMap { $0 }
      return ([Column.left(title, 5) + run.path] + facts).joined(separator: ", ")
    }
  }

  private var hasRoofline: Bool { comparison.changes.contains { $0.rooflineRatio != nil } }

  private var titles: [String] {
    ["case", "old", "new", "new/old", "allowed"] + (hasRoofline ? ["roofline"] : []) + ["verdict"]
  }

  private func cells(_ change: CaseChange) -> [String] {
    [
      change.name, Column.time(change.old.median), Column.time(change.new.median),
      Column.ratio(change.ratio), change.allowed.map { "±" + Column.percent($0 - 1) } ?? "-",
    ] + (hasRoofline ? [Column.ratio(change.rooflineRatio)] : []) + [change.verdict.title]
  }

  private var table: String {
    let rows = comparison.changes.map(cells)
    let widths = titles.indices.map { column in
      ([titles] + rows).map { $0[column].count }.max() ?? 0
    }
    let lines = ([titles] + rows).map { cells in
      zip(cells, widths).enumerated().map { column, cell in
        column == 0 ? Column.left(cell.0, cell.1) : Column.right(cell.0, cell.1 + 2)
      }.joined()
    }
    let coloured = zip(comparison.changes, lines.dropFirst()).map { change, line in
      switch change.verdict {
      case .slower: style.bad(line)
      case .faster: style.good(line)
      case .tooNoisy: style.faint(line)
      case .same: line
      }
    }
    return ([style.bold(lines[0])] + coloured).joined(separator: "\n")
  }

  private var total: String {
    let verdicts = CaseChange.Verdict.allCases.map {
      "\(comparison.changes($0).count) \($0.title)"
    }.joined(separator: ", ")
    let mean = Column.precise(comparison.geometricMean)
    return "geometric mean of new/old \(mean); \(verdicts) (floor \(percent(comparison.floor)))"
  }

  private var legend: String {
    let rows = [
      ("old, new", "median of a call"),
      ("new/old", "above 1 is slower"),
      ("allowed", "how far the quartiles of both runs let the times of one speed differ"),
      ("roofline", "new/old of the streaming beside the case: what the machine changed by"),
      (
        "verdict",
        "slower and faster are beyond floor and allowed; too noisy allows more than the floor"
      ),
    ]
    return rows.filter { hasRoofline || $0.0 != "roofline" }
      .map { Column.left($0.0, 10) + $0.1 }.joined(separator: "\n")
  }

  private var regression: String {
    let slower = comparison.changes(.slower)
    let worst = slower.max { $0.ratio < $1.ratio }.map {
      ", \($0.name) the most: \(Column.ratio($0.ratio)) the old time"
    }
    let machine = slower.count(where: \.isSlowerAtTheRooflineToo)
    let hint =
      machine > 0 ? "; beside \(machine) of them the roofline got slower too: the machine did" : ""
    return "regression: \(slower.count) of \(comparison.changes.count) cases got slower by more "
      + "than \(percent(comparison.floor))" + (worst ?? "") + hint
  }

  private var noise: String {
    let noisy = comparison.changes(.tooNoisy)
    let worst = noisy.max { $0.allowed ?? 1 < $1.allowed ?? 1 }.map {
      ", \($0.name) the most: ±\(Column.percent(($0.allowed ?? 1) - 1))"
    }
    let needed = (comparison.sufficientFloor * 100).rounded(.up)
    let floor = needed <= Self.highestFloor ? ", or --floor \(Int(needed))" : ""
    return "too noisy to say: in \(noisy.count) of \(comparison.changes.count) cases the quartiles "
      + "allow more than \(percent(comparison.floor))" + (worst ?? "")
      + "; what helps: an idle machine, runs with a longer --min-time" + floor
  }

  /// In percent. A higher floor would find nothing that matters.
  private static let highestFloor = 50.0

  private func percent(_ share: Double) -> String { String(format: "%g%%", share * 100) }
}

extension CaseChange.Verdict {
  fileprivate var title: String {
    switch self {
    case .same: "same"
    case .faster: "faster"
    case .slower: "slower"
    case .tooNoisy: "too noisy"
    }
  }
}
