import ArgumentParser
import Cases
import PReLUKernels

extension Suite: ExpressibleByArgument {}

/// The instruction set that `argument` names, if it can be used here.
func instructionSet(named argument: String) throws -> InstructionSet {
  let possible = InstructionSet.supported
  guard let wanted = InstructionSet(rawValue: argument), possible.contains(wanted) else {
    let names = possible.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("possible here: \(names)")
  }
  return wanted
}

extension Case.ThreadCount: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}

/// A regular expression that chooses cases by name.
struct CaseFilter: ExpressibleByArgument, Sendable {
  private let pattern: String

  /// `nil` where `argument` is not a regular expression.
  init?(argument: String) {
    guard (try? Regex(argument)) != nil else { return nil }
    pattern = argument
  }

  /// Whether some part of `name` matches.
  func matches(_ name: String) -> Bool {
    // It could be compiled when it was read; a `Regex` itself is not Sendable, so it is not what is
    // kept.
    guard let regex = try? Regex(pattern) else { return false }
    return name.contains(regex)
  }
}
