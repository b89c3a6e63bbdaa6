import Foundation

/// Text of a given width, and numbers as a reader wants them.
enum Column {
  static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// Nanoseconds, with three digits and a unit: "4.31 us".
  static func time(_ nanoseconds: Double) -> String {
    let units = [("s ", 1e9), ("ms", 1e6), ("us", 1e3)]
    let (unit, size) = units.first { nanoseconds >= $0.1 } ?? ("ns", 1)
    return "\(digits(nanoseconds / size)) \(unit)"
  }

  /// A ratio: "12.3x".
  static func ratio(_ value: Double?) -> String {
    value.map { digits($0) + "x" } ?? "-"
  }

  /// A share as a percentage.
  static func percent(_ value: Double?) -> String {
    value.map { String(format: "%.0f%%", $0 * 100) } ?? "-"
  }

  /// A number near 1, to a thousandth.
  static func precise(_ value: Double) -> String {
    String(format: "%.3f", value)
  }

  /// About three digits.
  static func digits(_ value: Double) -> String {
    String(format: value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value)
  }
}
