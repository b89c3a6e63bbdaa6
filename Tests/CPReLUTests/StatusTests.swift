import CPReLUHeader
import Testing
import _TestSupport

/// Every wrong argument has its status, and nothing is written.
@Suite struct StatusTests {
  /// Shapes of more elements than there may be. A `size_t` above `Int.max` comes from Swift as a negative
  /// number.
  static let tooLarge: [(Int, Int, Int)] = [
    (-1, 1, 1), (1, -1, 1), (1, 1, -1), (Int.min, 0, 1),
    (Int.max, 1, 1), (1, Int.max, 1), (1, 1, Int.max), (Int.max, 0, 1), (0, Int.max, 2),
    (Int.max / 32 + 1, 1, 1), (1 << 30, 1 << 30, 1), (1, 1 << 30, 1 << 30),
    (1 << 32, 1, 1 << 32), (1 << 22, 1 << 22, 1 << 22), (1 << 32, 1 << 32, 0),
  ]

  @Test(arguments: CTypeName.allCases, tooLarge)
  func size(_ name: CTypeName, _ shape: (Int, Int, Int)) {
    size(name.types, shape)
  }

  private func size<Types: CTypes>(_: Types.Type, _ shape: (Int, Int, Int)) {
    var arena = CArena<Types>()
    (arena.outer, arena.channels, arena.inner) = shape
    #expect(arena.forward() == code(PRELU_SIZE_TOO_LARGE))
    #expect(arena.backward() == code(PRELU_SIZE_TOO_LARGE))
    if CArena<Types>.has(.doubleBackward) {
      #expect(arena.doubleBackward() == code(PRELU_SIZE_TOO_LARGE))
    }
    #expect(arena.isUntouched)
  }

  /// Where several are missing, the status is the one with the lowest number.
  static let nulls: [(CFunction, [CBuffer], prelu_status)] = [
    (.forward, [.x], PRELU_X_IS_NULL), (.forward, [.slope], PRELU_SLOPE_IS_NULL),
    (.forward, [.y], PRELU_Y_IS_NULL), (.forward, [.x, .slope, .y], PRELU_X_IS_NULL),
    (.forward, [.slope, .y], PRELU_SLOPE_IS_NULL),
    (.backward, [.x], PRELU_X_IS_NULL), (.backward, [.slope], PRELU_SLOPE_IS_NULL),
    (.backward, [.dy], PRELU_DY_IS_NULL), (.backward, [.dx, .dslope], PRELU_OUTPUTS_ARE_NULL),
    (.backward, [.x, .slope, .dy, .dx, .dslope], PRELU_X_IS_NULL),
    (.backward, [.slope, .dy, .dx], PRELU_SLOPE_IS_NULL),
    (.backward, [.dy, .dx, .dslope], PRELU_DY_IS_NULL),
    (.doubleBackward, [.x], PRELU_X_IS_NULL), (.doubleBackward, [.slope], PRELU_SLOPE_IS_NULL),
    (.doubleBackward, [.dy], PRELU_DY_IS_NULL), (.doubleBackward, [.ddx], PRELU_DDX_IS_NULL),
    (.doubleBackward, [.ddslope], PRELU_DDSLOPE_IS_NULL),
    (.doubleBackward, [.gx, .gslope, .gdy], PRELU_OUTPUTS_ARE_NULL),
    (.doubleBackward, [.gx, .gslope, .gdy, .ddx, .ddslope], PRELU_OUTPUTS_ARE_NULL),
    (.doubleBackward, [.ddx, .ddslope, .gx], PRELU_DDX_IS_NULL),
    (.doubleBackward, [.x, .slope, .dy, .ddx, .ddslope, .gx, .gslope, .gdy], PRELU_X_IS_NULL),
  ]

  @Test(arguments: CTypeName.allCases, nulls)
  func null(
    _ name: CTypeName, _ fault: (function: CFunction, buffers: [CBuffer], status: prelu_status)
  ) {
    for function in fault.function.forms {
      null(name.types, function, fault.buffers, fault.status)
    }
  }

  private func null<Types: CTypes>(
    _: Types.Type, _ function: CFunction, _ buffers: [CBuffer], _ status: prelu_status
  ) {
    guard CArena<Types>.has(function) else { return }
    var arena = CArena<Types>()
    for buffer in buffers { arena.leaveOut(buffer) }
    #expect(arena.call(function) == code(status))
    #expect(arena.isUntouched)
  }

  static let overlaps: [(prelu_status, CBuffer, CBuffer)] = [
    (PRELU_Y_OVERLAPS_X, .y, .x), (PRELU_Y_OVERLAPS_SLOPE, .y, .slope),
    (PRELU_DX_OVERLAPS_DY, .dx, .dy), (PRELU_DX_OVERLAPS_X, .dx, .x),
    (PRELU_DX_OVERLAPS_SLOPE, .dx, .slope),
    (PRELU_DSLOPE_OVERLAPS_X, .dslope, .x), (PRELU_DSLOPE_OVERLAPS_SLOPE, .dslope, .slope),
    (PRELU_DSLOPE_OVERLAPS_DY, .dslope, .dy), (PRELU_DSLOPE_OVERLAPS_DX, .dslope, .dx),
    (PRELU_GX_OVERLAPS_X, .gx, .x),
    (PRELU_GX_OVERLAPS_SLOPE, .gx, .slope),
    (PRELU_GX_OVERLAPS_DY, .gx, .dy),
    (PRELU_GX_OVERLAPS_DDX, .gx, .ddx),
    (PRELU_GX_OVERLAPS_DDSLOPE, .gx, .ddslope),
    (PRELU_GSLOPE_OVERLAPS_X, .gslope, .x),
    (PRELU_GSLOPE_OVERLAPS_SLOPE, .gslope, .slope),
    (PRELU_GSLOPE_OVERLAPS_DY, .gslope, .dy),
    (PRELU_GSLOPE_OVERLAPS_DDX, .gslope, .ddx),
    (PRELU_GSLOPE_OVERLAPS_DDSLOPE, .gslope, .ddslope),
    (PRELU_GSLOPE_OVERLAPS_GX, .gslope, .gx),
    (PRELU_GDY_OVERLAPS_X, .gdy, .x),
    (PRELU_GDY_OVERLAPS_SLOPE, .gdy, .slope),
    (PRELU_GDY_OVERLAPS_DY, .gdy, .dy),
    (PRELU_GDY_OVERLAPS_DDX, .gdy, .ddx),
    (PRELU_GDY_OVERLAPS_DDSLOPE, .gdy, .ddslope),
    (PRELU_GDY_OVERLAPS_GX, .gdy, .gx),
    (PRELU_GDY_OVERLAPS_GSLOPE, .gdy, .gslope),
  ]

  @Test(arguments: CTypeName.allCases, overlaps)
  func overlap(
    _ name: CTypeName, _ fault: (status: prelu_status, output: CBuffer, other: CBuffer)
  ) {
    for function in CFunction(output: fault.output).forms {
      overlap(name.types, function, fault.status, fault.output, fault.other)
    }
  }

  private func overlap<Types: CTypes>(
    _: Types.Type, _ function: CFunction, _ status: prelu_status, _ output: CBuffer,
    _ other: CBuffer
  ) {
    guard CArena<Types>.has(function) else { return }
    var arena = CArena<Types>()
    let touching = [-arena.bytes(output), arena.bytes(other)]
    // Where all memory may be in common.
    let mayBeExact = [PRELU_Y_OVERLAPS_X, PRELU_DX_OVERLAPS_X, PRELU_DX_OVERLAPS_DY]
    // Those that misalign the output too: an overlap has the lower number.
    for bytes in touching[0] + 1..<touching[1] where bytes != 0 || !mayBeExact.contains(status) {
      arena.move(output, to: other, bytes: bytes)
      #expect(arena.call(function) == code(status), "at \(bytes)")
      #expect(arena.isUntouched)
    }
    // Buffers that touch do not overlap.
    for bytes in touching {
      arena = CArena()
      arena.move(output, to: other, bytes: bytes)
      #expect(arena.call(function) == 0, "at \(bytes)")
      #expect(!arena.isUntouched)
    }
  }

  /// The output that is not wanted overlaps nothing; the other one still may not.
  @Test(arguments: CTypeName.allCases)
  func overlapOfOneOutput(_ name: CTypeName) {
    overlapOfOneOutput(name.types)
  }

  private func overlapOfOneOutput<Types: CTypes>(_: Types.Type) {
    var arena = CArena<Types>()
    arena.leaveOut(.dslope)
    arena.move(.dx, to: .dy, offset: 1)
    #expect(arena.backward() == code(PRELU_DX_OVERLAPS_DY))
    arena = CArena()
    arena.leaveOut(.dx)
    arena.move(.dslope, to: .dy, offset: 1)
    #expect(arena.backward() == code(PRELU_DSLOPE_OVERLAPS_DY))
    #expect(arena.isUntouched)
  }

  /// An output over one input exactly may overlap no other.
  @Test(arguments: CTypeName.allCases)
  func exactAliasDoesNotHideAnOverlap(_ name: CTypeName) {
    exactAliasDoesNotHideAnOverlap(name.types)
  }

  private func exactAliasDoesNotHideAnOverlap<Types: CTypes>(_: Types.Type) {
    var arena = CArena<Types>()
    arena.move(.y, to: .x, offset: 0)
    arena.move(.slope, to: .x, offset: 2)
    #expect(arena.forward() == code(PRELU_Y_OVERLAPS_SLOPE))
    arena.move(.dx, to: .x, offset: 0)
    #expect(arena.backward() == code(PRELU_DX_OVERLAPS_SLOPE))

    arena = CArena()
    arena.move(.dx, to: .dy, offset: 0)
    arena.move(.x, to: .dy, offset: 1)
    #expect(arena.backward() == code(PRELU_DX_OVERLAPS_X))

    arena = CArena()
    arena.move(.dx, to: .x, offset: 0)
    arena.move(.dy, to: .x, offset: 1)
    #expect(arena.backward() == code(PRELU_DX_OVERLAPS_DY))

    arena = CArena()
    arena.move(.dx, to: .dy, offset: 0)
    arena.move(.dslope, to: .dy, offset: 1)
    #expect(arena.backward() == code(PRELU_DSLOPE_OVERLAPS_DY))
    #expect(arena.isUntouched)
  }
}
