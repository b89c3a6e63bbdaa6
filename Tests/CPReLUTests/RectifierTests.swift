import CPReLUHeader
import PReLUKernels
import Testing
import _TestSupport

/// The C functions of the rectifiers write what the Swift functions write, and refuse what is wrong.
@Suite struct RectifierTests {
  @Test(arguments: CTypeName.pure)
  func results(_ name: CTypeName) throws {
    try results(name.types)
  }

  private func results<Types: CTypes>(_: Types.Type) throws {
    for rectifier in Types.Scalar.rectifiers {
      let arena = CArena<Types>()
      let expected = try arena.expected(rectifier.rectifier)
      #expect(arena.forward(rectifier) == 0)
      #expect(difference(arena.values(.y), expected.y) == nil, "\(rectifier.rectifier)")
      #expect(arena.isUntouched(but: [.y]))
      #expect(arena.backward(rectifier) == 0)
      #expect(difference(arena.values(.dx), expected.dx) == nil, "\(rectifier.rectifier)")
      #expect(arena.isUntouched(but: [.y, .dx]))
    }
  }

  /// No two functions have the same results here, so that one in another's place would show.
  @Test(arguments: CTypeName.pure)
  func resultsDiffer(_ name: CTypeName) throws {
    try resultsDiffer(name.types)
  }

  private func resultsDiffer<Types: CTypes>(_: Types.Type) throws {
    let arena = CArena<Types>()
    let results = try Types.Scalar.rectifiers.map { try arena.expected($0.rectifier) }
    #expect(results.count == 4)
    #expect(Set(results.map(\.y)).count == 4)
    #expect(Set(results.map(\.dx)).count == 4)
  }

  /// y stands over x, dx over dy, or over x.
  @Test(arguments: CTypeName.pure)
  func outputOverInput(_ name: CTypeName) throws {
    try outputOverInput(name.types)
  }

  private func outputOverInput<Types: CTypes>(_: Types.Type) throws {
    for rectifier in Types.Scalar.rectifiers {
      var arena = CArena<Types>()
      let expected = try arena.expected(rectifier.rectifier)
      arena.move(.y, to: .x, offset: 0)
      #expect(arena.forward(rectifier) == 0)
      #expect(difference(arena.values(.y), expected.y) == nil, "\(rectifier.rectifier)")
      #expect(arena.isUntouched(but: [.y]))
      for input in [CBuffer.dy, .x] {
        arena = CArena()
        arena.move(.dx, to: input, offset: 0)
        #expect(arena.backward(rectifier) == 0)
        #expect(difference(arena.values(.dx), expected.dx) == nil, "\(rectifier.rectifier)")
        #expect(arena.isUntouched(but: [.dx]))
      }
    }
  }

  @Test(arguments: CTypeName.pure)
  func empty(_ name: CTypeName) {
    empty(name.types)
  }

  private func empty<Types: CTypes>(_: Types.Type) {
    for rectifier in Types.Scalar.rectifiers {
      var arena = CArena<Types>()
      arena.inner = 0
      #expect(arena.forward(rectifier) == 0)
      #expect(arena.backward(rectifier) == 0)
      #expect(arena.isUntouched)
      arena.leaveOut(.x, .y, .dy, .dx)
      #expect(arena.forward(rectifier) == 0)
      #expect(arena.backward(rectifier) == 0)
    }
  }

  /// Each status of what is wrong with buffers, and what makes it so. The lowest number comes first.
  @Test(arguments: CTypeName.pure)
  func refusals(_ name: CTypeName) {
    refusals(name.types)
  }

  private func refusals<Types: CTypes>(_: Types.Type) {
    typealias Arena = CArena<Types>
    let forward: [(prelu_status, (inout Arena) -> Void)] = [
      (PRELU_SIZE_TOO_LARGE, { $0.outer = -1 }),
      (PRELU_SIZE_TOO_LARGE, { ($0.outer, $0.channels, $0.inner) = (.max / 32 + 1, 1, 1) }),
      (PRELU_X_IS_NULL, { $0.leaveOut(.x, .y) }),
      (PRELU_Y_IS_NULL, { $0.leaveOut(.y) }),
      (PRELU_Y_OVERLAPS_X, { $0.move(.y, to: .x, bytes: 1) }),
      (PRELU_Y_OVERLAPS_X, { $0.move(.y, to: .x, offset: -1) }),
      (PRELU_X_IS_MISALIGNED, { $0.move(.x, to: .x, bytes: 1) }),
      (
        PRELU_X_IS_MISALIGNED,
        {
          $0.move(.x, to: .x, bytes: 1)
          $0.move(.y, to: .y, bytes: 1)
        }
      ),
      (PRELU_Y_IS_MISALIGNED, { $0.move(.y, to: .y, bytes: 1) }),
    ]
    let backward: [(prelu_status, (inout Arena) -> Void)] = [
      (PRELU_SIZE_TOO_LARGE, { $0.outer = -1 }),
      (PRELU_X_IS_NULL, { $0.leaveOut(.x, .dy, .dx) }),
      (PRELU_DY_IS_NULL, { $0.leaveOut(.dy, .dx) }),
      (PRELU_DX_IS_NULL, { $0.leaveOut(.dx) }),
      (PRELU_DX_OVERLAPS_DY, { $0.move(.dx, to: .dy, bytes: 1) }),
      (PRELU_DX_OVERLAPS_X, { $0.move(.dx, to: .x, offset: 1) }),
      (PRELU_X_IS_MISALIGNED, { $0.move(.x, to: .x, bytes: 1) }),
      (
        PRELU_DY_IS_MISALIGNED,
        {
          $0.move(.dy, to: .dy, bytes: 1)
          $0.move(.dx, to: .dx, bytes: 1)
        }
      ),
      (PRELU_DX_IS_MISALIGNED, { $0.move(.dx, to: .dx, bytes: 1) }),
    ]
    for rectifier in Types.Scalar.rectifiers {
      for (status, spoil) in forward {
        var arena = Arena()
        spoil(&arena)
        #expect(arena.forward(rectifier) == code(status), "\(rectifier.rectifier)")
        #expect(arena.isUntouched)
      }
      for (status, spoil) in backward {
        var arena = Arena()
        spoil(&arena)
        #expect(arena.backward(rectifier) == code(status), "\(rectifier.rectifier)")
        #expect(arena.isUntouched)
      }
    }
  }
}
