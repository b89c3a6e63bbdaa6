import PReLUKernels
import Testing
import _TestSupport

/// Kernels read every number of sixteen bits as what it is, and round to the nearest, ties to even, with subnormal numbers, infinity
/// and NaN.
@Suite struct HalfConversionTests {
  /// Calls that compute nothing: what goes in comes out.
  @Test(arguments: HalfType.allCases, InstructionSet.supported)
  func identity(_ half: HalfType, _ instructionSet: InstructionSet) throws {
    try identity(half.type, instructionSet)
  }

  private func identity<Value: Half>(_: Value.Type, _ instructionSet: InstructionSet) throws {
    let x = Value.all()
    let leaky = try Rectifier.leakyReLU(slope: 1).forward(x, instructionSet: instructionSet)
    #expect(difference(leaky, x) == nil)
    let shared = try PReLU.forward(
      x, slope: [1.0], layout: .shared(count: x.count), instructionSet: instructionSet)
    #expect(difference(shared, x) == nil)
    // Slopes are read by other code.
    let layout = try Layout.nc(batch: 1, channels: x.count)
    let slopes = try PReLU.forward(
      [Value](repeating: -1.0, count: x.count), slope: x, layout: layout,
      instructionSet: instructionSet)
    #expect(difference(slopes, x.map { Value(bitPattern: $0.bitPattern ^ 0x8000) }) == nil)
  }

  /// A slope of Float times a number of sixteen bits: every middle between two numbers of sixteen bits, and what is beside it.
  @Test(arguments: HalfType.allCases, InstructionSet.supported)
  func products(_ half: HalfType, _ instructionSet: InstructionSet) throws {
    try products(half.type, instructionSet)
  }

  private func products<Value: Half>(_: Value.Type, _ instructionSet: InstructionSet) throws {
    let slope = HalfRoundings.floats(Value.format)
    let layout = try Layout.nc(batch: 1, channels: slope.count)
    for factor: Float in [-1, -0.375, -3] {
      let x = [Value](repeating: Value(factor), count: slope.count)
      var y = x
      var span = y.mutableSpan
      try PReLU.forward(
        x.span, slope: slope.span, layout: layout, into: &span, instructionSet: instructionSet)
      // In Float first, as the contract says.
      let expected = Value.nearest(slope.map { $0 * factor })
      #expect(difference(y, expected) == nil, "\(factor)")
    }
  }

  /// The gradient to a slope is a sum in Double that is rounded once: every middle between two numbers, and what is beside it by
  /// less than Float could tell.
  @Test(arguments: HalfType.allCases, InstructionSet.supported)
  func sums(_ half: HalfType, _ instructionSet: InstructionSet) throws {
    try sums(half.type, instructionSet)
  }

  private func sums<Value: Half>(_: Value.Type, _ instructionSet: InstructionSet) throws {
    for aside in [-0x1p-20, 0, 0x1p-20] {
      let sums = HalfSums<Value>(aside: aside)
      let layout = try Layout(outer: 1, channels: sums.expected.count, inner: 3)
      let actual: [Value] = try PReLU.slopeGradient(
        sums.x, gradient: sums.g, layout: layout, instructionSet: instructionSet)
      #expect(difference(actual, sums.expected) == nil, "\(aside)")

      // Or a sum that is added to what is there.
      let rest = try Layout(outer: 1, channels: sums.expected.count, inner: 2)
      var total = sums.old
      var span = total.mutableSpan
      try PReLU.slopeGradient(
        sums.xOfRest.span, gradient: sums.gOfRest.span, layout: rest, into: &span,
        update: .accumulate, instructionSet: instructionSet)
      #expect(difference(total, sums.expected) == nil, "\(aside)")
    }
  }

  /// NaN and infinity come through sums, and what is not wanted of them does not.
  @Test(arguments: HalfType.allCases, InstructionSet.supported)
  func specialSums(_ half: HalfType, _ instructionSet: InstructionSet) throws {
    try specialSums(half.type, instructionSet)
  }

  private func specialSums<Value: Half>(_: Value.Type, _ instructionSet: InstructionSet) throws {
    let x: [Double] = [.nan, -1, -1, 1, 0, -.infinity]
    let g: [Double] = [1, .infinity, .nan, .nan, -3, -1]
    let layout = try Layout.nc(batch: 1, channels: x.count)
    let actual: [Value] = try PReLU.slopeGradient(
      Value.nearest(x), gradient: Value.nearest(g), layout: layout,
      instructionSet: instructionSet)
    let expected: [Double] = [.nan, -.infinity, .nan, 0, 0, .infinity]
    #expect(difference(actual, Value.nearest(expected)) == nil)
  }
}
