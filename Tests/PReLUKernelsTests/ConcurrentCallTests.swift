import Foundation
import PReLUKernels
import Testing
import _TestSupport

/// Many threads call at the same time, on inputs that they share and outputs of their own.
@Suite(.serialized) struct ConcurrentCallTests {
  static let layouts = [
    NamedLayout("large enough for automatic threads", 4, 8, 40_000),
    NamedLayout("rows with partial sums", 3_001, 48, 1),
    NamedLayout("joined rows", 30_001, 3, 1),
    NamedLayout("one small block", 2, 3, 49),
    // All empty arrays share memory, to which nobody may write.
    NamedLayout("no elements", 0, 3, 49),
  ]

  @Test(arguments: NumberType.allCases, layouts)
  func agree(_ number: NumberType, _ named: NamedLayout) throws {
    try verify(number.type, named.layout)
  }

  private func verify<Scalar: Number>(_: Scalar.Type, _ layout: Layout) throws {
    let problem = Problem<Scalar>(layout)
    let reference = Reference(problem)
    let distinguishes = reference.distinguishes(problem) || layout.count == 0
    try #require(distinguishes)
    let expected = try PReLU.backward(
      problem.x, slope: problem.slope, gradient: problem.gradient, layout: layout,
      threads: .serial)
    #expect(violation(expected.slopeGradient, reference.slopeGradient) == nil)

    let failures = Failures()
    let callers = (0..<6).map { caller in
      Caller {
        let threads: Threads = caller % 2 == 0 ? .automatic : .exactly(3)
        let sets = InstructionSet.supported
        for call in 0..<4 {
          let instructionSet = sets[(caller + call) % sets.count]
          do {
            let y = try PReLU.forward(
              problem.x, slope: problem.slope, layout: layout, threads: threads,
              instructionSet: instructionSet)
            failures.add(difference(y, reference.y))
            let gradients = try PReLU.backward(
              problem.x, slope: problem.slope, gradient: problem.gradient, layout: layout,
              threads: threads, instructionSet: instructionSet)
            failures.add(difference(gradients.inputGradient, reference.inputGradient))
            failures.add(difference(gradients.slopeGradient, expected.slopeGradient))
          } catch {
            failures.add("\(error)")
          }
        }
      }
    }
    for caller in callers { caller.start() }
    for caller in callers { caller.wait() }
    #expect(failures.all.isEmpty, "\(problem)")
    #expect(failures.looks == 6 * 4 * 3)
  }
}

/// A thread that can be waited for.
private final class Caller: Sendable {
  private let done = DispatchSemaphore(value: 0)
  private let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }

  func start() {
    Thread.detachNewThread { [body, done] in
      body()
      done.signal()
    }
  }

  func wait() { done.wait() }
}

private final class Failures: @unchecked Sendable {
  private let lock = NSLock()
  private var found: [String] = []
  private var count = 0

  func add(_ failure: String?) {
    lock.withLock {
      count += 1
      if let failure { found.append(failure) }
    }
  }

  var all: [String] { lock.withLock { found } }
  /// How many results have been looked at.
  var looks: Int { lock.withLock { count } }
}
