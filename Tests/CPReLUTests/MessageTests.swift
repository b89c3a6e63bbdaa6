import CPReLUHeader
import Testing

/// Every status has a message of its own.
@Suite struct MessageTests {
  static let statuses: [prelu_status] = [
    PRELU_SUCCESS, PRELU_SIZE_TOO_LARGE, PRELU_INVALID_RANK, PRELU_DIMS_IS_NULL,
    PRELU_SLOPE_DIMS_IS_NULL, PRELU_NOT_BROADCASTABLE, PRELU_X_IS_NULL, PRELU_SLOPE_IS_NULL,
    PRELU_Y_IS_NULL,
    PRELU_DY_IS_NULL, PRELU_OUTPUTS_ARE_NULL, PRELU_DX_IS_NULL, PRELU_UNKNOWN_INSTRUCTION_SET,
    PRELU_UNSUPPORTED_INSTRUCTION_SET, PRELU_INVALID_THREAD_COUNT, PRELU_INVALID_CACHE_SIZE,
    PRELU_Y_OVERLAPS_X, PRELU_Y_OVERLAPS_SLOPE, PRELU_DX_OVERLAPS_DY, PRELU_DX_OVERLAPS_X,
    PRELU_DX_OVERLAPS_SLOPE, PRELU_DSLOPE_OVERLAPS_X, PRELU_DSLOPE_OVERLAPS_SLOPE,
    PRELU_DSLOPE_OVERLAPS_DY, PRELU_DSLOPE_OVERLAPS_DX,
    PRELU_DDX_IS_NULL, PRELU_DDSLOPE_IS_NULL, PRELU_GX_OVERLAPS_X, PRELU_GX_OVERLAPS_SLOPE,
    PRELU_GX_OVERLAPS_DY, PRELU_GX_OVERLAPS_DDX, PRELU_GX_OVERLAPS_DDSLOPE, PRELU_GSLOPE_OVERLAPS_X,
    PRELU_GSLOPE_OVERLAPS_SLOPE, PRELU_GSLOPE_OVERLAPS_DY, PRELU_GSLOPE_OVERLAPS_DDX,
    PRELU_GSLOPE_OVERLAPS_DDSLOPE, PRELU_GSLOPE_OVERLAPS_GX, PRELU_GDY_OVERLAPS_X,
    PRELU_GDY_OVERLAPS_SLOPE, PRELU_GDY_OVERLAPS_DY, PRELU_GDY_OVERLAPS_DDX,
    PRELU_GDY_OVERLAPS_DDSLOPE, PRELU_GDY_OVERLAPS_GX, PRELU_GDY_OVERLAPS_GSLOPE,
    PRELU_X_IS_MISALIGNED, PRELU_SLOPE_IS_MISALIGNED, PRELU_Y_IS_MISALIGNED,
    PRELU_DY_IS_MISALIGNED, PRELU_DX_IS_MISALIGNED, PRELU_DSLOPE_IS_MISALIGNED,
    PRELU_DDX_IS_MISALIGNED, PRELU_DDSLOPE_IS_MISALIGNED, PRELU_GX_IS_MISALIGNED,
    PRELU_GSLOPE_IS_MISALIGNED, PRELU_GDY_IS_MISALIGNED,
  ]

  private static func message(_ status: Int32) -> String {
    String(cString: prelu_status_message(status))
  }

  @Test func areDistinct() {
    let unknown = Self.message(-1)
    let messages = Self.statuses.map { Self.message(code($0)) }
    #expect(Set(messages + [unknown]).count == Self.statuses.count + 1)
    #expect(messages.first == "success")
    #expect(messages.allSatisfy { !$0.isEmpty && !$0.hasSuffix(".") })
  }

  /// No other number has a message, so the list above has all of them.
  @Test func ofOtherNumbers() {
    let known = Set(Self.statuses.map(code))
    for number in Array(-300...300) + [Int32.min, .max] where !known.contains(number) {
      #expect(Self.message(number) == "this number is no status of prelu")
    }
  }

  /// The same string each time, not a new one.
  @Test func stay() {
    for number: Int32 in [0, 20, 63, -1] {
      #expect(prelu_status_message(number) == prelu_status_message(number))
    }
    #expect(prelu_isa() == prelu_isa())
  }
}
