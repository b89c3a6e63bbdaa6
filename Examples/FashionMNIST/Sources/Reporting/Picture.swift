import Foundation

/// A picture that gnuplot draws.
public struct Picture: Sendable {
  /// The file's name, without its extension.
  public let name: String
  let height: Int
  /// gnuplot's commands behind those that all pictures begin with.
  let commands: String

  /// Draws it, as the text of an SVG file.
  public func svg() throws(ReportError) -> String {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "\(UUID().uuidString).gnuplot")
    defer { try? FileManager.default.removeItem(at: file) }
    do {
      try Data("\(beginning)\n\(commands)\n".utf8).write(to: file)
    } catch {
      throw .inaccessible(path: file.path, reason: error.localizedDescription)
    }
    return try output(of: ["gnuplot", "--default-settings", file.path])
  }

  /// Throws where the program that draws is missing, before anybody has worked for pictures.
  public static func checkProgram() throws(ReportError) {
    _ = try output(of: ["gnuplot", "--version"])
  }

  /// Colours are of a palette that the colour-blind tell apart (Okabe and Ito's).
  private var beginning: String {
    """
    set terminal svg size 700, \(height) font "sans-serif,14" rounded background "#ffffff"
    set encoding utf8
    set style line 1 linewidth 2.5 linecolor "#222222" dashtype solid
    set style line 2 linewidth 2.5 linecolor "#0072b2" dashtype (5, 6)
    set style line 3 linewidth 2.5 linecolor "#d55e00" dashtype solid
    set style line 4 linewidth 2.5 linecolor "#e69f00" dashtype (14, 6)
    set style line 5 linewidth 2.5 linecolor "#009e73" dashtype (8, 5, 0.1, 5)
    set style line 6 linewidth 2.5 linecolor "#aa4499" dashtype (0.1, 5)
    set style line 11 linewidth 1 linecolor "#888888"
    set style line 12 linewidth 0.75 linecolor "#e4e4e4"
    set border 3 linestyle 11
    set grid linestyle 12
    set minussign
    set tics nomirror out scale 0.5 textcolor "#222222"
    set key textcolor "#222222" Left reverse samplen 4 spacing 1.2
    """
  }

  /// A block of data that commands can name: `rows` of numbers and quoted words.
  static func block(_ name: String, _ rows: [[String]]) -> String {
    (["$\(name) << END"] + rows.map { $0.joined(separator: " ") } + ["END"])
      .joined(separator: "\n")
  }
}
