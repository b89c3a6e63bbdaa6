import Measurement

/// A contender with its role and its check.
struct Entry {
  /// `nil` for the library's own call on the case's threads.
  let role: Role?
  let contender: Contender
  /// Throws where the outputs of the call before are not what they should be.
  let check: () throws -> Void

  init(
    _ role: Role?, _ name: String, leavesWorkersSpinning: Bool = false,
    call: @escaping () throws -> Void, check: @escaping () throws -> Void
  ) {
    self.role = role
    contender = Contender(name, leavesWorkersSpinning: leavesWorkersSpinning, call: call)
    self.check = check
  }
}

/// A contender whose result is wrong, or which failed, before it was timed.
public struct ContenderFailure: Error, CustomStringConvertible {
  let caseName: String
  let contender: String
  let cause: any Error

  public var description: String { "\(caseName): \(contender): \(cause)" }
}
