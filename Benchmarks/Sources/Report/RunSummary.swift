public import Contenders

/// The results of a run as Markdown.
public struct RunSummary {
  private let session: Session
  private let table: Table
  private let results: [CaseResult]

  public init(_ session: Session, _ table: Table, _ results: [CaseResult]) {
    self.session = session
    self.table = table
    self.results = results
  }

  public var markdown: String {
    let header = Header(session, style: Style(isColoured: false)).text
    return [
      "### prelu-bench, suite \(session.suite)",
      Markdown.table(table.titles, results.map(table.cells)),
      Markdown.folded("Machine, and what the columns mean", header + "\n\n" + table.legend),
    ].joined(separator: "\n\n") + "\n\n"
  }
}
