import PReLUKernels
import Testing
import _TestSupport

/// All 65,536 numbers of a type of sixteen bits, on every instruction set. "What results mean" lists the constants.
@Suite struct HalfNumbersTests {
  static let slopes: [Double] = [
    1, 0.25, 0.01, -0.5, 2, 0, -0.0, 0x1p-24, 0x1p-133, 65_504, 0x1.fep127, .infinity, .nan,
  ]
  static let floatSlopes: [Float] = [
    0.01, 0.1, -1 / 3, 1.7, 1e-30, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity,
    .nan,
  ]
  static let gradients: [Double] = [
    1, -0.75, 0.1, 0x1p-24, 0x1p-133, 65_504, -.infinity, .nan,
  ]
  static let others: [Rectifier] = [
    .leakyReLU(), .leakyReLU(slope: 0.1), .elu(alpha: 0.5), .elu(alpha: 1.5), .elu(alpha: 0.1),
    .selu(alpha: 0.8, gamma: 1.9),
  ]

  /// ReLU, and Leaky ReLU and PReLU whose slope is of the same type, are the nearest number to the exact result, and so are their
  /// gradients.
  @Test(arguments: HalfType.allCases, InstructionSet.supported)
  func products(_ half: HalfType, _ instructionSet: InstructionSet) throws {
    try products(half.type, instructionSet)
  }

  private func products<Value: Half>(_: Value.Type, _ instructionSet: InstructionSet) throws {
    let x = Value.all()
    let layout = try Layout.shared(count: x.count)
    let relu = try Rectifier.relu.forward(x, instructionSet: instructionSet)
    #expect(difference(relu, HalfRectifiers.relu(x)) == nil)
    for slope in Self.slopes.map({ Value.nearest($0) }) {
      let leaky = Rectifier.leakyReLU(slope: Double(slope._computed))
      let expected = HalfRectifiers.leakyReLU(x, slope: slope)
      let y = try leaky.forward(x, instructionSet: instructionSet)
      #expect(difference(y, expected) == nil, "slope \(slope)")
      let prelu = try PReLU.forward(
        x, slope: [slope], layout: layout, instructionSet: instructionSet)
      #expect(difference(prelu, expected) == nil, "slope \(slope)")
      for gradient in Self.gradients.map({ Value.nearest($0) }) {
        let g = [Value](repeating: gradient, count: x.count)
        let expected = HalfRectifiers.leakyReLUGradient(x, slope: slope, g: gradient)
        let dx = try leaky.backward(x, gradient: g, instructionSet: instructionSet)
        #expect(difference(dx, expected) == nil, "slope \(slope), gradient \(gradient)")
        let ofPReLU = try PReLU.inputGradient(
          x, slope: [slope], gradient: g, layout: layout, instructionSet: instructionSet)
        #expect(difference(ofPReLU, expected) == nil, "slope \(slope), gradient \(gradient)")
      }
    }
  }

  /// ELU with alpha 1, and SELU, are the nearest number to the exact result, with the exact constants of SELU.
  @Test(arguments: HalfType.allCases, InstructionSet.supported)
  func exponentials(_ half: HalfType, _ instructionSet: InstructionSet) throws {
    try exponentials(half.type, instructionSet)
  }

  private func exponentials<Value: Half>(_: Value.Type, _ instructionSet: InstructionSet) throws {
    let x = Value.all()
    let elu = try Rectifier.elu().forward(x, instructionSet: instructionSet)
    #expect(difference(elu, Value.nearest(HalfRectifiers.elu(x))) == nil)
    let selu = try Rectifier.selu().forward(x, instructionSet: instructionSet)
    #expect(difference(selu, Value.nearest(HalfRectifiers.selu(x))) == nil)
  }

  /// The derivative of ELU with alpha 1 is the nearest number, and so is that of SELU but for two numbers of Float16.
  @Test(arguments: HalfType.allCases, InstructionSet.supported)
  func derivatives(_ half: HalfType, _ instructionSet: InstructionSet) throws {
    try derivatives(half.type, instructionSet)
  }

  private func derivatives<Value: Half>(_: Value.Type, _ instructionSet: InstructionSet) throws {
    let x = Value.all()
    let ones = [Value](repeating: 1.0, count: x.count)
    let elu = try Rectifier.elu().backward(x, gradient: ones, instructionSet: instructionSet)
    #expect(difference(elu, Value.nearest(HalfRectifiers.eluDerivative(x))) == nil)
    var selu = try Rectifier.selu().backward(x, gradient: ones, instructionSet: instructionSet)
    let expected = Value.nearest(HalfRectifiers.seluDerivative(x))
    for far in Value.self == Float16.self ? [-0x1.fb8p-4, -0x1.50cp0] : [] {
      let index = Int(Value.nearest(far).bitPattern)
      let difference = Int(selu[index].bitPattern) - Int(expected[index].bitPattern)
      #expect(abs(difference) == 1)
      selu[index] = expected[index]
    }
    #expect(difference(selu, expected) == nil)
  }

  /// Double is wide enough for the tests above: no result is so near to the middle between two numbers that its errors matter. (ELU of
  /// what is not negative is x, and nothing is rounded.)
  @Test(arguments: HalfType.allCases)
  func doubleTells(_ half: HalfType) {
    doubleTells(half.type)
  }

  private func doubleTells<Value: Half>(_: Value.Type) {
    let x = Value.all()
    for values in [
      HalfRectifiers.elu(x), HalfRectifiers.selu(x), HalfRectifiers.eluDerivative(x),
      HalfRectifiers.seluDerivative(x),
    ] {
      let distance = HalfRectifiers.leastDistanceToMiddle(values, Value.format)
      #expect(distance > 1e-12, "\(distance)")
    }
  }

  /// What is not named above is Float's result, rounded once: other constants, gradients, and gradients of the output.
  @Test(arguments: HalfType.allCases, InstructionSet.supported)
  func others(_ half: HalfType, _ instructionSet: InstructionSet) throws {
    try others(half.type, instructionSet)
  }

  private func others<Value: Half>(_: Value.Type, _ instructionSet: InstructionSet) throws {
    let x = Value.all()
    let wide = widened(x)
    for rectifier in Self.others + [.relu, .elu(), .selu()] {
      let y = try rectifier.forward(x, instructionSet: instructionSet)
      let expected = try rectifier.forward(wide, instructionSet: instructionSet)
      #expect(difference(y, Value.nearest(expected)) == nil, "\(rectifier)")
      for gradient in Self.gradients.map({ Value.nearest($0) }) {
        let g = [Value](repeating: gradient, count: x.count)
        let wideG = widened(g)
        let dx = try rectifier.backward(x, gradient: g, instructionSet: instructionSet)
        let expected = try rectifier.backward(
          wide, gradient: wideG, instructionSet: instructionSet)
        #expect(difference(dx, Value.nearest(expected)) == nil, "\(rectifier), \(gradient)")
        let fromOutput = try rectifier.backward(
          output: x, gradient: g, instructionSet: instructionSet)
        let expectedFromOutput = try rectifier.backward(
          output: wide, gradient: wideG, instructionSet: instructionSet)
        #expect(
          difference(fromOutput, Value.nearest(expectedFromOutput)) == nil,
          "\(rectifier), \(gradient)")
      }
    }
  }

  /// Slopes of Float beside activations of sixteen bits: Float's result, rounded once.
  @Test(arguments: HalfType.allCases, InstructionSet.supported)
  func floatSlopes(_ half: HalfType, _ instructionSet: InstructionSet) throws {
    try floatSlopes(half.type, instructionSet)
  }

  private func floatSlopes<Value: Half>(_: Value.Type, _ instructionSet: InstructionSet) throws {
    let x = Value.all()
    let wide = widened(x)
    let layout = try Layout.shared(count: x.count)
    for slope in Self.floatSlopes {
      var y = x
      var span = y.mutableSpan
      try PReLU.forward(
        x.span, slope: [slope].span, layout: layout, into: &span, instructionSet: instructionSet)
      let expected = try PReLU.forward(
        wide, slope: [slope], layout: layout, instructionSet: instructionSet)
      #expect(difference(y, Value.nearest(expected)) == nil, "slope \(slope)")
      for gradient in Self.gradients.map({ Value.nearest($0) }) {
        let g = [Value](repeating: gradient, count: x.count)
        var dx = x
        var span = dx.mutableSpan
        try PReLU.inputGradient(
          x.span, slope: [slope].span, gradient: g.span, layout: layout, into: &span,
          instructionSet: instructionSet)
        let expected = try PReLU.inputGradient(
          wide, slope: [slope], gradient: widened(g), layout: layout,
          instructionSet: instructionSet)
        #expect(difference(dx, Value.nearest(expected)) == nil, "slope \(slope), \(gradient)")
      }
    }
  }
}
