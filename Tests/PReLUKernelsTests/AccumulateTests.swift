import PReLUKernels
import Testing
import _TestSupport

@Suite struct AccumulateTests {
  /// `Scalar(Double(old) + sum)`, with the sum in Double: one rounding to Float, not two.
  @Test(arguments: InstructionSet.supported)
  func roundsOnce(_ instructionSet: InstructionSet) throws {
    // The sum is 1 + 2^-24, which is 1 when it is rounded to Float before 2^-24 is added, and again after.
    // Added in Double it is 1 + 2^-23, a Float.
    let layout = try Layout(outer: 1, channels: 1, inner: 2)
    let x: [Float] = [-1, -0x1p-12]
    let g: [Float] = [-1, -0x1p-12]
    let slope: [Float] = [0.25]
    var inputGradient: [Float] = [0, 0]
    var slopeGradient: [Float] = [0x1p-24]
    var dx = inputGradient.mutableSpan
    var da = slopeGradient.mutableSpan
    try PReLU.backward(
      x.span, slope: slope.span, gradient: g.span, layout: layout, inputGradient: &dx,
      slopeGradient: &da, update: .accumulate, instructionSet: instructionSet)
    #expect(slopeGradient == [1 + 0x1p-23])
  }

  @Test(arguments: NumberType.allCases)
  func addsOnEveryCall(_ number: NumberType) throws {
    try addsOnEveryCall(number.type)
  }

  private func addsOnEveryCall<Scalar: Number>(_: Scalar.Type) throws {
    // Whole numbers, so that sums are exact.
    let layout = try Layout(outer: 3, channels: 2, inner: 20)
    let x = [Scalar](repeating: -2, count: layout.count)
    let g = [Scalar](repeating: 3, count: layout.count)
    let slope: [Scalar] = [0.5, 0.25]
    var inputGradient = [Scalar](repeating: 0, count: layout.count)
    var slopeGradient: [Scalar] = [1000, -1000]
    var dx = inputGradient.mutableSpan
    var da = slopeGradient.mutableSpan
    for _ in 0..<3 {
      try PReLU.backward(
        x.span, slope: slope.span, gradient: g.span, layout: layout, inputGradient: &dx,
        slopeGradient: &da, update: .accumulate)
    }
    // 60 products of -6 a slope and call.
    #expect(slopeGradient == ([-80, -2080] as [Scalar]))
    var overwritten = slopeGradient.mutableSpan
    try PReLU.backward(
      x.span, slope: slope.span, gradient: g.span, layout: layout, inputGradient: &dx,
      slopeGradient: &overwritten, update: .overwrite)
    #expect(slopeGradient == ([-360, -360] as [Scalar]))
  }
}
