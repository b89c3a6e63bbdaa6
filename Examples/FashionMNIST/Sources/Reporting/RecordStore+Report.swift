public import Runs

extension RecordStore {
  /// Writes a report of `records`: numbers and text first, since a program draws the pictures, which may fail.
  ///
  /// - Parameter draw: Makes a picture's SVG.
  /// - Throws: `ReportError.undrawn` where a picture failed; all else is written then, and names it.
  public func writeReport(
    of records: [RunRecord], _ circumstances: Circumstances,
    draw: (Picture) throws(ReportError) -> String = { picture throws(ReportError) in
      try picture.svg()
    }
  ) throws(ReportError) {
    func writeText(pictures: [String], undrawn: [String]) throws(ReportError) {
      let markdown = Markdown(records, circumstances, pictures: pictures, undrawn: undrawn)
      try write(text: markdown.text, named: "report.md")
    }
    try write(Summary(records), named: "report.json")
    try writeText(pictures: [], undrawn: [])
    var (drawn, undrawn): ([String], [String]) = ([], [])
    var reason: ReportError?
    for picture in Picture.all(records) {
      do {
        try write(text: draw(picture), named: "\(picture.name).svg")
        drawn.append(picture.name)
      } catch {
        undrawn.append(picture.name)
        reason = error
      }
    }
    try writeText(pictures: drawn, undrawn: undrawn)
    if let reason { throw .undrawn(pictures: undrawn, reason: reason.description) }
  }
}
