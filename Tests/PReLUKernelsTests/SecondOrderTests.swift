import PReLUKernels
import Testing
import _TestSupport

/// Double backward and the tangent of the output.
@Suite struct SecondOrderTests {
  static let layouts =
    NamedLayout.small.enumerated().filter { $0.offset % 5 == 0 }.map(\.element)
    + NamedLayout.large

  @Test(arguments: NumberType.allCases, layouts)
  func doubleBackward(_ number: NumberType, _ named: NamedLayout) throws {
    try doubleBackward(number.type, named.layout)
  }

  /// The gradients to x and g have the formulas' bits; that to the slope keeps the contract's bound and has the same bits whatever the
  /// setting.
  private func doubleBackward<Scalar: Number>(_: Scalar.Type, _ layout: Layout) throws {
    let problem = SecondOrderProblem<Scalar>(layout)
    var expected: [PReLU.GradientUpdate: [Scalar]] = [:]
    let buffers = SecondOrderBuffers(problem, offset: 1)
    for setting in Setting.all(threads: [1, 7], stores: [.ordinary, .nonTemporal]) {
      for update in [PReLU.GradientUpdate.overwrite, .accumulate] {
        try buffers.doubleBackward(setting, update)
        let place = "\(setting), \(update), \(problem.first)"
        #expect(difference(buffers.toInput, problem.toInput) == nil, "\(place)")
        #expect(difference(buffers.toGradient, problem.toGradient) == nil, "\(place)")
        let toSlope = Array(buffers.toSlope.constant)
        if let expected = expected[update] {
          #expect(difference(toSlope, expected) == nil, "\(place)")
          continue
        }
        expected[update] = toSlope
        let old = update == .accumulate ? problem.first.oldSlopeGradient : nil
        #expect(violation(toSlope, problem.toSlope, old: old) == nil, "\(place)")
      }
    }
    #expect(buffers.marginsAreIntact, "\(problem.first)")
  }

  @Test(arguments: NumberType.allCases, layouts)
  func tangent(_ number: NumberType, _ named: NamedLayout) throws {
    try tangent(number.type, named.layout)
  }

  /// The output's tangent in direction (u, v) is what the double backward gives for g.
  private func tangent<Scalar: Number>(_: Scalar.Type, _ layout: Layout) throws {
    let problem = SecondOrderProblem<Scalar>(layout)
    let buffers = SecondOrderBuffers(problem, offset: 3)
    for setting in Setting.all(threads: [1, 2], stores: [.ordinary, .nonTemporal]) {
      try buffers.tangent(setting)
      #expect(
        difference(buffers.toGradient, problem.toGradient) == nil, "\(setting), \(problem.first)")
    }
    #expect(buffers.marginsAreIntact, "\(problem.first)")
  }

  /// Outputs in different places of a cache line cannot both be written past the caches, and are right all the same.
  @Test(arguments: NumberType.allCases, [1, 3, 7])
  func outputsApart(_ number: NumberType, _ apart: Int) throws {
    try outputsApart(number.type, apart)
  }

  private func outputsApart<Scalar: Number>(_: Scalar.Type, _ apart: Int) throws {
    for (outer, channels, inner) in [(2, 300, 401), (8, 512, 49), (2_003, 64, 1), (5_000, 3, 5)] {
      let problem = SecondOrderProblem<Scalar>(
        try Layout(outer: outer, channels: channels, inner: inner))
      let buffers = SecondOrderBuffers(problem, offset: 1, apart: apart)
      for setting in Setting.all(threads: [2], stores: [.ordinary, .nonTemporal]) {
        try buffers.doubleBackward(setting, .overwrite)
        #expect(difference(buffers.toInput, problem.toInput) == nil, "\(setting)")
        #expect(difference(buffers.toGradient, problem.toGradient) == nil, "\(setting)")
      }
      #expect(buffers.marginsAreIntact)
    }
  }

  /// Any of the results alone, or two of them, are the same.
  @Test(arguments: NumberType.allCases, 0..<8)
  func someResults(_ number: NumberType, _ wanted: Int) throws {
    try someResults(number.type, wanted)
  }

  private func someResults<Scalar: Number>(_: Scalar.Type, _ wanted: Int) throws {
    for (outer, channels, inner) in [(3, 5, 49), (2, 40, 2_000), (50, 64, 1), (9, 3, 5)] {
      let problem = SecondOrderProblem<Scalar>(
        try Layout(outer: outer, channels: channels, inner: inner))
      let buffers = SecondOrderBuffers(problem, offset: 1)
      for setting in Setting.all(threads: [2], stores: [.ordinary, .nonTemporal]) {
        try buffers.doubleBackward(setting, .overwrite)
        let toSlope = Array(buffers.toSlope.constant)
        try buffers.doubleBackward(
          setting, .overwrite, toInput: wanted & 1 != 0, toSlope: wanted & 2 != 0,
          toGradient: wanted & 4 != 0)
        func look(_ memory: Memory<Scalar>, _ values: [Scalar], _ bit: Int) {
          if wanted & bit != 0 {
            #expect(difference(memory, values) == nil, "\(setting), \(problem.first)")
          } else {
            #expect(memory.constant.allSatisfy { $0 == Memory<Scalar>.untouched })
          }
        }
        look(buffers.toInput, problem.toInput, 1)
        look(buffers.toSlope, toSlope, 2)
        look(buffers.toGradient, problem.toGradient, 4)
      }
    }
  }

  /// At 0 and -0, and where x is NaN, the slope's branch counts; elsewhere what it would compute does not show up.
  @Test func branches() throws {
    let x: [Float] = [0, -0.0, .nan, 1, -1]
    let layout = try Layout(outer: 1, channels: 5, inner: 1)
    let second = try PReLU.doubleBackward(
      x, slope: [3, 3, 3, .nan, 3], gradient: [5, 5, 5, .infinity, 5],
      upstreamOfInputGradient: [7, 7, 7, 7, 7], upstreamOfSlopeGradient: [2, 2, 2, .infinity, 2],
      layout: layout)
    #expect(difference(second.toInput, [10, 10, 10, 0, 10]) == nil)
    #expect(difference(second.toSlope, [35, 35, 35, 0, 35]) == nil)
    #expect(difference(second.toGradient, [21, 21, .nan, 7, 19]) == nil)
  }

  @Test func noElements() throws {
    let layout = try Layout(outer: 0, channels: 2, inner: 3)
    let second = try PReLU.doubleBackward(
      [Float](), slope: [1, 2], gradient: [], upstreamOfInputGradient: [],
      upstreamOfSlopeGradient: [3, 4], layout: layout)
    #expect(second.toSlope == [0, 0] && second.toInput.isEmpty && second.toGradient.isEmpty)
    let tangent = try PReLU.tangent(
      [Float](), slope: [1, 2], inputTangent: [], slopeTangent: [1, 1], layout: layout)
    #expect(tangent.isEmpty)
  }

  @Test func wrongCounts() throws {
    let layout = try Layout(outer: 1, channels: 2, inner: 1)
    func call(_ counts: [Int]) throws {
      let buffers = counts.map { [Double](repeating: 1, count: $0) }
      _ = try PReLU.doubleBackward(
        buffers[0], slope: buffers[1], gradient: buffers[2], upstreamOfInputGradient: buffers[3],
        upstreamOfSlopeGradient: buffers[4], layout: layout)
    }
    let names: [PReLUError.Buffer] = [
      .input, .slope, .gradient, .upstreamOfInputGradient, .upstreamOfSlopeGradient,
    ]
    for (index, name) in names.enumerated() {
      var counts = [2, 2, 2, 2, 2]
      counts[index] = 3
      #expect(throws: PReLUError.countMismatch(name, expected: 2, actual: 3)) { try call(counts) }
    }
    #expect(throws: PReLUError.countMismatch(.slopeTangent, expected: 2, actual: 1)) {
      try PReLU.tangent(
        [1, 2] as [Float], slope: [1, 1], inputTangent: [1, 1], slopeTangent: [1], layout: layout)
    }
  }

  @Test func tangentMayNotOverlap() throws {
    let layout = try Layout(outer: 1, channels: 1, inner: 4)
    let memory = Memory<Float>([1, 2, 3, 4])
    let others = Memory<Float>([1, 2, 3, 4])
    let slope = Memory<Float>([1])
    #expect(throws: PReLUError.overlap(.outputTangent, with: .inputTangent)) {
      try PReLU.tangent(
        others.constant, slope: slope.constant, inputTangent: memory.constant,
        slopeTangent: slope.constant, layout: layout, into: memory.mutable)
    }
    #expect(difference(memory, [1, 2, 3, 4]) == nil)
  }
}

/// The buffers of a call of the second order.
private struct SecondOrderBuffers<Scalar: Number> {
  let problem: SecondOrderProblem<Scalar>
  let inputs: [Memory<Scalar>]
  let toInput: Memory<Scalar>
  let toSlope: Memory<Scalar>
  let toGradient: Memory<Scalar>

  /// - Parameter apart: How many elements the outputs' places in a cache line differ by.
  init(_ problem: SecondOrderProblem<Scalar>, offset: Int = 0, apart: Int = 0) {
    self.problem = problem
    let first = problem.first
    inputs = [first.x, first.slope, first.gradient, problem.u, problem.v].enumerated().map {
      Memory($0.element, offset: ($0.offset + 1) * offset)
    }
    toInput = .untouched(first.x.count, offset: 7 * offset)
    toSlope = .untouched(first.slope.count, offset: 3 * offset)
    toGradient = .untouched(first.x.count, offset: 7 * offset + apart)
  }

  var marginsAreIntact: Bool {
    (inputs + [toInput, toSlope, toGradient]).allSatisfy(\.marginsAreIntact)
  }

  func doubleBackward(
    _ setting: Setting, _ update: PReLU.GradientUpdate, toInput wantsInput: Bool = true,
    toSlope wantsSlope: Bool = true, toGradient wantsGradient: Bool = true
  ) throws {
    for memory in [toInput, toSlope, toGradient] { memory.fillUntouched() }
    if update == .accumulate { toSlope.fill(problem.first.oldSlopeGradient) }
    try PReLU.doubleBackward(
      inputs[0].constant, slope: inputs[1].constant, gradient: inputs[2].constant,
      upstreamOfInputGradient: inputs[3].constant, upstreamOfSlopeGradient: inputs[4].constant,
      layout: problem.first.layout, toInput: wantsInput ? toInput.mutable : nil,
      toSlope: wantsSlope ? toSlope.mutable : nil,
      toGradient: wantsGradient ? toGradient.mutable : nil, update: update,
      threads: setting.threads, stores: setting.stores, instructionSet: setting.instructionSet)
  }

  func tangent(_ setting: Setting) throws {
    toGradient.fillUntouched()
    try PReLU.tangent(
      inputs[0].constant, slope: inputs[1].constant, inputTangent: inputs[3].constant,
      slopeTangent: inputs[4].constant, layout: problem.first.layout, into: toGradient.mutable,
      threads: setting.threads, stores: setting.stores, instructionSet: setting.instructionSet)
  }
}
