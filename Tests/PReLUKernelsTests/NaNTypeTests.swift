import PReLUKernels
import Testing
import _TestSupport

/// A NaN stays one, whichever digits it has, in every pair of types that compute in Float.
@Suite struct NaNTypeTests {
  /// NaNs of Float whose digits lie anywhere: those that other types have no room for among them.
  private static let floats: [Float] = {
    var generator = SplitMix64(seed: 5)
    let digits: [UInt32] =
      (0..<23).flatMap { [1 << $0, 0x7f_ffff >> $0, 0x7f_ffff << $0 & 0x7f_ffff] }
      + (0..<200).map { _ in max(1, UInt32(truncatingIfNeeded: generator.next()) & 0x7f_ffff) }
    return digits.flatMap { [0x7f80_0000 | $0, 0xff80_0000 | $0] }.map(Float.init(bitPattern:))
  }()

  @Test(arguments: InstructionSet.supported)
  func ofFloat(_ set: InstructionSet) throws {
    try verify(Self.floats, set, Float.self)
    try verify(Self.floats, set, Float16.self)
    try verify(Self.floats, set, BFloat16.self)
  }

  @Test(arguments: InstructionSet.supported)
  func ofFloat16(_ set: InstructionSet) throws {
    let nans = Float16.all().filter(\.isNaN)
    try verify(nans, set, Float.self)
    try verify(nans, set, Float16.self)
    try verify(nans, set, BFloat16.self)
  }

  @Test(arguments: InstructionSet.supported)
  func ofBFloat16(_ set: InstructionSet) throws {
    let nans = BFloat16.all().filter { Float($0).isNaN }
    try verify(nans, set, Float.self)
    try verify(nans, set, Float16.self)
    try verify(nans, set, BFloat16.self)
  }

  /// Each NaN is once an input and once a gradient, with a slope of its own.
  private func verify<Scalar: StoredNumber, Slope: StoredNumber>(
    _ nans: [Scalar], _ set: InstructionSet, _: Slope.Type
  ) throws where Slope.Compute == Scalar.Compute {
    #expect(nans.count > 100)
    let numbers = [Scalar](repeating: -0.5, count: nans.count)
    let layout = try Layout.nc(batch: 1, channels: nans.count)
    let slope = Memory([Slope](repeating: 0.75, count: nans.count))
    let (dx, second) = (Memory<Scalar>.untouched(nans.count), Memory<Scalar>.untouched(nans.count))
    let (da, plain) = (Memory<Slope>.untouched(nans.count), Memory(numbers))
    for (x, g) in [(nans, numbers), (numbers, nans)] {
      let context = "\(Scalar.self), slopes of \(Slope.self), \(set)"
      let (input, gradient) = (Memory(x), Memory(g))
      for update in [PReLU.GradientUpdate.overwrite, .accumulate] {
        da.fill([Slope](repeating: 1.0, count: nans.count))
        try PReLU.backward(
          input.constant, slope: slope.constant, gradient: gradient.constant, layout: layout,
          inputGradient: dx.mutable, slopeGradient: da.mutable, update: update,
          instructionSet: set)
        #expect(firstNumber(da) == nil, "\(update), \(context)")
      }
      // A second time, to what is NaN.
      try PReLU.slopeGradient(
        plain.constant, gradient: plain.constant, layout: layout,
        into: da.mutable, update: .accumulate, instructionSet: set)
      #expect(firstNumber(da) == nil, "to NaN, \(context)")
      try PReLU.backward(
        output: input.constant, slope: slope.constant, gradient: gradient.constant,
        layout: layout, inputGradient: dx.mutable, slopeGradient: da.mutable, update: .overwrite,
        instructionSet: set)
      #expect(firstNumber(da) == nil, "of the output, \(context)")
      try PReLU.doubleBackward(
        plain.constant, slope: slope.constant, gradient: input.constant,
        upstreamOfInputGradient: gradient.constant, upstreamOfSlopeGradient: slope.constant,
        layout: layout, toInput: second.mutable, toSlope: da.mutable, toGradient: dx.mutable,
        update: .overwrite, instructionSet: set)
      #expect(firstNumber(da) == nil, "second order, \(context)")
      for memory in [input, gradient, plain] { #expect(memory.marginsAreIntact) }
      for memory in [slope, da] { #expect(memory.marginsAreIntact) }
    }
    // The gradient was NaN last, and so is what it leads to.
    #expect(firstNumber(dx) == nil)
  }

  /// The first element that is not NaN, in words.
  private func firstNumber<Scalar: StoredNumber>(_ memory: Memory<Scalar>) -> String? {
    guard let index = memory.constant.firstIndex(where: { !$0._computed.isNaN }) else { return nil }
    return "element \(index) is \(memory.constant[index])"
  }
}
