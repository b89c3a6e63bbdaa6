import PReLUKernels
import Testing
import _TestSupport

/// The C functions write what the Swift functions write, and nothing else.
@Suite struct ResultTests {
  @Test(arguments: NumberType.allCases)
  func outputs(_ number: NumberType) throws {
    try outputs(number.cType)
  }

  private func outputs<Scalar: CNumber>(_: Scalar.Type) throws {
    let arena = CArena<Scalar>()
    let expected = try arena.expected()
    #expect(arena.forward() == 0)
    #expect(difference(arena.values(.y), expected.y) == nil)
    #expect(arena.isUntouched(but: [.y]))
    #expect(arena.backward() == 0)
    #expect(difference(arena.values(.dx), expected.dx) == nil)
    #expect(difference(arena.values(.dslope), expected.dslope) == nil)
    #expect(arena.isUntouched(but: [.y, .dx, .dslope]))
  }

  /// Outer, channels and inner arrive in their places.
  @Test(arguments: NumberType.allCases, [(1, 1, 60), (3, 4, 5), (60, 1, 1), (1, 60, 1), (5, 3, 4)])
  func shapes(_ number: NumberType, _ shape: (Int, Int, Int)) throws {
    try shapes(number.cType, shape)
  }

  private func shapes<Scalar: CNumber>(_: Scalar.Type, _ shape: (Int, Int, Int)) throws {
    var arena = CArena<Scalar>()
    (arena.outer, arena.channels, arena.inner) = shape
    let expected = try arena.expected()
    #expect(arena.forward() == 0)
    #expect(arena.backward() == 0)
    #expect(difference(arena.values(.y), expected.y) == nil)
    #expect(difference(arena.values(.dx), expected.dx) == nil)
    #expect(difference(arena.values(.dslope), expected.dslope) == nil)
    let second = try arena.expectedOfDoubleBackward()
    #expect(arena.doubleBackward() == 0)
    #expect(difference(arena.values(.gx), second.gx) == nil)
    #expect(difference(arena.values(.gslope), second.gslope) == nil)
    #expect(difference(arena.values(.gdy), second.gdy) == nil)
    #expect(arena.isUntouched(but: [.y, .dx, .dslope, .gx, .gslope, .gdy]))
  }

  /// Many blocks, on as many threads as the size repays.
  @Test(arguments: NumberType.allCases)
  func large(_ number: NumberType) throws {
    try large(number.cType)
  }

  private func large<Scalar: CNumber>(_: Scalar.Type) throws {
    let layout = try Layout(outer: 8, channels: 256, inner: 784)
    let problem = Problem<Scalar>(layout)
    let y = Memory<Scalar>.untouched(layout.count)
    let dx = Memory<Scalar>.untouched(layout.count)
    let dslope = Memory<Scalar>.untouched(layout.channels)
    #expect(Scalar.forward(8, 256, 784, problem.x, problem.slope, y.mutable.baseAddress) == 0)
    #expect(
      Scalar.backward(
        8, 256, 784, problem.x, problem.slope, problem.gradient, dx.mutable.baseAddress,
        dslope.mutable.baseAddress) == 0)
    let expectedOutput = try PReLU.forward(problem.x, slope: problem.slope, layout: layout)
    let expected = try PReLU.backward(
      problem.x, slope: problem.slope, gradient: problem.gradient, layout: layout)
    #expect(difference(y, expectedOutput) == nil)
    #expect(difference(dx, expected.inputGradient) == nil)
    #expect(difference(dslope, expected.slopeGradient) == nil)
    #expect(y.marginsAreIntact && dx.marginsAreIntact && dslope.marginsAreIntact)
  }

  /// A gradient that is not wanted is left out, and the other is the same.
  @Test(arguments: NumberType.allCases)
  func oneOutput(_ number: NumberType) throws {
    try oneOutput(number.cType)
  }

  private func oneOutput<Scalar: CNumber>(_: Scalar.Type) throws {
    var arena = CArena<Scalar>()
    let expected = try arena.expected()
    arena.leaveOut(.dslope)
    #expect(arena.backward() == 0)
    #expect(difference(arena.values(.dx), expected.dx) == nil)
    #expect(arena.isUntouched(but: [.dx]))

    arena = CArena<Scalar>()
    arena.leaveOut(.dx)
    #expect(arena.backward() == 0)
    #expect(difference(arena.values(.dslope), expected.dslope) == nil)
    #expect(arena.isUntouched(but: [.dslope]))
  }

  /// Second-order gradients that are not wanted are left out, and the others are the same.
  @Test(arguments: NumberType.allCases, 1..<8)
  func someSecondOutputs(_ number: NumberType, _ wanted: Int) throws {
    try someSecondOutputs(number.cType, wanted)
  }

  private func someSecondOutputs<Scalar: CNumber>(_: Scalar.Type, _ wanted: Int) throws {
    var arena = CArena<Scalar>()
    let expected = try arena.expectedOfDoubleBackward()
    let outputs: [(CBuffer, [Scalar])] = [
      (.gx, expected.gx), (.gslope, expected.gslope), (.gdy, expected.gdy),
    ]
    let kept = outputs.indices.filter { wanted >> $0 & 1 == 1 }.map { outputs[$0] }
    for (buffer, _) in outputs where !kept.contains(where: { $0.0 == buffer }) {
      arena.leaveOut(buffer)
    }
    #expect(arena.doubleBackward() == 0)
    for (buffer, values) in kept { #expect(difference(arena.values(buffer), values) == nil) }
    #expect(arena.isUntouched(but: kept.map(\.0)))
  }
}
