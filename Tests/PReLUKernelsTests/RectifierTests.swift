import PReLUKernels
import Testing
import _TestSupport

/// Rectifiers on memory: every form, everywhere, and nothing else.
@Suite struct RectifierTests {
  static let counts = Array(0...50) + [1_023, 1_024, 1_041, 32_768, 32_769, 100_003]

  /// Results do not depend on threads, stores, alignment, or on what is written over, and no other memory is touched.
  @Test(arguments: NumberType.allCases, RectifierCase.all)
  func sameBits(_ number: NumberType, _ rectifier: RectifierCase) throws {
    for count in Self.counts {
      try verify(number.type, rectifier, count)
    }
  }

  private func verify<Scalar: Number>(
    _: Scalar.Type, _ named: RectifierCase, _ count: Int
  ) throws {
    let rectifier = named.rectifier
    let problem = Problem<Scalar>(NamedLayout("elements", 1, 1, count).layout)
    let stores: [Stores] = [.automatic, .ordinary, .nonTemporal]
    for instructionSet in InstructionSet.supported {
      let y = try rectifier.forward(
        problem.x, threads: .serial, stores: .ordinary, instructionSet: instructionSet)
      let ones = [Scalar](repeating: 1, count: count)
      let derivative = try rectifier.backward(
        problem.x, gradient: ones, threads: .serial, instructionSet: instructionSet)
      // Where g is 1 nothing is rounded, so that what is left is the product, or g or 0 itself.
      let dx = zip(derivative, problem.gradient).map { derivative, g in
        derivative == 0 && named.isExactlyZeroBelow ? 0 : derivative * g
      }
      for offset in [0, 1, 7] {
        let buffers = Buffers(problem, offset: offset)
        let settings = Setting.all(threads: [1, 3], stores: stores)
        for setting in settings where setting.instructionSet == instructionSet {
          let context = "\(named), \(count) elements, \(setting), offset \(offset)"
          try rectifier.forward(
            buffers.x.constant, into: buffers.y.mutable, threads: setting.threads,
            stores: setting.stores, instructionSet: instructionSet)
          #expect(difference(buffers.y, y) == nil, "\(context)")
          try rectifier.backward(
            buffers.x.constant, gradient: buffers.gradient.constant,
            into: buffers.inputGradient.mutable, threads: setting.threads, stores: setting.stores,
            instructionSet: instructionSet)
          #expect(difference(buffers.inputGradient, dx) == nil, "\(context)")
          try rectifier.forwardInPlace(
            buffers.x.mutable, threads: setting.threads, instructionSet: instructionSet)
          #expect(difference(buffers.x, y) == nil, "in place, \(context)")
          buffers.x.fill(problem.x)
          try rectifier.backwardInPlace(
            buffers.x.constant, gradient: buffers.gradient.mutable, threads: setting.threads,
            instructionSet: instructionSet)
          #expect(difference(buffers.gradient, dx) == nil, "in place, \(context)")
          buffers.gradient.fill(problem.gradient)
          #expect(buffers.marginsAreIntact, "\(context)")
        }
      }
    }
  }

  @Test(arguments: NumberType.allCases, [true, false])
  func stayInBounds(_ number: NumberType, _ atEnd: Bool) throws {
    for count in 0...50 {
      try stayInBounds(number.type, count, atEnd: atEnd)
    }
  }

  private func stayInBounds<Scalar: Number>(
    _: Scalar.Type, _ count: Int, atEnd: Bool
  ) throws {
    let values = [Scalar](repeating: -0.5, count: count)
    let side: GuardedMemory<Scalar>.Side = atEnd ? .end : .start
    let (x, g) = (GuardedMemory(values, side: side), GuardedMemory(values, side: side))
    let output = GuardedMemory(values, side: side)
    for rectifier in RectifierCase.all.map(\.rectifier) {
      for setting in Setting.all(threads: [1], stores: [.ordinary, .nonTemporal]) {
        try rectifier.forward(
          x.constant, into: output.mutable, stores: setting.stores,
          instructionSet: setting.instructionSet)
        try rectifier.backward(
          x.constant, gradient: g.constant, into: output.mutable, stores: setting.stores,
          instructionSet: setting.instructionSet)
      }
    }
  }

  /// The gradient of the output has the bits of its formula, in every form.
  @Test(arguments: NumberType.allCases, RectifierCase.all)
  func fromOutput(_ number: NumberType, _ rectifier: RectifierCase) throws {
    guard rectifier.outputTells else { return }
    try verifyFromOutput(number.type, rectifier)
  }

  private func verifyFromOutput<Scalar: Number>(
    _: Scalar.Type, _ named: RectifierCase
  ) throws {
    let rectifier = named.rectifier
    let layout = NamedLayout("elements", 1, 1, 40_001).layout
    var problem = Problem<Scalar>(layout)
    problem.x.replaceSubrange(0..<Scalar.specialValues.count, with: Scalar.specialValues)
    let g = problem.gradient
    for setting in Setting.all(threads: [1, 2]) {
      let y = try rectifier.forward(problem.x, instructionSet: setting.instructionSet)
      let expected = zip(y, g).map { named.dx(output: $0, gradient: $1) }
      let array = try rectifier.backward(
        output: y, gradient: g, threads: setting.threads, instructionSet: setting.instructionSet)
      #expect(difference(array, expected) == nil, "\(named), \(setting)")
      var dx = g
      var span = dx.mutableSpan
      try rectifier.backward(
        output: y.span, gradient: g.span, into: &span, threads: setting.threads,
        instructionSet: setting.instructionSet)
      #expect(difference(dx, expected) == nil, "span, \(named), \(setting)")
      dx = g
      var overG = dx.mutableSpan
      try rectifier.backwardInPlace(
        output: y.span, gradient: &overG, threads: setting.threads,
        instructionSet: setting.instructionSet)
      #expect(difference(dx, expected) == nil, "span in place, \(named), \(setting)")
    }
  }

  @Test(arguments: RectifierCase.all)
  func spans(_ named: RectifierCase) throws {
    let rectifier = named.rectifier
    let problem = Problem<Float>(NamedLayout("elements", 1, 1, 1_001).layout)
    let y = try rectifier.forward(problem.x)
    let expected = try rectifier.backward(problem.x, gradient: problem.gradient)
    var output = problem.x
    var span = output.mutableSpan
    try rectifier.forward(problem.x.span, into: &span)
    #expect(difference(output, y) == nil)
    output = problem.x
    var overX = output.mutableSpan
    try rectifier.forwardInPlace(&overX)
    #expect(difference(output, y) == nil)
    var dx = problem.x.map { $0 * 0 }
    var dxSpan = dx.mutableSpan
    try rectifier.backward(problem.x.span, gradient: problem.gradient.span, into: &dxSpan)
    #expect(difference(dx, expected) == nil)
    var g = problem.gradient
    var overG = g.mutableSpan
    try rectifier.backwardInPlace(problem.x.span, gradient: &overG)
    #expect(difference(g, expected) == nil)
  }

  /// Constants of which some outputs are positive where inputs are negative, or nothing is left of the input.
  @Test func outputDoesNotTell() {
    let refused: [(Rectifier, String, Double)] = [
      (.leakyReLU(slope: 0), "slope", 0), (.leakyReLU(slope: -0.1), "slope", -0.1),
      (.leakyReLU(slope: .infinity), "slope", .infinity), (.elu(alpha: -1), "alpha", -1),
      (.elu(alpha: 1e-60), "alpha", 1e-60), (.selu(alpha: 0, gamma: 1), "alpha", 0),
      (.selu(alpha: 1e-30, gamma: 0x1p-100), "gamma * alpha", 1e-30 * 0x1p-100),
      (.selu(alpha: 1, gamma: -1), "gamma", -1), (.selu(alpha: 1, gamma: 1e60), "gamma", 1e60),
    ]
    for (rectifier, constant, value) in refused {
      #expect(throws: PReLUError.outputDoesNotTell(constant: constant, value: value)) {
        try rectifier.backward(output: [Float(1)], gradient: [1])
      }
    }
    #expect {
      try Rectifier.elu(alpha: .nan).backward(output: [1.0], gradient: [1])
    } throws: { error in
      guard case PReLUError.outputDoesNotTell("alpha", let value) = error else { return false }
      return value.isNaN
    }
  }

  @Test func refusals() throws {
    let buffers = Buffers(Problem<Float>(NamedLayout("elements", 1, 1, 100).layout))
    let (x, g, y) = (buffers.x.mutable, buffers.gradient.mutable, buffers.y.mutable)
    let short = UnsafeMutableBufferPointer(rebasing: y[..<99])
    let elu = Rectifier.elu()
    func expect(_ error: PReLUError, _ call: () throws -> Void) {
      buffers.y.fillUntouched()
      #expect(throws: error, performing: call)
      #expect(buffers.y.constant.allSatisfy { $0 == Memory<Float>.untouched })
    }
    expect(.countMismatch(.output, expected: 100, actual: 99)) {
      try elu.forward(UnsafeBufferPointer(x), into: short)
    }
    expect(.countMismatch(.gradient, expected: 100, actual: 99)) {
      try elu.backward(UnsafeBufferPointer(x), gradient: UnsafeBufferPointer(short), into: y)
    }
    expect(.countMismatch(.inputGradient, expected: 100, actual: 99)) {
      try elu.backward(UnsafeBufferPointer(x), gradient: UnsafeBufferPointer(g), into: short)
    }
    expect(.overlap(.output, with: .input)) { try elu.forward(UnsafeBufferPointer(y), into: y) }
    expect(.overlap(.inputGradient, with: .gradient)) {
      try elu.backward(UnsafeBufferPointer(x), gradient: UnsafeBufferPointer(y), into: y)
    }
    expect(.overlap(.inputGradient, with: .output)) {
      try elu.backward(output: UnsafeBufferPointer(y), gradient: UnsafeBufferPointer(g), into: y)
    }
    expect(.invalidThreadCount(0)) {
      try elu.forward(UnsafeBufferPointer(x), into: y, threads: .atMost(0))
    }
  }
}

extension RectifierCase {
  /// Whether the gradient is 0 itself where the input is not positive, whatever g.
  var isExactlyZeroBelow: Bool {
    if case .relu = self { true } else { false }
  }

  /// Whether y is positive where x is, and only there.
  var outputTells: Bool {
    if case .leakyReLU(let slope) = self { slope > 0 } else { true }
  }
}
