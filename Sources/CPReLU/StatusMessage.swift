// The function's name and contract are prelu.h's, against which the compiler checks it.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CPReLUHeader

@c @implementation
public func prelu_status_message(_ status: Int32) -> UnsafePointer<CChar>! {
  unsafe constant(message(prelu_status(rawValue: UInt32(bitPattern: status))))
}

private func message(_ status: prelu_status) -> StaticString {
  switch status {
  case PRELU_SUCCESS: "success"
  case PRELU_SIZE_TOO_LARGE:
    "outer * channels * inner, the product of dims, or n, is above PTRDIFF_MAX / 32"
  case PRELU_INVALID_RANK: "rank is negative or above 8"
  case PRELU_DIMS_IS_NULL: "dims is NULL"
  case PRELU_SLOPE_DIMS_IS_NULL: "slope_dims is NULL"
  case PRELU_NOT_BROADCASTABLE:
    "an element of slope_dims is neither 1 nor that of dims; missing axes in front are 1"
  case PRELU_X_IS_NULL: "x is NULL"
  case PRELU_SLOPE_IS_NULL: "slope is NULL"
  case PRELU_Y_IS_NULL: "y is NULL"
  case PRELU_DY_IS_NULL: "dy is NULL"
  case PRELU_OUTPUTS_ARE_NULL: "every output is NULL"
  case PRELU_DX_IS_NULL: "dx is NULL"
  case PRELU_DDX_IS_NULL: "ddx is NULL"
  case PRELU_DDSLOPE_IS_NULL: "ddslope is NULL"
  case PRELU_INVALID_CACHE_SIZE:
    "PRELU_CACHE_SIZE is no size; bytes are expected, or a number with K, M or G"
  case PRELU_UNKNOWN_INSTRUCTION_SET: "PRELU_ISA names no instruction set; prelu_isa() says more"
  case PRELU_UNSUPPORTED_INSTRUCTION_SET:
    "the instruction set that PRELU_ISA names is not supported here; prelu_isa() says more"
  case PRELU_INVALID_THREAD_COUNT: "prelu_set_threads() was given a negative number"
  case PRELU_Y_OVERLAPS_X: "y overlaps x without being exactly x"
  case PRELU_Y_OVERLAPS_SLOPE: "y overlaps slope"
  case PRELU_DX_OVERLAPS_DY: "dx overlaps dy without being exactly dy"
  case PRELU_DX_OVERLAPS_X: "dx overlaps x without being exactly x"
  case PRELU_DX_OVERLAPS_SLOPE: "dx overlaps slope"
  case PRELU_DSLOPE_OVERLAPS_X: "dslope overlaps x"
  case PRELU_DSLOPE_OVERLAPS_SLOPE: "dslope overlaps slope"
  case PRELU_DSLOPE_OVERLAPS_DY: "dslope overlaps dy"
  case PRELU_DSLOPE_OVERLAPS_DX: "dslope overlaps dx"
  case PRELU_GX_OVERLAPS_X: "gx overlaps x"
  case PRELU_GX_OVERLAPS_SLOPE: "gx overlaps slope"
  case PRELU_GX_OVERLAPS_DY: "gx overlaps dy"
  case PRELU_GX_OVERLAPS_DDX: "gx overlaps ddx"
  case PRELU_GX_OVERLAPS_DDSLOPE: "gx overlaps ddslope"
  case PRELU_GSLOPE_OVERLAPS_X: "gslope overlaps x"
  case PRELU_GSLOPE_OVERLAPS_SLOPE: "gslope overlaps slope"
  case PRELU_GSLOPE_OVERLAPS_DY: "gslope overlaps dy"
  case PRELU_GSLOPE_OVERLAPS_DDX: "gslope overlaps ddx"
  case PRELU_GSLOPE_OVERLAPS_DDSLOPE: "gslope overlaps ddslope"
  case PRELU_GSLOPE_OVERLAPS_GX: "gslope overlaps gx"
  case PRELU_GDY_OVERLAPS_X: "gdy overlaps x"
  case PRELU_GDY_OVERLAPS_SLOPE: "gdy overlaps slope"
  case PRELU_GDY_OVERLAPS_DY: "gdy overlaps dy"
  case PRELU_GDY_OVERLAPS_DDX: "gdy overlaps ddx"
  case PRELU_GDY_OVERLAPS_DDSLOPE: "gdy overlaps ddslope"
  case PRELU_GDY_OVERLAPS_GX: "gdy overlaps gx"
  case PRELU_GDY_OVERLAPS_GSLOPE: "gdy overlaps gslope"
  case PRELU_X_IS_MISALIGNED: "x does not begin at a multiple of its elements' size"
  case PRELU_SLOPE_IS_MISALIGNED: "slope does not begin at a multiple of its elements' size"
  case PRELU_Y_IS_MISALIGNED: "y does not begin at a multiple of its elements' size"
  case PRELU_DY_IS_MISALIGNED: "dy does not begin at a multiple of its elements' size"
  case PRELU_DX_IS_MISALIGNED: "dx does not begin at a multiple of its elements' size"
  case PRELU_DSLOPE_IS_MISALIGNED: "dslope does not begin at a multiple of its elements' size"
  case PRELU_DDX_IS_MISALIGNED: "ddx does not begin at a multiple of its elements' size"
  case PRELU_DDSLOPE_IS_MISALIGNED: "ddslope does not begin at a multiple of its elements' size"
  case PRELU_GX_IS_MISALIGNED: "gx does not begin at a multiple of its elements' size"
  case PRELU_GSLOPE_IS_MISALIGNED: "gslope does not begin at a multiple of its elements' size"
  case PRELU_GDY_IS_MISALIGNED: "gdy does not begin at a multiple of its elements' size"
  default: "this number is no status of prelu"
  }
}

/// A constant of the program as C sees it.
func constant(_ text: StaticString) -> UnsafePointer<CChar> {
  // Valid for as long as the program runs; the compiler ends it with a zero.
  unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}
