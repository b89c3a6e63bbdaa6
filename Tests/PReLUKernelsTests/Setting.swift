import PReLUKernels

/// How a call is run, on which its results do not depend.
struct Setting: CustomStringConvertible, Sendable {
  var instructionSet: InstructionSet
  var threads: Threads
  /// Of no meaning to a call in place.
  var stores: Stores
  var name: String

  var description: String { name }

  /// Every instruction set of this machine, with each number of threads and each kind of stores.
  static func all(threads counts: [Int] = [1, 2, 3, 7], stores: [Stores] = [.automatic])
    -> [Setting]
  {
    InstructionSet.supported.flatMap { instructionSet in
      counts.flatMap { count in
        stores.map { stores in
          Setting(
            instructionSet: instructionSet, threads: .exactly(count), stores: stores,
            name: "\(instructionSet), \(count) threads, \(stores) stores")
        }
      }
    }
  }
}
