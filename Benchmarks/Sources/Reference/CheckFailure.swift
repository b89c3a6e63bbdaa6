/// Why a contender is not timed.
public enum CheckFailure: Error, Equatable, CustomStringConvertible {
  /// A number is further from the reference than allowed.
  case wrong(output: String, index: Int, value: Double, expected: Double, allowed: Double)
  /// The reference itself is such that a contender which does nothing could pass.
  case trivial(String)

  public var description: String {
    switch self {
    case .wrong(let output, let index, let value, let expected, let allowed):
      "\(output)[\(index)] is \(value), expected \(expected) within \(allowed)"
    case .trivial(let what):
      "the check would prove nothing: \(what)"
    }
  }
}
