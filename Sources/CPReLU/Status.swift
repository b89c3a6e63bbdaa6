internal import CPReLUHeader
internal import PReLUKernels

extension prelu_status {
  /// The number that a C function returns.
  @inline(always)
  var code: Int32 { Int32(rawValue) }
}

/// The status of an error. Every error has one of its own, so there is no default.
func status(_ error: PReLUError) -> prelu_status {
  switch error {
  // A `size_t` above `Int.max` arrives as a negative number.
  case .negativeDimension, .layoutTooLarge: PRELU_SIZE_TOO_LARGE
  case .tooManyDimensions: PRELU_INVALID_RANK
  case .notBroadcastable: PRELU_NOT_BROADCASTABLE
  case .unknownInstructionSet: PRELU_UNKNOWN_INSTRUCTION_SET
  case .unsupportedInstructionSet: PRELU_UNSUPPORTED_INSTRUCTION_SET
  case .invalidThreadCount: PRELU_INVALID_THREAD_COUNT
  case .invalidCacheSize: PRELU_INVALID_CACHE_SIZE
  case .overlap(let output, let other): overlapStatus(output, other)
  case .misaligned(let buffer, _): misalignedStatus(buffer)
  case .outOfMemory, .countMismatch, .outputDoesNotTell, .slopeDoesNotTell, .negativeViewDimension,
    .viewTooLarge, .rankMismatch, .sliceOutOfBounds, .innerAxisNotDense, .viewTooFar,
    .viewOutOfBounds, .viewCountMismatch:
    preconditionFailure(
      "no call from C returns an array, has other counts than its own, begins with an output, or has a view: \(error)"
    )
  }
}

/// The status of an output that overlaps another buffer. An output that stands exactly where an input does
/// may be named by either.
private func overlapStatus(
  _ output: PReLUError.Buffer, _ other: PReLUError.Buffer
) -> prelu_status {
  switch (output, other) {
  case (.output, .input): PRELU_Y_OVERLAPS_X
  case (.output, .slope), (.input, .slope): PRELU_Y_OVERLAPS_SLOPE
  case (.inputGradient, .gradient): PRELU_DX_OVERLAPS_DY
  case (.inputGradient, .input), (.gradient, .input): PRELU_DX_OVERLAPS_X
  case (.inputGradient, .slope), (.gradient, .slope): PRELU_DX_OVERLAPS_SLOPE
  case (.slopeGradient, .input): PRELU_DSLOPE_OVERLAPS_X
  case (.slopeGradient, .slope): PRELU_DSLOPE_OVERLAPS_SLOPE
  case (.slopeGradient, .gradient): PRELU_DSLOPE_OVERLAPS_DY
  case (.slopeGradient, .inputGradient): PRELU_DSLOPE_OVERLAPS_DX
  case (.secondInputGradient, .input): PRELU_GX_OVERLAPS_X
  case (.secondInputGradient, .slope): PRELU_GX_OVERLAPS_SLOPE
  case (.secondInputGradient, .gradient): PRELU_GX_OVERLAPS_DY
  case (.secondInputGradient, .upstreamOfInputGradient): PRELU_GX_OVERLAPS_DDX
  case (.secondInputGradient, .upstreamOfSlopeGradient): PRELU_GX_OVERLAPS_DDSLOPE
  case (.secondSlopeGradient, .input): PRELU_GSLOPE_OVERLAPS_X
  case (.secondSlopeGradient, .slope): PRELU_GSLOPE_OVERLAPS_SLOPE
  case (.secondSlopeGradient, .gradient): PRELU_GSLOPE_OVERLAPS_DY
  case (.secondSlopeGradient, .upstreamOfInputGradient): PRELU_GSLOPE_OVERLAPS_DDX
  case (.secondSlopeGradient, .upstreamOfSlopeGradient): PRELU_GSLOPE_OVERLAPS_DDSLOPE
  case (.secondSlopeGradient, .secondInputGradient): PRELU_GSLOPE_OVERLAPS_GX
  case (.secondUpstreamGradient, .input): PRELU_GDY_OVERLAPS_X
  case (.secondUpstreamGradient, .slope): PRELU_GDY_OVERLAPS_SLOPE
  case (.secondUpstreamGradient, .gradient): PRELU_GDY_OVERLAPS_DY
  case (.secondUpstreamGradient, .upstreamOfInputGradient): PRELU_GDY_OVERLAPS_DDX
  case (.secondUpstreamGradient, .upstreamOfSlopeGradient): PRELU_GDY_OVERLAPS_DDSLOPE
  case (.secondUpstreamGradient, .secondInputGradient): PRELU_GDY_OVERLAPS_GX
  case (.secondUpstreamGradient, .secondSlopeGradient): PRELU_GDY_OVERLAPS_GSLOPE
  default: preconditionFailure("no output \(output) is compared with \(other)")
  }
}

/// The status of a buffer that does not begin at a multiple of its elements' size.
private func misalignedStatus(_ buffer: PReLUError.Buffer) -> prelu_status {
  switch buffer {
  case .input: PRELU_X_IS_MISALIGNED
  case .slope: PRELU_SLOPE_IS_MISALIGNED
  case .output: PRELU_Y_IS_MISALIGNED
  case .gradient: PRELU_DY_IS_MISALIGNED
  case .inputGradient: PRELU_DX_IS_MISALIGNED
  case .slopeGradient: PRELU_DSLOPE_IS_MISALIGNED
  case .upstreamOfInputGradient: PRELU_DDX_IS_MISALIGNED
  case .upstreamOfSlopeGradient: PRELU_DDSLOPE_IS_MISALIGNED
  case .secondInputGradient: PRELU_GX_IS_MISALIGNED
  case .secondSlopeGradient: PRELU_GSLOPE_IS_MISALIGNED
  case .secondUpstreamGradient: PRELU_GDY_IS_MISALIGNED
  case .inputTangent, .slopeTangent, .outputTangent:
    preconditionFailure("no call from C has a \(buffer)")
  }
}
