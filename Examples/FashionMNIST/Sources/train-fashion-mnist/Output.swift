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

/// Prints a value as a line of JSON, in which numbers that JSON does not have are strings.
func tell(json value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  tell(String(decoding: try encoder.encode(value), as: UTF8.self))
}
