import PReLUKernels
import Testing
import _TestSupport

/// Backward from the output: as backward from the input, where every slope is above 0.
@Suite struct BackwardFromOutputTests {
  static let layouts =
    NamedLayout.small.enumerated().filter { $0.offset % 7 == 0 }.map(\.element)
    + NamedLayout.large.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)

  @Test(arguments: NumberType.allCases, layouts)
  func gradients(_ number: NumberType, _ named: NamedLayout) throws {
    try gradients(number.type, named.layout)
  }

  /// dx has the bits of backward of the input; the slope's gradient keeps its bound, and has the same bits whatever the setting.
  private func gradients<Scalar: Number>(_: Scalar.Type, _ layout: Layout) throws {
    var problem = Problem<Scalar>(layout)
    for channel in problem.slope.indices {
      problem.slope[channel] = problem.slope[channel].magnitude + 0.01
    }
    let dx = try PReLU.backward(
      problem.x, slope: problem.slope, gradient: problem.gradient, layout: layout
    ).inputGradient
    let y = try PReLU.forward(problem.x, slope: problem.slope, layout: layout)
    var fromOutput = problem
    fromOutput.x = y
    let sums = Reference(fromOutput).slopeGradient
    var first: [PReLU.GradientUpdate: [Scalar]] = [:]
    let buffers = Buffers(fromOutput, offset: 1)
    for setting in Setting.all(threads: [1, 2, 7]) {
      for update in [PReLU.GradientUpdate.overwrite, .accumulate] {
        let old = update == .accumulate ? problem.oldSlopeGradient : nil
        try buffers.backwardFromOutput(setting, update)
        let da = Array(buffers.slopeGradient.constant)
        #expect(difference(buffers.inputGradient, dx) == nil, "\(setting), \(problem)")
        if let first = first[update] {
          #expect(difference(da, first) == nil, "\(setting), \(problem)")
        } else {
          first[update] = da
          for (channel, sum) in sums.enumerated() {
            let broken = sum.violation(
              da[channel], dividedBy: problem.slope[channel], old: old?[channel] ?? 0)
            #expect(broken == nil, "channel \(channel), \(update), \(problem)")
          }
        }
        try buffers.backwardFromOutputInPlace(setting, update)
        #expect(difference(buffers.gradient, dx) == nil, "in place, \(setting), \(problem)")
        #expect(difference(buffers.slopeGradient, da) == nil, "in place, \(setting), \(problem)")
      }
    }
    #expect(buffers.marginsAreIntact)
  }

  /// The accuracy that the documentation promises for slopes down to the smallest: what the rounding of y takes away.
  @Test(arguments: [0x1p-149, 0x1p-140, 0x1p-127, 1e-30, 1e-10, 0.01, 1, 1e3] as [Float])
  func tinySlopes(_ slope: Float) throws {
    let layout = try Layout(outer: 1, channels: 1, inner: 1000)
    var problem = Problem<Float>(layout)
    problem.slope = [slope]
    let y = try PReLU.forward(problem.x, slope: problem.slope, layout: layout)
    let da = try PReLU.backward(
      output: y, slope: problem.slope, gradient: problem.gradient, layout: layout
    ).slopeGradient[0]
    var exact = ExactSum()
    var lost = 0.0
    var summed = 0.0
    for (x, g) in zip(problem.x, problem.gradient) where !(x > 0) {
      let (x, g) = (Double(x), Double(g))
      exact.add(x * g)
      lost += abs(g) * (0x1p-24 * abs(x) + 0x1p-150 / Double(slope))
      summed += abs(g * x)
    }
    let ulp = Double(max(da.magnitude, Float(exact.rounded).magnitude).ulp)
    // The sum of y's products is at most what that of x's is, and what is lost of it.
    let bound = ulp + 1000 * 0x1p-53 * (summed + lost) + lost
    #expect(abs(Double(da) - exact.rounded) <= bound)
  }

  /// In Double likewise, as long as neither y nor g * y is subnormal.
  @Test(arguments: [0x1p-1000, 1e-300, 1e-100, 0.01, 1] as [Double])
  func tinySlopesOfDouble(_ slope: Double) throws {
    let layout = try Layout(outer: 1, channels: 1, inner: 1000)
    var problem = Problem<Double>(layout)
    problem.slope = [slope]
    let y = try PReLU.forward(problem.x, slope: problem.slope, layout: layout)
    let da = try PReLU.backward(
      output: y, slope: problem.slope, gradient: problem.gradient, layout: layout
    ).slopeGradient[0]
    var exact = ExactGradient()
    var magnitude = 0.0
    for (x, g) in zip(problem.x, problem.gradient) where !(x > 0) {
      exact.addProduct(x, g)
      magnitude += abs(g * x)
    }
    // One rounding of y, one of g * y and at most 1000 of the sum, of each term; the division's is within the ULP.
    let ulp = max(da.magnitude, exact.sum.rounded.magnitude).ulp
    #expect(abs(da - exact.sum.rounded) <= ulp + (1 + 2 * 1000) * 0x1p-53 * magnitude)
  }

  static let untelling: [Double] = [0, -0.0, -0.25, .nan, .infinity, -.infinity]

  @Test(arguments: NumberType.allCases, untelling)
  func refuses(_ number: NumberType, _ slope: Double) throws {
    try refuses(number.type, slope)
  }

  /// The first channel whose slope does not tell is named, and nothing is written.
  private func refuses<Scalar: Number>(_: Scalar.Type, _ slope: Double) throws {
    for channels in [1, 5, 300, 1000] {
      for channel in Set([0, channels / 2, channels - 1]) {
        var problem = Problem<Scalar>(try Layout(outer: 2, channels: channels, inner: 3))
        problem.slope = problem.slope.map { $0.magnitude + 1 }
        for index in channel..<channels { problem.slope[index] = Scalar(slope) }
        let buffers = Buffers(problem)
        for call in [buffers.backwardFromOutput, buffers.backwardFromOutputInPlace] {
          #expect {
            try call(Setting.all()[0], .overwrite)
          } throws: { error in
            guard case .slopeDoesNotTell(channel, let named) = error as? PReLUError else {
              return false
            }
            return named.isNaN == slope.isNaN && (named.isNaN || named == slope)
          }
          #expect(difference(buffers.gradient, problem.gradient) == nil)
          #expect(buffers.inputGradient.constant.allSatisfy { $0 == Memory<Scalar>.untouched })
          #expect(buffers.slopeGradient.constant.allSatisfy { $0 == Memory<Scalar>.untouched })
        }
      }
    }
  }

  /// Without elements there is nothing that the output would have to tell.
  @Test func noElements() throws {
    let layout = try Layout(outer: 0, channels: 2, inner: 3)
    let gradients = try PReLU.backward(
      output: [Float](), slope: [-1, .nan], gradient: [], layout: layout)
    #expect(gradients.slopeGradient == [0, 0])
    #expect(gradients.inputGradient.isEmpty)
  }

  @Test func wrongCounts() throws {
    let layout = try Layout(outer: 1, channels: 2, inner: 2)
    #expect(throws: PReLUError.countMismatch(.output, expected: 4, actual: 3)) {
      try PReLU.backward(
        output: [1, 2, 3] as [Float], slope: [1, 1], gradient: [1, 1, 1, 1], layout: layout)
    }
    #expect(throws: PReLUError.countMismatch(.gradient, expected: 4, actual: 1)) {
      try PReLU.backward(
        output: [1, 2, 3, 4] as [Float], slope: [1, 1], gradient: [1], layout: layout)
    }
  }
}
