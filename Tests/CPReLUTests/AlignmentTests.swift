import CPReLUHeader
import Testing
import _TestSupport

/// A buffer that does not begin at a multiple of its elements' size has its status, and nothing is written.
@Suite struct AlignmentTests {
  static let buffers: [(CFunction, [(CBuffer, prelu_status)])] = [
    (
      .forward,
      [
        (.x, PRELU_X_IS_MISALIGNED), (.slope, PRELU_SLOPE_IS_MISALIGNED),
        (.y, PRELU_Y_IS_MISALIGNED),
      ]
    ),
    (
      .backward,
      [
        (.x, PRELU_X_IS_MISALIGNED), (.slope, PRELU_SLOPE_IS_MISALIGNED),
        (.dy, PRELU_DY_IS_MISALIGNED), (.dx, PRELU_DX_IS_MISALIGNED),
        (.dslope, PRELU_DSLOPE_IS_MISALIGNED),
      ]
    ),
    (
      .doubleBackward,
      [
        (.x, PRELU_X_IS_MISALIGNED), (.slope, PRELU_SLOPE_IS_MISALIGNED),
        (.dy, PRELU_DY_IS_MISALIGNED), (.ddx, PRELU_DDX_IS_MISALIGNED),
        (.ddslope, PRELU_DDSLOPE_IS_MISALIGNED), (.gx, PRELU_GX_IS_MISALIGNED),
        (.gslope, PRELU_GSLOPE_IS_MISALIGNED), (.gdy, PRELU_GDY_IS_MISALIGNED),
      ]
    ),
  ]

  @Test(arguments: CTypeName.allCases, buffers)
  func oneBuffer(
    _ name: CTypeName, _ call: (function: CFunction, buffers: [(CBuffer, prelu_status)])
  ) {
    for function in call.function.forms { oneBuffer(name.types, function, call.buffers) }
  }

  private func oneBuffer<Types: CTypes>(
    _: Types.Type, _ function: CFunction, _ buffers: [(CBuffer, prelu_status)]
  ) {
    guard CArena<Types>.has(function) else { return }
    for (buffer, status) in buffers {
      var arena = CArena<Types>()
      for bytes in 1..<arena.stride(buffer) {
        arena.move(buffer, to: buffer, bytes: 1)
        #expect(arena.call(function) == code(status), "\(buffer) at \(bytes)")
        #expect(arena.isUntouched)
      }
      // One more byte, and it stands where it may.
      arena.move(buffer, to: buffer, bytes: 1)
      #expect(arena.call(function) == 0, "\(buffer)")
    }
  }

  /// Of the buffers from one on, all of which are misaligned, the first has the lowest number.
  @Test(arguments: CTypeName.allCases, buffers)
  func severalBuffers(
    _ name: CTypeName, _ call: (function: CFunction, buffers: [(CBuffer, prelu_status)])
  ) {
    severalBuffers(name.types, call.function, call.buffers)
  }

  private func severalBuffers<Types: CTypes>(
    _: Types.Type, _ function: CFunction, _ buffers: [(CBuffer, prelu_status)]
  ) {
    guard CArena<Types>.has(function) else { return }
    #expect(buffers.map { $0.1.rawValue } == buffers.map { $0.1.rawValue }.sorted())
    for first in buffers.indices {
      var arena = CArena<Types>()
      for (buffer, _) in buffers[first...] { arena.move(buffer, to: buffer, bytes: 1) }
      #expect(arena.call(function) == code(buffers[first].1))
      #expect(arena.isUntouched)
    }
  }

  /// Everything else that is wrong has a lower number.
  @Test(arguments: CTypeName.allCases)
  func otherFaultsComeFirst(_ name: CTypeName) {
    otherFaultsComeFirst(name.types)
  }

  private func otherFaultsComeFirst<Types: CTypes>(_: Types.Type) {
    var arena = CArena<Types>()
    arena.move(.x, to: .x, bytes: 1)
    arena.outer = .max
    #expect(arena.forward() == code(PRELU_SIZE_TOO_LARGE))
    #expect(arena.backward() == code(PRELU_SIZE_TOO_LARGE))

    arena = CArena()
    arena.move(.x, to: .x, bytes: 1)
    arena.leaveOut(.slope)
    #expect(arena.forward() == code(PRELU_SLOPE_IS_NULL))
    #expect(arena.backward() == code(PRELU_SLOPE_IS_NULL))

    arena = CArena()
    arena.move(.x, to: .x, bytes: 1)
    arena.move(.y, to: .slope, bytes: 0)
    arena.move(.dslope, to: .dy, bytes: 0)
    #expect(arena.forward() == code(PRELU_Y_OVERLAPS_SLOPE))
    #expect(arena.backward() == code(PRELU_DSLOPE_OVERLAPS_DY))
    #expect(arena.isUntouched)
  }

  /// Slopes are there without elements, and so are the gradients to them.
  @Test(arguments: CTypeName.allCases)
  func slopesWithoutElements(_ name: CTypeName) {
    slopesWithoutElements(name.types)
  }

  private func slopesWithoutElements<Types: CTypes>(_: Types.Type) {
    var arena = CArena<Types>()
    arena.outer = 0
    arena.move(.dslope, to: .dslope, bytes: 1)
    arena.move(.gslope, to: .gslope, bytes: 1)
    #expect(arena.backward() == code(PRELU_DSLOPE_IS_MISALIGNED))
    if CArena<Types>.has(.doubleBackward) {
      #expect(arena.doubleBackward() == code(PRELU_GSLOPE_IS_MISALIGNED))
    }
    #expect(arena.isUntouched)
  }
}
