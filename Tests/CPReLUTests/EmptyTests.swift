import CPReLUHeader
import Testing
import _TestSupport

/// Calls without elements succeed, with and without pointers.
@Suite struct EmptyTests {
  static let shapes = [(0, 4, 4), (2, 4, 0), (0, 4, 0), (0, 1, 1), (0, 0, 0), (4, 0, 4)]

  @Test(arguments: NumberType.allCases, shapes)
  func succeed(_ number: NumberType, _ shape: (Int, Int, Int)) {
    succeed(number.cType, shape)
  }

  private func succeed<Scalar: CNumber>(_: Scalar.Type, _ shape: (Int, Int, Int)) {
    var arena = CArena<Scalar>()
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

    arena.leaveOut(.ddx, .ddslope, .gx, .gdy)
    #expect(arena.doubleBackward() == 0)
    let zeros = [Scalar](repeating: 0, count: arena.channels)
    #expect(difference(arena.values(.gslope), zeros) == nil)
    #expect(arena.isUntouched(but: [.gslope]))
    arena.leaveOut(.gslope)
    #expect(arena.doubleBackward() == 0)
  }

  private func expectZeros<Scalar: CNumber>(_ arena: CArena<Scalar>) {
    let zeros = [Scalar](repeating: 0, count: arena.channels)
    #expect(difference(arena.values(.dslope), zeros) == nil)
    #expect(arena.isUntouched(but: [.dslope]))
  }

  /// Two buffers of slopes have elements even then.
  @Test(arguments: NumberType.allCases, [-4, -3, 0, 3, 4])
  func slopesOverlap(_ number: NumberType, _ offset: Int) {
    slopesOverlap(number.cType, offset)
  }

  private func slopesOverlap<Scalar: CNumber>(_: Scalar.Type, _ offset: Int) {
    var arena = CArena<Scalar>()
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
