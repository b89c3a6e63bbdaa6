import PReLUKernels

/// How a call is run, on which its results do not depend.
struct Setting: CustomStringConvertible, Sendable {
  var instructionSet: InstructionSet
  var threads: Threads
  var name: String

  var description: String { name }

  /// Every instruction set of this machine, with each number of threads.
  static func all(threads counts: [Int] = [1, 2, 3, 7]) -> [Setting] {
    InstructionSet.supported.flatMap { instructionSet in
      counts.map { count in
        Setting(
          instructionSet: instructionSet, threads: .exactly(count),
          name: "\(instructionSet), \(count) threads")
      }
    }
  }
}
