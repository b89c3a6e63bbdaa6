import Testing
import _TestSupport

/// An output may stand exactly where some inputs do, and inputs may share memory as they like.
@Suite struct AliasTests {
  @Test(arguments: NumberType.allCases)
  func outputOverInput(_ number: NumberType) throws {
    try outputOverInput(number.cType)
  }

  private func outputOverInput<Scalar: CNumber>(_: Scalar.Type) throws {
    var arena = CArena<Scalar>()
    let expected = try arena.expected()
    arena.move(.y, to: .x, offset: 0)
    #expect(arena.forward() == 0)
    #expect(difference(arena.values(.y), expected.y) == nil)
    #expect(arena.isUntouched(but: [.y]))
  }

  @Test(arguments: NumberType.allCases, [true, false])
  func gradientOverInput(_ number: NumberType, _ isSlopeGradientWanted: Bool) throws {
    for input in [CBuffer.dy, .x] {
      try gradientOver(input, number.cType, isSlopeGradientWanted)
    }
  }

  private func gradientOver<Scalar: CNumber>(
    _ input: CBuffer, _: Scalar.Type, _ isSlopeGradientWanted: Bool
  ) throws {
    var arena = CArena<Scalar>()
    let expected = try arena.expected()
    arena.move(.dx, to: input, offset: 0)
    if !isSlopeGradientWanted { arena.leaveOut(.dslope) }
    #expect(arena.backward() == 0)
    #expect(difference(arena.values(.dx), expected.dx) == nil)
    #expect(arena.isUntouched(but: isSlopeGradientWanted ? [.dx, .dslope] : [.dx]))
    if isSlopeGradientWanted {
      #expect(difference(arena.values(.dslope), expected.dslope) == nil)
    }
  }

  /// x is dy, and both are what dx is written over.
  @Test(arguments: NumberType.allCases)
  func gradientOverBothInputs(_ number: NumberType) throws {
    try gradientOverBothInputs(number.cType)
  }

  private func gradientOverBothInputs<Scalar: CNumber>(_: Scalar.Type) throws {
    var arena = CArena<Scalar>()
    arena.move(.dy, to: .x, offset: 0)
    arena.move(.dx, to: .x, offset: 0)
    let expected = try arena.expected()
    #expect(arena.backward() == 0)
    #expect(difference(arena.values(.dx), expected.dx) == nil)
    #expect(difference(arena.values(.dslope), expected.dslope) == nil)
    #expect(arena.isUntouched(but: [.dx, .dslope]))
  }

  @Test(arguments: NumberType.allCases, [0, 1, -5])
  func inputsOverlap(_ number: NumberType, _ offset: Int) throws {
    try inputsOverlap(number.cType, offset)
  }

  private func inputsOverlap<Scalar: CNumber>(_: Scalar.Type, _ offset: Int) throws {
    var arena = CArena<Scalar>()
    arena.move(.dy, to: .x, offset: offset)
    arena.move(.slope, to: .x, offset: 3)
    let expected = try arena.expected()
    #expect(arena.forward() == 0)
    #expect(arena.backward() == 0)
    #expect(difference(arena.values(.y), expected.y) == nil)
    #expect(difference(arena.values(.dx), expected.dx) == nil)
    #expect(difference(arena.values(.dslope), expected.dslope) == nil)
    #expect(arena.isUntouched(but: [.y, .dx, .dslope]))
  }
}
