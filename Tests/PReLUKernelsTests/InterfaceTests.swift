import PReLUKernels
import Testing
import _TestSupport

/// Spans, buffer pointers and arrays are the same functions.
@Suite struct InterfaceTests {
  static let layouts = [
    NamedLayout("runs", 3, 5, 49), NamedLayout("joined rows", 40, 3, 1),
    NamedLayout("several blocks", 6, 20, 1_000),
  ]

  @Test(arguments: NumberType.allCases, layouts)
  func agree(_ number: NumberType, _ named: NamedLayout) throws {
    try verify(number.type, named.layout)
  }

  private func verify<Scalar: Number>(_: Scalar.Type, _ layout: Layout) throws {
    let problem = Problem<Scalar>(layout)
    let reference = Reference(problem)
    let distinguishes = reference.distinguishes(problem)
    try #require(distinguishes)
    for setting in Setting.all(threads: [1, 2]) {
      let context = "\(setting), \(problem)"
      let (threads, instructionSet) = (setting.threads, setting.instructionSet)
      let buffers = Buffers(problem)
      try buffers.backward(setting)
      let slopeGradient = Array(buffers.slopeGradient.constant)

      let array = try PReLU.forward(
        problem.x, slope: problem.slope, layout: layout, threads: threads,
        instructionSet: instructionSet)
      #expect(difference(array, reference.y) == nil, "array, \(context)")
      let gradients = try PReLU.backward(
        problem.x, slope: problem.slope, gradient: problem.gradient, layout: layout,
        threads: threads, instructionSet: instructionSet)
      let (fromArray, slopeFromArray) = gradients
      #expect(difference(fromArray, reference.inputGradient) == nil, "array, \(context)")
      #expect(difference(slopeFromArray, slopeGradient) == nil, "array, \(context)")

      var y = [Scalar](repeating: -7, count: layout.count)
      var span = y.mutableSpan
      try PReLU.forward(
        problem.x.span, slope: problem.slope.span, layout: layout, into: &span, threads: threads,
        instructionSet: instructionSet)
      #expect(difference(y, reference.y) == nil, "span, \(context)")
      y = problem.x
      var overX = y.mutableSpan
      try PReLU.forwardInPlace(
        &overX, slope: problem.slope.span, layout: layout, threads: threads,
        instructionSet: instructionSet)
      #expect(difference(y, reference.y) == nil, "span in place, \(context)")

      var inputGradient = [Scalar](repeating: -7, count: layout.count)
      var accumulated = problem.oldSlopeGradient
      var dx = inputGradient.mutableSpan
      var da = accumulated.mutableSpan
      try PReLU.backward(
        problem.x.span, slope: problem.slope.span, gradient: problem.gradient.span, layout: layout,
        inputGradient: &dx, slopeGradient: &da, update: .accumulate, threads: threads,
        instructionSet: instructionSet)
      try buffers.backward(setting, .accumulate)
      #expect(difference(inputGradient, reference.inputGradient) == nil, "span, \(context)")
      #expect(difference(buffers.slopeGradient, accumulated) == nil, "span, \(context)")

      var gradient = problem.gradient
      var overwritten = [Scalar](repeating: -7, count: layout.channels)
      var overG = gradient.mutableSpan
      var overOld = overwritten.mutableSpan
      try PReLU.backwardInPlace(
        problem.x.span, slope: problem.slope.span, gradient: &overG, layout: layout,
        slopeGradient: &overOld, update: .overwrite, threads: threads,
        instructionSet: instructionSet)
      #expect(difference(gradient, reference.inputGradient) == nil, "span in place, \(context)")
      #expect(difference(overwritten, slopeGradient) == nil, "span in place, \(context)")
    }
  }

  /// With every default, a call runs.
  @Test func defaults() throws {
    let layout = try Layout.nc(batch: 2, channels: 2)
    #expect(
      try PReLU.forward([1, -1, -2, 2] as [Float], slope: [0.5, 0.25], layout: layout)
        == [1, -0.25, -1, 2])
    let gradients = try PReLU.backward(
      [1, -1, -2, 2] as [Float], slope: [0.5, 0.25], gradient: [1, 2, 4, 8], layout: layout)
    #expect(gradients.inputGradient == [1, 0.5, 2, 8])
    #expect(gradients.slopeGradient == [-8, -2])
  }

  /// Arrays that nobody uses after the call, which an optimised program keeps no longer than it has to.
  @Test func literals() throws {
    let layout = try Layout(outer: 2, channels: 2, inner: 2)
    let y = try PReLU.forward([1, -2, 3, -4, -5, 6, -7, 8], slope: [0.5, -2], layout: layout)
    #expect(difference(y, [1, -1, 3, 8, -2.5, 6, 14, 8]) == nil)
    let (dx, da) = try PReLU.backward(
      [1, -2, 3, -4, -5, 6, -7, 8], slope: [0.5, -2], gradient: [1, 2, 3, 4, 5, 6, 7, 8],
      layout: layout)
    #expect(difference(dx, [1, 1, 3, -8, 2.5, 6, -14, 8]) == nil)
    #expect(difference(da, [-29, -65]) == nil)
    let alone = try PReLU.inputGradient(
      [1, -2, 3, -4, -5, 6, -7, 8], slope: [0.5, -2], gradient: [1, 2, 3, 4, 5, 6, 7, 8],
      layout: layout)
    #expect(difference(alone, dx) == nil)
    let slopes = try PReLU.slopeGradient(
      [1, -2, 3, -4, -5, 6, -7, 8], gradient: [1, 2, 3, 4, 5, 6, 7, 8], layout: layout)
    #expect(difference(slopes, da) == nil)
  }
}
