/// Why an optimiser was refused. Nothing has been changed when one of these is thrown.
public enum OptimizerError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A learning rate, momentum or decay is negative, infinite, as the parameters have it, or NaN.
  case invalid(String, Double)
  /// Nesterov's step looks ahead along a velocity, which without momentum is the gradient.
  case nesterovWithoutMomentum
  /// A step was to run on fewer threads than one.
  case invalidThreadCount(Int)

  /// What was expected and what came, in one line.
  public var description: String {
    switch self {
    case .invalid(let name, let value):
      "the \(name) is \(value); a finite number of 0 or more is asked for"
    case .nesterovWithoutMomentum:
      "Nesterov's step needs a momentum above 0"
    case .invalidThreadCount(let count):
      "a step cannot run on \(count) threads; the least is 1"
    }
  }
}
