import PReLUKernels
import Testing
import _TestSupport

/// Dimensions of a tensor, and of the slopes that are broadcast to it.
struct BroadcastShape: Sendable, CustomStringConvertible {
  var dimensions: [Int]
  var slope: [Int]

  var description: String {
    "\(dimensions.map(String.init).joined(separator: "x")):"
      + slope.map(String.init).joined(separator: "x")
  }

  /// Every subset of shared axes.
  static func all(_ dimensions: [Int]) -> [BroadcastShape] {
    (0..<1 << dimensions.count).map { shared in
      BroadcastShape(
        dimensions: dimensions,
        slope: dimensions.enumerated().map { shared >> $0 & 1 == 1 ? 1 : $1 })
    }
  }

  /// The slope of each element, by counting through the axes.
  var slopeOfElement: [Int] {
    let missing = dimensions.count - slope.count
    var strides = [Int](repeating: 0, count: dimensions.count)
    var stride = 1
    for axis in slope.indices.reversed() {
      strides[missing + axis] = slope[axis] == 1 ? 0 : stride
      stride *= slope[axis]
    }
    var places = [Int](repeating: 0, count: dimensions.count)
    return (0..<dimensions.reduce(1, *)).map { _ in
      let index = zip(places, strides).reduce(0) { $0 + $1.0 * $1.1 }
      for axis in dimensions.indices.reversed() {
        places[axis] += 1
        if places[axis] < dimensions[axis] { break }
        places[axis] = 0
      }
      return index
    }
  }
}

@Suite struct BroadcastTests {
  /// Shapes with every subset of shared axes, which are more than the pairs that oneDNN tests of the first two rows (its
  /// tests/benchdnn/inputs/prelu, shapes_ci and the small ones of shapes_all); and shapes with axes of one place.
  static let smallShapes: [BroadcastShape] =
    [
      [3], [3, 64], [3, 64, 8], [4, 16, 3, 4], [2, 7, 5, 3, 2],
      [8, 8, 8], [3, 7, 3, 2], [2, 32, 3, 2], [32, 5, 2, 3], [3, 2, 17, 2], [2, 3, 2, 16, 3],
      [5, 1, 3, 4], [2, 2, 2, 2, 2, 2, 2, 2],
      [3, 4, 33], [1, 7, 1, 2, 19],
    ].flatMap(BroadcastShape.all)
    + [
      BroadcastShape(dimensions: [2, 7, 5, 3, 2], slope: [5, 1, 2]),
      BroadcastShape(dimensions: [2, 7, 5], slope: []),
      BroadcastShape(dimensions: [], slope: []),
    ]

  /// Shapes of many units and blocks: rows that do not fit into one, runs in pieces, shared axes outside, in between and inside.
  static let largeShapes: [BroadcastShape] = [
    BroadcastShape(dimensions: [2, 301, 5, 31, 3], slope: [1, 301, 1, 31, 1]),
    BroadcastShape(dimensions: [3, 5, 4_001], slope: [3, 1, 4_001]),
    // Rows that lie whole cache lines apart: four at once, and one.
    BroadcastShape(dimensions: [3, 5, 4_096], slope: [3, 1, 4_096]),
    BroadcastShape(dimensions: [4_001, 5, 3], slope: [4_001, 1, 3]),
    BroadcastShape(dimensions: [2, 2_001, 5, 3], slope: [1, 2_001, 1, 3]),
    BroadcastShape(dimensions: [2, 3, 2, 40_001], slope: [2, 1, 2, 1]),
    BroadcastShape(dimensions: [50, 2, 30, 2, 20], slope: [1, 2, 1, 2, 1]),
    BroadcastShape(dimensions: [2, 20_001, 3], slope: [2, 1, 3]),
    BroadcastShape(dimensions: [30, 3, 30, 5, 7], slope: [1, 3, 1, 5, 7]),
    BroadcastShape(dimensions: [3, 11, 3, 11, 3, 11, 3, 3], slope: [3, 1, 3, 1, 3, 1, 3, 1]),
    BroadcastShape(dimensions: [3, 4, 3, 5_000], slope: [1, 4, 1, 5_000]),
    // Short rows whose slopes come again: few and many units of the same, rows that are no whole period, rows in pieces.
    BroadcastShape(dimensions: [3, 5, 50, 30, 2], slope: [1, 5, 1, 30, 1]),
    BroadcastShape(dimensions: [7, 40, 48], slope: [7, 1, 48]),
    BroadcastShape(dimensions: [7, 60, 101], slope: [7, 1, 101]),
    BroadcastShape(dimensions: [5, 19, 29, 28], slope: [1, 19, 1, 28]),
    BroadcastShape(dimensions: [3, 1_501, 3, 7], slope: [3, 1, 3, 1]),
    BroadcastShape(dimensions: [40, 3, 12, 8, 8], slope: [1, 3, 1, 8, 8]),
    // Slopes that come again after few places, by a table and without one; sums of rows of 9 and of nested ones.
    BroadcastShape(dimensions: [18_001, 5, 3], slope: [18_001, 1, 3]),
    BroadcastShape(dimensions: [8_001, 3, 5, 3], slope: [8_001, 1, 5, 1]),
    BroadcastShape(dimensions: [4_001, 2, 9], slope: [4_001, 1, 9]),
    BroadcastShape(dimensions: [301, 3, 12, 2, 5], slope: [301, 1, 12, 1, 5]),
    BroadcastShape(dimensions: [501, 3, 17, 3], slope: [501, 1, 17, 1]),
    // Few rows whose places a table says, which begin at the same place of a cache line, and which do not.
    BroadcastShape(dimensions: [3, 17_600, 2, 3], slope: [1, 17_600, 1, 3]),
    BroadcastShape(dimensions: [3, 16_401, 2, 3], slope: [1, 16_401, 1, 3]),
    // Rows a little longer than those that have sums, which come again and are no whole vectors.
    BroadcastShape(dimensions: [2, 50, 3, 11], slope: [1, 50, 1, 11]),
    BroadcastShape(dimensions: [2, 2, 1_025], slope: [2, 1, 1_025]),
  ]

  @Test(arguments: NumberType.allCases, smallShapes)
  func small(_ number: NumberType, _ shape: BroadcastShape) throws {
    try verify(number.type, shape, Setting.all(threads: [1]))
  }

  @Test(arguments: NumberType.allCases, largeShapes)
  func large(_ number: NumberType, _ shape: BroadcastShape) throws {
    try verify(
      number.type, shape, Setting.all(threads: [1, 3], stores: [.ordinary, .nonTemporal]))
  }

  /// Results have the bits of a layout in which every element has a slope of its own, and gradients of slopes are sums of its.
  private func verify<Scalar: Number>(
    _: Scalar.Type, _ shape: BroadcastShape, _ settings: [Setting]
  ) throws {
    let layout = try Layout.broadcasting(slope: shape.slope, to: shape.dimensions)
    let slopes = shape.slopeOfElement
    #expect(layout.count == slopes.count)
    #expect(layout.channels == (slopes.max() ?? 0) + 1)

    // The problem of an equal number of elements, each with the slope that the axes give it.
    let elements = Problem<Scalar>(try Layout(outer: 1, channels: layout.count, inner: 1))
    var problem = elements
    let own = Array(elements.slope[..<layout.channels])
    problem.slope = slopes.map { own[$0] }
    // Where x is positive it is the product that is left out, whatever g is.
    for index in stride(from: 0, to: problem.x.count, by: 7) where problem.x[index] > 0 {
      problem.gradient[index] = index % 2 == 0 ? .infinity : .nan
    }
    let reference = Reference(problem)
    var gradients = [ExactGradient](repeating: ExactGradient(), count: layout.channels)
    for (index, slope) in slopes.enumerated() where !(problem.x[index] > 0) {
      gradients[slope].addProduct(of: problem.x[index], problem.gradient[index])
    }

    let (x, slope, g) = (Memory(problem.x), Memory(own), Memory(problem.gradient))
    let y = Memory<Scalar>.untouched(layout.count)
    let da = Memory<Scalar>.untouched(layout.channels)
    var first: [Scalar]?
    for setting in settings {
      y.fillUntouched()
      try PReLU.forward(
        x.constant, slope: slope.constant, layout: layout, into: y.mutable,
        threads: setting.threads, stores: setting.stores, instructionSet: setting.instructionSet)
      #expect(difference(y, reference.y) == nil, "\(setting), \(shape)")
      // In place, nothing may be gone through twice.
      y.fill(problem.x)
      try PReLU.forwardInPlace(
        y.mutable, slope: slope.constant, layout: layout, threads: setting.threads,
        instructionSet: setting.instructionSet)
      #expect(difference(y, reference.y) == nil, "in place, \(setting), \(shape)")
      y.fill(problem.gradient)
      try PReLU.inputGradientInPlace(
        x.constant, slope: slope.constant, gradient: y.mutable, layout: layout,
        threads: setting.threads, instructionSet: setting.instructionSet)
      #expect(difference(y, reference.inputGradient) == nil, "in place, \(setting), \(shape)")

      y.fillUntouched()
      da.fillUntouched()
      try PReLU.backward(
        x.constant, slope: slope.constant, gradient: g.constant, layout: layout,
        inputGradient: y.mutable, slopeGradient: da.mutable, update: .overwrite,
        threads: setting.threads, stores: setting.stores, instructionSet: setting.instructionSet)
      #expect(difference(y, reference.inputGradient) == nil, "\(setting), \(shape)")
      let actual = Array(da.constant)
      #expect(violation(actual, gradients) == nil, "\(setting), \(shape)")
      // The same bits in every setting.
      #expect(difference(actual, first ?? actual) == nil, "\(setting), \(shape)")
      first = actual

      da.fillUntouched()
      try PReLU.slopeGradient(
        x.constant, gradient: g.constant, layout: layout, into: da.mutable, update: .overwrite,
        threads: setting.threads, instructionSet: setting.instructionSet)
      #expect(difference(da, actual) == nil, "alone, \(setting), \(shape)")
    }
    #expect(x.marginsAreIntact && y.marginsAreIntact && da.marginsAreIntact)
  }

  /// Results do not depend on where vectors begin.
  @Test(
    arguments: NumberType.allCases,
    [
      BroadcastShape(dimensions: [3, 5, 50, 30, 2], slope: [1, 5, 1, 30, 1]),
      BroadcastShape(dimensions: [5, 19, 29, 28], slope: [1, 19, 1, 28]),
      BroadcastShape(dimensions: [901, 5, 3], slope: [901, 1, 3]),
      BroadcastShape(dimensions: [18_001, 5, 3], slope: [18_001, 1, 3]),
      // Steps of which few fit into a part, and more would have to come first so that the others begin at cache lines.
      BroadcastShape(dimensions: [40, 3, 101], slope: [40, 1, 101]),
      BroadcastShape(dimensions: [7, 60, 101], slope: [7, 1, 101]),
      BroadcastShape(dimensions: [2, 40, 2, 151], slope: [1, 40, 1, 151]),
    ] + shortRows)
  func addresses(_ number: NumberType, _ shape: BroadcastShape) throws {
    try verifyAddresses(number.type, shape)
  }

  @Test(arguments: HalfType.allCases, shortRows)
  func addressesOfHalves(_ half: HalfType, _ shape: BroadcastShape) throws {
    try verifyAddresses(half: half.type, shape)
  }

  /// Rows that come again and again: of whole vectors, of pairs of them, and with a last period of which there is less than a vector.
  private static let shortRows = [
    BroadcastShape(dimensions: [7, 40, 32], slope: [7, 1, 32]),
    BroadcastShape(dimensions: [7, 40, 48], slope: [7, 1, 48]),
    BroadcastShape(dimensions: [5, 177, 3], slope: [5, 1, 3]),
    BroadcastShape(dimensions: [5, 354, 3], slope: [5, 1, 3]),
    // Of more vectors than registers hold, and of fewer, in units that begin amid a line.
    BroadcastShape(dimensions: [3, 5, 34, 30, 2], slope: [1, 5, 1, 30, 1]),
    BroadcastShape(dimensions: [3, 5, 27, 28, 2], slope: [1, 5, 1, 28, 1]),
    // Pairs of vectors, more of them than registers hold, and units of such that begin amid a line.
    BroadcastShape(dimensions: [7, 40, 128], slope: [7, 1, 128]),
    BroadcastShape(dimensions: [3, 5, 40, 80, 2], slope: [1, 5, 1, 80, 1]),
    // Units the last rows of which are less than a period.
    BroadcastShape(dimensions: [2, 2, 546, 30, 2], slope: [1, 2, 1, 30, 1]),
  ]

  @Test(arguments: NumberType.allCases, shortRows)
  func addressesOfSecondOrder(_ number: NumberType, _ shape: BroadcastShape) throws {
    try verifyAddressesOfSecondOrder(number.type, shape)
  }

  private func verifyAddressesOfSecondOrder<Scalar: Number>(
    _: Scalar.Type, _ shape: BroadcastShape
  ) throws {
    let layout = try Layout.broadcasting(slope: shape.slope, to: shape.dimensions)
    let elements = try Layout(outer: 1, channels: layout.count, inner: 1)
    let (problem, other) = (Problem<Scalar>(elements), Problem<Scalar>(elements, seed: 7))
    let inputs = [problem.x, problem.gradient, other.x].map { Memory($0) }
    let slopes = [problem.slope, other.slope].map { Memory(Array($0[..<layout.channels])) }
    var first: [[Scalar]] = []
    for offset in [0, 1, 8, 15] {
      let toInput = Memory<Scalar>.untouched(layout.count, offset: offset)
      let toSlope = Memory<Scalar>.untouched(layout.channels)
      let toGradient = Memory<Scalar>.untouched(layout.count, offset: offset)
      for setting in Setting.all(threads: [2], stores: [.ordinary, .nonTemporal]) {
        try PReLU.doubleBackward(
          inputs[0].constant, slope: slopes[0].constant, gradient: inputs[1].constant,
          upstreamOfInputGradient: inputs[2].constant, upstreamOfSlopeGradient: slopes[1].constant,
          layout: layout, toInput: toInput.mutable, toSlope: toSlope.mutable,
          toGradient: toGradient.mutable, update: .overwrite, threads: setting.threads,
          stores: setting.stores, instructionSet: setting.instructionSet)
        let results = [toInput, toSlope, toGradient]
        for (result, expected) in zip(results, first) {
          #expect(difference(result, expected) == nil, "\(offset), \(setting), \(shape)")
        }
        if first.isEmpty { first = results.map { Array($0.constant) } }
        for result in results { #expect(result.marginsAreIntact, "\(offset), \(setting)") }
      }
    }
  }

  private func verifyAddresses<Scalar: Number>(_: Scalar.Type, _ shape: BroadcastShape) throws {
    let count = shape.dimensions.reduce(1, *)
    let problem = Problem<Scalar>(try Layout(outer: 1, channels: count, inner: 1))
    try verifyAddresses(shape, x: problem.x, slope: problem.slope, gradient: problem.gradient)
  }

  private func verifyAddresses<Value: Half>(half: Value.Type, _ shape: BroadcastShape) throws {
    let count = shape.dimensions.reduce(1, *)
    let problem = HalfProblem<Value>(try Layout(outer: 1, channels: count, inner: 1))
    try verifyAddresses(shape, x: problem.x, slope: problem.slope, gradient: problem.gradient)
  }

  private func verifyAddresses<Scalar: StoredNumber>(
    _ shape: BroadcastShape, x elements: [Scalar], slope slopes: [Scalar],
    gradient gradients: [Scalar]
  ) throws {
    let layout = try Layout.broadcasting(slope: shape.slope, to: shape.dimensions)
    let slope = Memory(Array(slopes[..<layout.channels]))
    var first: [[Scalar]] = []
    for offset in [0, 1, 6, 15, 16, 29] {
      let front = [Scalar](repeating: 0.0, count: offset)
      let (x, g) = (Memory(front + elements), Memory(front + gradients))
      let dx = Memory<Scalar>.untouched(offset + layout.count)
      let da = Memory<Scalar>.untouched(layout.channels)
      for setting in Setting.all(threads: [2], stores: [.ordinary, .nonTemporal]) {
        try PReLU.backward(
          UnsafeBufferPointer(rebasing: x.constant[offset...]), slope: slope.constant,
          gradient: UnsafeBufferPointer(rebasing: g.constant[offset...]), layout: layout,
          inputGradient: UnsafeMutableBufferPointer(rebasing: dx.mutable[offset...]),
          slopeGradient: da.mutable, update: .overwrite, threads: setting.threads,
          stores: setting.stores, instructionSet: setting.instructionSet)
        let actual = [Array(da.constant), Array(dx.constant[offset...])]
        for (actual, expected) in zip(actual, first) {
          #expect(difference(actual, expected) == nil, "\(offset), \(setting), \(shape)")
        }
        if first.isEmpty { first = actual }
        let untouched = [Scalar](repeating: Memory.untouched, count: offset)
        #expect(
          difference(Array(dx.constant[..<offset]), untouched) == nil, "\(offset), \(setting)")
        #expect(dx.marginsAreIntact && da.marginsAreIntact, "\(offset), \(setting), \(shape)")
      }
    }
  }

  static let orders: [BroadcastShape] = [
    BroadcastShape(dimensions: [2, 7, 5, 3, 2], slope: [1, 7, 1, 3, 1]),
    BroadcastShape(dimensions: [3, 11, 40, 5, 21], slope: [3, 1, 40, 1, 1]),
    BroadcastShape(dimensions: [900, 5, 9], slope: [900, 1, 9]),
    BroadcastShape(dimensions: [900, 5, 3], slope: [900, 1, 3]),
    BroadcastShape(dimensions: [2, 9_001, 5, 3], slope: [1, 9_001, 1, 3]),
    BroadcastShape(dimensions: [3, 5, 50, 30, 2], slope: [1, 5, 1, 30, 1]),
  ]

  /// Gradients of the output, of gradients, and the tangent: each element as if it had a slope of its own, and sums over those that
  /// share one.
  @Test(arguments: NumberType.allCases, orders)
  func otherOrders(_ number: NumberType, _ shape: BroadcastShape) throws {
    try verifyOrders(number.type, shape)
  }

  private func verifyOrders<Scalar: Number>(_: Scalar.Type, _ shape: BroadcastShape) throws {
    let layout = try Layout.broadcasting(slope: shape.slope, to: shape.dimensions)
    let elementwise = try Layout(outer: 1, channels: layout.count, inner: 1)
    let slopes = shape.slopeOfElement
    let problem = Problem<Scalar>(elementwise)
    let other = Problem<Scalar>(elementwise, seed: 7)
    let (x, g, u) = (problem.x, problem.gradient, other.gradient)
    let slope = problem.slope[..<layout.channels].map { $0.magnitude + 0.125 }
    let v = Array(other.slope[..<layout.channels])
    let old = Array(problem.oldSlopeGradient[..<layout.channels])
    let (ownSlope, ownV) = (slopes.map { slope[$0] }, slopes.map { v[$0] })

    let tangent = try PReLU.tangent(
      x, slope: ownSlope, inputTangent: u, slopeTangent: ownV, layout: elementwise)
    let second = try PReLU.doubleBackward(
      x, slope: ownSlope, gradient: g, upstreamOfInputGradient: u, upstreamOfSlopeGradient: ownV,
      layout: elementwise)
    var (exactSecond, exactFirst) = (
      [ExactGradient](repeating: ExactGradient(), count: layout.channels),
      [ExactGradient](repeating: ExactGradient(), count: layout.channels)
    )
    for (index, slope) in slopes.enumerated() where !(x[index] > 0) {
      exactSecond[slope].addProduct(of: u[index], g[index])
      exactFirst[slope].addProduct(of: x[index], g[index])
    }
    for set in InstructionSet.supported {
      #expect(
        try difference(
          PReLU.tangent(
            x, slope: slope, inputTangent: u, slopeTangent: v, layout: layout, instructionSet: set),
          tangent) == nil)
      let actual = try PReLU.doubleBackward(
        x, slope: slope, gradient: g, upstreamOfInputGradient: u, upstreamOfSlopeGradient: v,
        layout: layout, instructionSet: set)
      #expect(difference(actual.toInput, second.toInput) == nil, "\(set), \(shape)")
      #expect(difference(actual.toGradient, second.toGradient) == nil, "\(set), \(shape)")
      #expect(violation(actual.toSlope, exactSecond) == nil, "\(set), \(shape)")

      let (input, own, gradient, sums) = (Memory(x), Memory(slope), Memory(g), Memory(old))
      try PReLU.backwardInPlace(
        input.constant, slope: own.constant, gradient: gradient.mutable, layout: layout,
        slopeGradient: sums.mutable, update: .accumulate, instructionSet: set)
      #expect(violation(Array(sums.constant), exactFirst, old: old) == nil, "\(set), \(shape)")
      for memory in [input, own, gradient, sums] { #expect(memory.marginsAreIntact) }

      // Of the output: the sums of g * y, divided by the slopes, which are these of g * x times the slopes.
      let y = try PReLU.forward(x, slope: slope, layout: layout, instructionSet: set)
      let whole = try PReLU.backward(
        output: y, slope: slope, gradient: g, layout: layout, instructionSet: set)
      let reference = try PReLU.backward(
        output: y, slope: ownSlope, gradient: g, layout: elementwise, instructionSet: set)
      #expect(difference(whole.inputGradient, reference.inputGradient) == nil)
      for (channel, exact) in exactFirst.enumerated() {
        // Each y has a rounding, each product another, and there is one at the end.
        let bound = 4 * Double(Scalar.ulpOfOne) * exact.magnitude.rounded
        #expect(abs(Double(whole.slopeGradient[channel]) - exact.sum.rounded) <= bound)
      }
    }
  }

  /// A NaN input shows up in the gradient of its slope, and in no other.
  @Test(arguments: NumberType.allCases, orders)
  func nan(_ number: NumberType, _ shape: BroadcastShape) throws {
    try verifyNaN(number.type, shape)
  }

  private func verifyNaN<Scalar: Number>(_: Scalar.Type, _ shape: BroadcastShape) throws {
    let layout = try Layout.broadcasting(slope: shape.slope, to: shape.dimensions)
    let problem = Problem<Scalar>(try Layout(outer: 1, channels: layout.count, inner: 1))
    let slopes = shape.slopeOfElement
    for index in [0, layout.count / 2, layout.count - 1] {
      var x = problem.x
      x[index] = .nan
      for set in InstructionSet.supported {
        let da = try PReLU.slopeGradient(
          x, gradient: problem.gradient, layout: layout, instructionSet: set)
        let wrong = da.indices.filter { da[$0].isNaN != ($0 == slopes[index]) }
        #expect(wrong.first == nil, "\(set), \(shape), \(index)")
      }
    }
  }

  /// Activations of sixteen bits: the Float call of the same numbers, rounded once, and the sums of Double; slopes of their own type, and
  /// of Float.
  @Test(arguments: HalfType.allCases, orders)
  func halves(_ half: HalfType, _ shape: BroadcastShape) throws {
    try verifyHalves(half.type, shape)
  }

  private func verifyHalves<Value: Half>(_: Value.Type, _ shape: BroadcastShape) throws {
    let layout = try Layout.broadcasting(slope: shape.slope, to: shape.dimensions)
    let problem = Problem<Float>(try Layout(outer: 1, channels: layout.count, inner: 1))
    let (x, g) = (Value.nearest(problem.x), Value.nearest(problem.gradient))
    let slope = Value.nearest(Array(problem.slope[..<layout.channels]))
    let (wideX, wideSlope, wideG) = (widened(x), widened(slope), widened(g))
    let wide = try PReLU.forward(wideX, slope: wideSlope, layout: layout)
    let dx = Value.nearest(
      try PReLU.inputGradient(wideX, slope: wideSlope, gradient: wideG, layout: layout))
    let sums = try PReLU.slopeGradient(
      widenedTwice(wideX), gradient: widenedTwice(wideG), layout: layout)
    for set in InstructionSet.supported {
      let y = try PReLU.forward(x, slope: slope, layout: layout, instructionSet: set)
      #expect(difference(y, Value.nearest(wide)) == nil, "\(set), \(shape)")
      try verifyHalves(x, slope, g, layout, (dx, Value.nearest(sums)), set)
      try verifyHalves(x, wideSlope, g, layout, (dx, sums.map { Float($0) }), set)
    }
  }

  private func verifyHalves<Value: Half, Slope: StoredNumber>(
    _ x: [Value], _ slope: [Slope], _ g: [Value], _ layout: Layout,
    _ expected: (dx: [Value], da: [Slope]), _ set: InstructionSet
  ) throws where Slope.Compute == Float {
    let (input, gradient, dx) = (Memory(x), Memory(g), Memory(x))
    let (own, da) = (Memory(slope), Memory(slope))
    try PReLU.backward(
      input.constant, slope: own.constant, gradient: gradient.constant, layout: layout,
      inputGradient: dx.mutable, slopeGradient: da.mutable, update: .overwrite,
      instructionSet: set)
    let context = "\(Value.self), slopes of \(Slope.self), \(set), \(layout)"
    #expect(difference(dx, expected.dx) == nil, "\(context)")
    #expect(difference(da, expected.da) == nil, "\(context)")
    for memory in [input, gradient, dx] { #expect(memory.marginsAreIntact) }
    for memory in [own, da] { #expect(memory.marginsAreIntact) }
  }

  @Test func refusals() throws {
    func refused(_ slope: [Int], _ dimensions: [Int]) -> PReLUError? {
      #expect(throws: PReLUError.self) { try Layout.broadcasting(slope: slope, to: dimensions) }
    }
    let nine = [Int](repeating: 1, count: 9)
    #expect(refused([1], nine) == .tooManyDimensions(9))
    #expect(refused([2, 3], [3]) == .notBroadcastable(slope: [2, 3], to: [3]))
    #expect(refused([1, 3], [3]) == .notBroadcastable(slope: [1, 3], to: [3]))
    #expect(refused([2], [4, 3]) == .notBroadcastable(slope: [2], to: [4, 3]))
    #expect(refused([0], [4, 1]) == .notBroadcastable(slope: [0], to: [4, 1]))
    #expect(refused([3], [4, -3]) == .negativeDimension(name: "dimension", value: -3))
    #expect(refused([1], [1 << 40, 1 << 40]) == .layoutTooLarge(dimensions: [1 << 40, 1 << 40]))
    #expect(
      refused([1], [0, 1 << 40, 1 << 40]) == .layoutTooLarge(dimensions: [0, 1 << 40, 1 << 40]))
  }

  /// Slopes without elements have gradients of zero.
  @Test func noElements() throws {
    let layout = try Layout.broadcasting(slope: [3, 1, 2], to: [3, 0, 2])
    #expect(layout.count == 0 && layout.channels == 6)
    let gradients = try PReLU.backward(
      [Float](), slope: [1, 2, 3, 4, 5, 6], gradient: [], layout: layout)
    #expect(gradients.inputGradient.isEmpty)
    #expect(gradients.slopeGradient == [0, 0, 0, 0, 0, 0])
  }

  /// Where the axes allow it, nothing but the reduced form is left.
  @Test(arguments: [
    ([4, 3, 5, 2], [3, 1, 1], [4, 3, 10]), ([4, 3, 5, 2], [5, 2], [12, 10, 1]),
    ([4, 3, 5, 2], [1], [1, 1, 120]), ([4, 3, 5, 2], [4, 3, 5, 2], [1, 120, 1]),
    ([4, 3, 5, 2], [4, 1, 1, 1], [1, 4, 30]), ([1, 3, 1, 2], [1, 3, 1, 1], [1, 3, 2]),
  ])
  func reduced(_ dimensions: [Int], _ slope: [Int], _ form: [Int]) throws {
    let layout = try Layout.broadcasting(slope: slope, to: dimensions)
    #expect(layout == (try Layout(outer: form[0], channels: form[1], inner: form[2])))
  }
}
