import Testing
import _TestSupport

/// An output may stand exactly where some inputs do, and inputs may share memory as they like.
@Suite struct AliasTests {
  @Test(arguments: CTypeName.allCases)
  func outputOverInput(_ name: CTypeName) throws {
    try outputOverInput(name.types)
  }

  private func outputOverInput<Types: CTypes>(_: Types.Type) throws {
    var arena = CArena<Types>()
    let expected = try arena.expected()
    arena.move(.y, to: .x, offset: 0)
    #expect(arena.forward() == 0)
    #expect(difference(arena.values(.y), expected.y) == nil)
    #expect(arena.isUntouched(but: [.y]))
  }

  @Test(arguments: CTypeName.allCases, [true, false])
  func gradientOverInput(_ name: CTypeName, _ isSlopeGradientWanted: Bool) throws {
    for input in [CBuffer.dy, .x] {
      try gradientOver(input, name.types, isSlopeGradientWanted)
    }
  }

  private func gradientOver<Types: CTypes>(
    _ input: CBuffer, _: Types.Type, _ isSlopeGradientWanted: Bool
  ) throws {
    var arena = CArena<Types>()
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
  @Test(arguments: CTypeName.allCases)
  func gradientOverBothInputs(_ name: CTypeName) throws {
    try gradientOverBothInputs(name.types)
  }

  private func gradientOverBothInputs<Types: CTypes>(_: Types.Type) throws {
    var arena = CArena<Types>()
    arena.move(.dy, to: .x, offset: 0)
    arena.move(.dx, to: .x, offset: 0)
    let expected = try arena.expected()
    #expect(arena.backward() == 0)
    #expect(difference(arena.values(.dx), expected.dx) == nil)
    #expect(difference(arena.values(.dslope), expected.dslope) == nil)
    #expect(arena.isUntouched(but: [.dx, .dslope]))
  }

  @Test(arguments: CTypeName.allCases, [0, 1, -5])
  func inputsOverlap(_ name: CTypeName, _ offset: Int) throws {
    try inputsOverlap(name.types, offset)
  }

  private func inputsOverlap<Types: CTypes>(_: Types.Type, _ offset: Int) throws {
    var arena = CArena<Types>()
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
