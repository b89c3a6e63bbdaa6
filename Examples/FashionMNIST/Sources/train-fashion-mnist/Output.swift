import Foundation

/// Prints a line that is seen now, whoever reads.
func tell(_ line: String) {
  print(line)
  fflush(nil)
}

/// A number with so many digits behind the point.
func decimal(_ number: Double, _ digits: Int) -> String {
  String(format: "%.\(digits)f", number)
}
