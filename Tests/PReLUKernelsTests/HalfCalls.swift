import PReLUKernels
import Testing
import _TestSupport

/// The memory of calls on numbers of sixteen bits, with slopes of the same type or of Float.
struct HalfBuffers<Value: Half, Slope: StoredNumber> where Slope.Compute == Float {
  let problem: HalfProblem<Value>
  let x, gradient, u: Memory<Value>
  let slope, v: Memory<Slope>
  let y, inputGradient, tangent, toInput, toGradient: Memory<Value>
  let slopeGradient, toSlope: Memory<Slope>
  private let oldSlopeGradient: [Slope]

  /// - Parameters:
  ///   - offset: How far buffers are moved from 64-byte alignment, each by an amount of its own.
  ///   - slopes: The same numbers in the slopes' type.
  init(_ problem: HalfProblem<Value>, offset: Int, slopes: ([Value]) -> [Slope]) {
    self.problem = problem
    x = Memory(problem.x, offset: offset)
    gradient = Memory(problem.gradient, offset: 3 * offset)
    u = Memory(problem.u, offset: 4 * offset)
    slope = Memory(slopes(problem.slope), offset: 2 * offset)
    v = Memory(slopes(problem.v), offset: offset)
    y = .untouched(problem.x.count, offset: 5 * offset)
    inputGradient = .untouched(problem.x.count, offset: 7 * offset)
    tangent = .untouched(problem.x.count, offset: 11 * offset)
    // In the same place of a cache line, so that both can be written past the caches.
    toInput = .untouched(problem.x.count, offset: 6 * offset)
    toGradient = .untouched(problem.x.count, offset: 6 * offset)
    slopeGradient = .untouched(problem.slope.count, offset: 9 * offset)
    toSlope = .untouched(problem.slope.count, offset: 3 * offset)
    oldSlopeGradient = slopes(problem.oldSlopeGradient)
  }

  var marginsAreIntact: Bool {
    [x, gradient, u, y, inputGradient, tangent, toInput, toGradient].allSatisfy(\.marginsAreIntact)
      && [slope, v, slopeGradient, toSlope].allSatisfy(\.marginsAreIntact)
  }

  /// Every call of the input, one after the other, against what it has to give.
  func verify(
    _ setting: Setting, _ expected: HalfResults<Value>, _ slopes: SlopeResults<Slope>
  ) throws {
    func expect(_ actual: Memory<Value>, _ values: [Value], _ name: String) {
      #expect(difference(actual, values) == nil, "\(name), \(context(setting))")
    }
    func expect(_ actual: Memory<Slope>, _ values: [Slope], _ name: String) {
      #expect(difference(actual, values) == nil, "\(name), \(context(setting))")
    }
    let layout = problem.layout
    let (threads, stores) = (setting.threads, setting.stores)
    let instructionSet = setting.instructionSet

    y.fillUntouched()
    try PReLU.forward(
      x.constant, slope: slope.constant, layout: layout, into: y.mutable, threads: threads,
      stores: stores, instructionSet: instructionSet)
    expect(y, expected.y, "forward")
    y.fill(problem.x)
    try PReLU.forwardInPlace(
      y.mutable, slope: slope.constant, layout: layout, threads: threads,
      instructionSet: instructionSet)
    expect(y, expected.y, "forward in place")

    try verifyBackward(setting, expected, slopes)

    inputGradient.fillUntouched()
    try PReLU.inputGradient(
      x.constant, slope: slope.constant, gradient: gradient.constant, layout: layout,
      into: inputGradient.mutable, threads: threads, stores: stores,
      instructionSet: instructionSet)
    expect(inputGradient, expected.inputGradient, "input gradient")
    inputGradient.fill(problem.gradient)
    try PReLU.inputGradientInPlace(
      x.constant, slope: slope.constant, gradient: inputGradient.mutable, layout: layout,
      threads: threads, instructionSet: instructionSet)
    expect(inputGradient, expected.inputGradient, "input gradient in place")
    slopeGradient.fill(oldSlopeGradient)
    try PReLU.slopeGradient(
      x.constant, gradient: gradient.constant, layout: layout, into: slopeGradient.mutable,
      update: .accumulate, threads: threads, instructionSet: instructionSet)
    expect(slopeGradient, slopes.accumulated, "slope gradient")

    tangent.fillUntouched()
    try PReLU.tangent(
      x.constant, slope: slope.constant, inputTangent: u.constant, slopeTangent: v.constant,
      layout: layout, into: tangent.mutable, threads: threads, stores: stores,
      instructionSet: instructionSet)
    expect(tangent, expected.tangent, "tangent")
    toInput.fillUntouched()
    toSlope.fillUntouched()
    toGradient.fillUntouched()
    try PReLU.doubleBackward(
      x.constant, slope: slope.constant, gradient: gradient.constant,
      upstreamOfInputGradient: u.constant, upstreamOfSlopeGradient: v.constant, layout: layout,
      toInput: toInput.mutable, toSlope: toSlope.mutable, toGradient: toGradient.mutable,
      update: .overwrite, threads: threads, stores: stores, instructionSet: instructionSet)
    expect(toInput, expected.toInput, "double backward, to the input")
    expect(toGradient, expected.toGradient, "double backward, to the gradient")
    expect(toSlope, slopes.toSlope, "double backward, to the slopes")
  }

  /// The gradients of the first order, `x` being the output or the input.
  func verifyBackward(
    _ setting: Setting, _ expected: HalfResults<Value>, _ slopes: SlopeResults<Slope>,
    fromOutput: Bool = false
  ) throws {
    let layout = problem.layout
    let updates: [(PReLU.GradientUpdate, [Slope])] = [
      (.overwrite, slopes.gradient), (.accumulate, slopes.accumulated),
    ]
    for (update, slopeGradients) in updates {
      let context = "backward, \(update), \(context(setting))"
      inputGradient.fillUntouched()
      slopeGradient.fill(oldSlopeGradient)
      if fromOutput {
        try PReLU.backward(
          output: x.constant, slope: slope.constant, gradient: gradient.constant, layout: layout,
          inputGradient: inputGradient.mutable, slopeGradient: slopeGradient.mutable,
          update: update, threads: setting.threads, stores: setting.stores,
          instructionSet: setting.instructionSet)
      } else {
        try PReLU.backward(
          x.constant, slope: slope.constant, gradient: gradient.constant, layout: layout,
          inputGradient: inputGradient.mutable, slopeGradient: slopeGradient.mutable,
          update: update, threads: setting.threads, stores: setting.stores,
          instructionSet: setting.instructionSet)
      }
      #expect(difference(inputGradient, expected.inputGradient) == nil, "\(context)")
      #expect(difference(slopeGradient, slopeGradients) == nil, "\(context)")
      inputGradient.fill(problem.gradient)
      slopeGradient.fill(oldSlopeGradient)
      if fromOutput {
        try PReLU.backwardInPlace(
          output: x.constant, slope: slope.constant, gradient: inputGradient.mutable,
          layout: layout, slopeGradient: slopeGradient.mutable, update: update,
          threads: setting.threads, instructionSet: setting.instructionSet)
      } else {
        try PReLU.backwardInPlace(
          x.constant, slope: slope.constant, gradient: inputGradient.mutable, layout: layout,
          slopeGradient: slopeGradient.mutable, update: update, threads: setting.threads,
          instructionSet: setting.instructionSet)
      }
      #expect(difference(inputGradient, expected.inputGradient) == nil, "in place, \(context)")
      #expect(difference(slopeGradient, slopeGradients) == nil, "in place, \(context)")
    }
  }

  private func context(_ setting: Setting) -> String {
    "\(setting), \(Value.self) and \(Slope.self), \(problem.layout)"
  }
}
