import PReLUKernels
import Testing
import _TestSupport

/// One gradient alone has the bits that it has with the other.
@Suite struct OneGradientTests {
  @Test(arguments: NumberType.allCases, NamedLayout.small)
  func small(_ number: NumberType, _ named: NamedLayout) throws {
    try verify(number.type, named.layout, threads: [1, 3], offset: 1)
  }

  @Test(arguments: NumberType.allCases, NamedLayout.large + NamedLayout.atCeiling)
  func large(_ number: NumberType, _ named: NamedLayout) throws {
    try verify(number.type, named.layout, threads: [3], offset: 1)
  }

  private func verify<Scalar: Number>(
    _: Scalar.Type, _ layout: Layout, threads: [Int], offset: Int
  ) throws {
    let problem = Problem<Scalar>(layout)
    // The whole call's buffers stand elsewhere, and its results are known to be right.
    let whole = Buffers(problem)
    let buffers = Buffers(problem, offset: offset)
    for setting in Setting.all(threads: threads, stores: [.automatic, .nonTemporal]) {
      for update in [PReLU.GradientUpdate.overwrite, .accumulate] {
        try whole.backward(setting, update)
        try buffers.computeSlopeGradient(setting, update)
        let slopeGradient = Array(whole.slopeGradient.constant)
        let different = difference(buffers.slopeGradient, slopeGradient)
        #expect(different == nil, "\(update), \(setting), \(problem)")
      }
      let inputGradient = Array(whole.inputGradient.constant)
      try buffers.computeInputGradient(setting)
      #expect(
        difference(buffers.inputGradient, inputGradient) == nil, "\(setting), \(problem)")
      #expect(difference(buffers.gradient, problem.gradient) == nil, "\(setting), \(problem)")
      try buffers.computeInputGradientInPlace(setting)
      #expect(
        difference(buffers.gradient, inputGradient) == nil, "in place, \(setting), \(problem)")
    }
    #expect(difference(buffers.x, problem.x) == nil)
    #expect(difference(buffers.slope, problem.slope) == nil)
    #expect(buffers.marginsAreIntact, "\(problem)")
  }

  /// Every combination of special values in x, g and the slope.
  @Test(arguments: NumberType.allCases, [1, 3, 37])
  func specialValues(_ number: NumberType, _ inner: Int) throws {
    func verify<Scalar: Number>(_: Scalar.Type) throws {
      let values = Scalar.specialValues
      let layout = try Layout(
        outer: values.count * values.count, channels: values.count, inner: inner)
      var problem = Problem<Scalar>(layout)
      problem.slope = values
      for index in 0..<layout.count {
        let row = index / (values.count * inner)
        problem.x[index] = values[row % values.count]
        problem.gradient[index] = values[row / values.count]
      }
      for setting in Setting.all(threads: [1]) {
        let (threads, instructionSet) = (setting.threads, setting.instructionSet)
        let whole = try PReLU.backward(
          problem.x, slope: problem.slope, gradient: problem.gradient, layout: layout,
          threads: threads, instructionSet: instructionSet)
        let inputGradient = try PReLU.inputGradient(
          problem.x, slope: problem.slope, gradient: problem.gradient, layout: layout,
          threads: threads, instructionSet: instructionSet)
        #expect(difference(inputGradient, whole.inputGradient) == nil, "\(setting)")
        let slopeGradient = try PReLU.slopeGradient(
          problem.x, gradient: problem.gradient, layout: layout, threads: threads,
          instructionSet: instructionSet)
        #expect(difference(slopeGradient, whole.slopeGradient) == nil, "\(setting)")
      }
    }
    try verify(number.type)
  }

  /// By hand: a slope of NaN or infinity shows up in the input's gradient where not x > 0.
  @Test func inputGradientByHand() throws {
    let layout = try Layout(outer: 2, channels: 3, inner: 2)
    let x: [Float] = [1, -1, 2, -2, 3, -3, 0, -0.0, .nan, 4, .infinity, -.infinity]
    let g: [Float] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    let slope: [Float] = [0.5, .infinity, .nan]
    let dx = try PReLU.inputGradient(x, slope: slope, gradient: g, layout: layout)
    let expected: [Float] = [
      1, 1, 3, .infinity, 5, .nan, 3.5, 4, .infinity, 10, 11, .nan,
    ]
    #expect(difference(dx, expected) == nil)
  }

  /// By hand: what stands where x > 0 adds nothing, and a sum of zeros is +0.
  @Test func slopeGradientByHand() throws {
    let layout = try Layout(outer: 2, channels: 4, inner: 2)
    let x: [Float] = [1, -1, 2, -2, .nan, 3, 0, -0.0, 4, -4, 5, 6, 7, 8, -0.0, 0]
    let g: [Float] = [.nan, 3, .infinity, 5, 1, 1, -1, 1, 1, 2, -.infinity, .nan, 1, 1, 1, -1]
    let da = try PReLU.slopeGradient(x, gradient: g, layout: layout)
    #expect(difference(da, [-11, -10, .nan, 0]) == nil)
  }

  /// Spans and arrays are the functions on buffer pointers.
  @Test(arguments: NumberType.allCases, InterfaceTests.layouts)
  func interfaces(_ number: NumberType, _ named: NamedLayout) throws {
    try interfaces(number.type, named.layout)
  }

  private func interfaces<Scalar: Number>(_: Scalar.Type, _ layout: Layout) throws {
    let problem = Problem<Scalar>(layout)
    let (x, slope, g) = (problem.x, problem.slope, problem.gradient)
    let buffers = Buffers(problem)
    for setting in Setting.all(threads: [2]) {
      let (threads, instructionSet) = (setting.threads, setting.instructionSet)
      try buffers.computeInputGradient(setting)
      let expectedInput = Array(buffers.inputGradient.constant)
      try buffers.computeSlopeGradient(setting, .accumulate)
      let expectedTotal = Array(buffers.slopeGradient.constant)
      try buffers.computeSlopeGradient(setting, .overwrite)
      let expectedSlope = Array(buffers.slopeGradient.constant)

      let inputArray = try PReLU.inputGradient(
        x, slope: slope, gradient: g, layout: layout, threads: threads,
        instructionSet: instructionSet)
      #expect(difference(inputArray, expectedInput) == nil, "array, \(setting), \(problem)")
      let slopeArray = try PReLU.slopeGradient(
        x, gradient: g, layout: layout, threads: threads, instructionSet: instructionSet)
      #expect(difference(slopeArray, expectedSlope) == nil, "array, \(setting), \(problem)")

      var (dx, inPlace, total) = (x, g, problem.oldSlopeGradient)
      var dxSpan = dx.mutableSpan
      var inPlaceSpan = inPlace.mutableSpan
      var totalSpan = total.mutableSpan
      try PReLU.inputGradient(
        x.span, slope: slope.span, gradient: g.span, layout: layout, into: &dxSpan,
        threads: threads, instructionSet: instructionSet)
      try PReLU.inputGradientInPlace(
        x.span, slope: slope.span, gradient: &inPlaceSpan, layout: layout, threads: threads,
        instructionSet: instructionSet)
      try PReLU.slopeGradient(
        x.span, gradient: g.span, layout: layout, into: &totalSpan, update: .accumulate,
        threads: threads, instructionSet: instructionSet)
      #expect(difference(dx, expectedInput) == nil, "span, \(setting), \(problem)")
      #expect(difference(inPlace, expectedInput) == nil, "span in place, \(setting), \(problem)")
      #expect(difference(total, expectedTotal) == nil, "span, \(setting), \(problem)")
    }
  }
}
