import PReLUKernels
import Testing
import _TestSupport

/// Every combination of special values in x, g and the slope.
@Suite struct SpecialValueTests {
  /// How the combinations, one a channel, are laid out: [outer, channels, inner], the combination standing
  /// at one place of its channel and the others being fillers.
  enum Place: CaseIterable {
    case row, shortRun, run, joinedRows, manyRows
  }

  @Test(arguments: NumberType.allCases, Place.allCases)
  func combinations(_ number: NumberType, _ place: Place) throws {
    try verify(number.type, place)
  }

  private func verify<Scalar: Number>(_: Scalar.Type, _ place: Place) throws {
    let values = Scalar.specialValues
    var combinations: [(x: Scalar, g: Scalar, slope: Scalar)] = []
    for x in values {
      for g in values {
        for slope in values { combinations.append((x, g, slope)) }
      }
    }
    switch place {
    case .row: try verify(combinations, outer: 1, inner: 1)
    case .shortRun: try verify(combinations, outer: 1, inner: 3)
    case .run: try verify(combinations, outer: 2, inner: 37)
    case .manyRows: try verify(combinations, outer: 7, inner: 1)
    case .joinedRows:
      for start in stride(from: 0, to: combinations.count, by: 50) {
        let some = combinations[start..<min(start + 50, combinations.count)]
        try verify(Array(some), outer: 5, inner: 1)
      }
    }
  }

  private func verify<Scalar: Number>(
    _ combinations: [(x: Scalar, g: Scalar, slope: Scalar)], outer: Int, inner: Int
  ) throws {
    let layout = try Layout(outer: outer, channels: combinations.count, inner: inner)
    var problem = Problem<Scalar>(layout)
    // Fillers have x > 0 and so contribute exactly 0 to the slope's gradient, whatever g is.
    let fillers: [Scalar] = [.infinity, .nan, -.infinity, .greatestFiniteMagnitude, 1]
    for index in 0..<layout.count {
      problem.x[index] = index % 3 == 0 ? .infinity : 1.5
      problem.gradient[index] = fillers[index % fillers.count]
    }
    var slopeGradient: [Scalar] = []
    for (channel, combination) in combinations.enumerated() {
      let row = channel % outer
      let index = (row * layout.channels + channel) * inner + channel % inner
      problem.x[index] = combination.x
      problem.gradient[index] = combination.g
      problem.slope[channel] = combination.slope
      // Sums begin at +0, which is what a product of -0 leaves.
      let product = Double(combination.x) * Double(combination.g)
      slopeGradient.append(combination.x > 0 ? 0 : Scalar(0 + product))
    }
    let y = (0..<layout.count).map { index in
      let (x, slope) = (problem.x[index], problem.slope[index / inner % layout.channels])
      return x < 0 ? slope * x : x
    }
    let inputGradient = (0..<layout.count).map { index in
      let (x, slope) = (problem.x[index], problem.slope[index / inner % layout.channels])
      return x > 0 ? problem.gradient[index] : slope * problem.gradient[index]
    }
    let buffers = Buffers(problem)
    for setting in Setting.all(threads: [1]) {
      let context = "\(setting), \(layout)"
      try buffers.forward(setting)
      #expect(difference(buffers.y, y) == nil, "\(context)")
      try buffers.forwardInPlace(setting)
      #expect(difference(buffers.x, y) == nil, "in place, \(context)")
      try buffers.backward(setting)
      #expect(difference(buffers.inputGradient, inputGradient) == nil, "\(context)")
      #expect(difference(buffers.slopeGradient, slopeGradient) == nil, "\(context)")
      try buffers.backwardInPlace(setting)
      #expect(difference(buffers.gradient, inputGradient) == nil, "in place, \(context)")
      #expect(difference(buffers.slopeGradient, slopeGradient) == nil, "in place, \(context)")
    }
  }

  /// The rules of the contract as plain numbers, so that a mistake that the expectations above share with
  /// the kernels would be seen.
  @Test(arguments: InstructionSet.supported)
  func rules(_ instructionSet: InstructionSet) throws {
    let layout = try Layout.nc(batch: 1, channels: 6)
    let x: [Float] = [0, -0.0, .nan, 5, -1, -2]
    let slope: [Float] = [.infinity, .infinity, 2, .nan, .infinity, -3]
    let g: [Float] = [1, 2, 3, .infinity, 4, 5]
    let y = try PReLU.forward(x, slope: slope, layout: layout, instructionSet: instructionSet)
    #expect(difference(y, [0, -0.0, .nan, 5, -.infinity, 6]) == nil)
    let gradients = try PReLU.backward(
      x, slope: slope, gradient: g, layout: layout, instructionSet: instructionSet)
    let inputGradient: [Float] = [.infinity, .infinity, 6, .infinity, .infinity, -15]
    #expect(difference(gradients.inputGradient, inputGradient) == nil)
    #expect(difference(gradients.slopeGradient, [0, 0, .nan, 0, -4, -10]) == nil)
  }
}
