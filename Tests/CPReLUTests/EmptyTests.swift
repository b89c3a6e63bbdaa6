import CPReLUHeader
import Testing
import _TestSupport

/// Calls without elements succeed, with and without pointers.
@Suite struct EmptyTests {
  static let shapes = [(0, 4, 4), (2, 4, 0), (0, 4, 0), (0, 1, 1), (0, 0, 0), (4, 0, 4)]

  @Test(arguments: CTypeName.allCases, shapes)
  func succeed(_ name: CTypeName, _ shape: (Int, Int, Int)) {
    succeed(name.types, shape)
  }

  private func succeed<Types: CTypes>(_: Types.Type, _ shape: (Int, Int, Int)) {
    var arena = CArena<Types>()
    (arena.outer, arena.channels, arena.inner) = shape
    #expect(arena.forward() == 0)
    #expect(arena.isUntouched)
    #expect(arena.backward() == 0)
    expectZeros(arena)

    arena = CArena()
    (arena.outer, arena.channels, arena.inner) = shape
    arena.leaveOut(.x, .slope, .y, .dy, .dx)
    #expect(arena.forward() == 0)
    #expect(arena.isUntouched)
    #expect(arena.backward() == 0)
    expectZeros(arena)

    arena = CArena()
    (arena.outer, arena.channels, arena.inner) = shape
    arena.leaveOut(.x, .slope, .y, .dy, .dx, .dslope)
    #expect(arena.backward() == 0)
    #expect(arena.isUntouched)

    guard CArena<Types>.has(.doubleBackward) else { return }
    arena.leaveOut(.ddx, .ddslope, .gx, .gdy)
    #expect(arena.doubleBackward() == 0)
    let zeros = [Double](repeating: 0, count: arena.channels)
    #expect(difference(arena.values(.gslope), zeros) == nil)
    #expect(arena.isUntouched(but: [.gslope]))
    arena.leaveOut(.gslope)
    #expect(arena.doubleBackward() == 0)
  }

  /// What has no elements may stand anywhere.
  @Test(arguments: CTypeName.allCases)
  func misaligned(_ name: CTypeName) {
    misaligned(name.types)
  }

  private func misaligned<Types: CTypes>(_: Types.Type) {
    var arena = CArena<Types>()
    arena.inner = 0
    for buffer in CBuffer.allCases where !buffer.isOfSlopes {
      arena.move(buffer, to: buffer, bytes: 1)
    }
    #expect(arena.forward() == 0)
    #expect(arena.isUntouched)
    #expect(arena.backward() == 0)
    expectZeros(arena)
    for rectifier in Types.Scalar.rectifiers {
      #expect(arena.forward(rectifier) == 0)
      #expect(arena.backward(rectifier) == 0)
    }
    #expect(arena.isUntouched(but: [.dslope]))
    guard CArena<Types>.has(.doubleBackward) else { return }
    #expect(arena.doubleBackward() == 0)
    #expect(arena.isUntouched(but: [.dslope, .gslope]))
  }

  private func expectZeros<Types: CTypes>(_ arena: CArena<Types>) {
    let zeros = [Double](repeating: 0, count: arena.channels)
    #expect(difference(arena.values(.dslope), zeros) == nil)
    #expect(arena.isUntouched(but: [.dslope]))
  }

  /// Two buffers of slopes have elements even then.
  @Test(arguments: CTypeName.allCases, [-4, -3, 0, 3, 4])
  func slopesOverlap(_ name: CTypeName, _ offset: Int) {
    slopesOverlap(name.types, offset)
  }

  private func slopesOverlap<Types: CTypes>(_: Types.Type, _ offset: Int) {
    var arena = CArena<Types>()
    arena.outer = 0
    arena.move(.dslope, to: .slope, offset: offset)
    if abs(offset) < arena.channels {
      #expect(arena.backward() == code(PRELU_DSLOPE_OVERLAPS_SLOPE))
      #expect(arena.isUntouched)
    } else {
      #expect(arena.backward() == 0)
      expectZeros(arena)
    }
  }
}
