/// Why an optimiser was refused. Nothing has been changed when one of these is thrown.
public enum OptimizerError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A learning rate, momentum or decay is negative, infinite or NaN.
  case invalid(String, Double)
  /// A learning rate, momentum or decay is beyond the numbers of the parameters' type.
  case unrepresentable(String, Double, type: String)
  /// Nesterov's step looks ahead along a velocity, which without momentum is the gradient.
  case nesterovWithoutMomentum
  /// A parameter was given twice, and would make two steps at once.
  case repeatedParameter(String)
  /// A step was to run on fewer threads than one, or on more than 1,024.
  case invalidThreadCount(Int)

  /// What was expected and what came, in one line.
  public var description: String {
    switch self {
    case .invalid(let name, let value):
      "the \(name) is \(value); a finite number of 0 or more is asked for"
    case .unrepresentable(let name, let value, let type):
      "the \(name) is \(value), which is infinite as a \(type); a smaller number is asked for"
    case .repeatedParameter(let name):
      "the parameter '\(name)' is given twice; once is asked for"
    case .nesterovWithoutMomentum:
      "Nesterov's step needs a momentum above 0"
    case .invalidThreadCount(let count):
      "a step cannot run on \(count) threads; 1 to \(Parallel.allowedThreads.upperBound) are allowed"
    }
  }
}
