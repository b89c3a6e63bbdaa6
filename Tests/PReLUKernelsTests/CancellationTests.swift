import PReLUKernels
import Testing
import _TestSupport

/// Products with heavy cancellation, ten million of one slope, against their exact sum. The bound and where it comes
/// from stand at `ExactGradient.violation`.
@Suite(.serialized) struct CancellationTests {
  static let layouts = [
    NamedLayout("one slope", 1, 1, 10_000_000),
    NamedLayout("rows", 50_000, 20, 1),
    NamedLayout("joined rows", 300_000, 3, 1),
    NamedLayout("runs", 100, 3, 3_000),
  ]

  @Test(arguments: NumberType.allCases, layouts)
  func staysInBound(_ number: NumberType, _ named: NamedLayout) throws {
    try verify(number.type, named.layout)
  }

  private func verify<Scalar: Number>(_: Scalar.Type, _ layout: Layout) throws {
    let problem = Problem<Scalar>.cancelling(layout)
    let reference = Reference(problem)
    for exact in reference.slopeGradient {
      try #require(exact.terms >= layout.count / layout.channels - 1)
      try #require(exact.sum.rounded != 0)
      try #require(exact.sum.rounded.magnitude < 1e-6 * exact.magnitude.rounded)
    }
    let buffers = Buffers(problem)
    var first: [Scalar]?
    for setting in Setting.all(threads: [2]) {
      try buffers.backward(setting)
      let actual = Array(buffers.slopeGradient.constant)
      let broken = violation(actual, reference.slopeGradient)
      #expect(broken == nil, "\(setting), \(problem)")
      #expect(difference(actual, first ?? actual) == nil, "\(setting), \(problem)")
      first = actual
    }
  }

  /// The bound is one that sums in Float break.
  @Test func boundIsTight() throws {
    let problem = Problem<Float>.cancelling(try Layout.shared(count: 10_000))
    let exact = Reference(problem).slopeGradient[0]
    var sum: Float = 0
    for index in problem.x.indices { sum += problem.x[index] * problem.gradient[index] }
    #expect(exact.violation(sum) != nil)
    #expect(exact.violation(Float(exact.sum.rounded)) == nil)
  }
}
