import PReLUKernels
import Testing
import _TestSupport

/// Float16 and bfloat16 are storage: every result is Float's, of the same numbers, rounded once.
@Suite struct HalfPrecisionTests {
  /// Some of each style: what differs from Float is how vectors are loaded and stored.
  static let some: [NamedLayout] = stride(from: 0, to: NamedLayout.small.count, by: 7).map {
    NamedLayout.small[$0]
  }

  /// Many blocks.
  static let blocks: [NamedLayout] = [
    NamedLayout("pieces", 1, 1, 40_003), NamedLayout("runs", 3, 600, 21),
    NamedLayout("rows, segments", 1_203, 33, 1), NamedLayout("wide rows", 5, 8_001, 1),
    NamedLayout("short runs", 900, 6, 8),
  ]

  @Test(arguments: some)
  func float16(_ named: NamedLayout) throws {
    try HalfCase(named.layout) { Float16($0) }.verify(Setting.all(threads: [1]))
  }

  @Test(arguments: some)
  func bfloat16(_ named: NamedLayout) throws {
    try HalfCase(named.layout) { BFloat16($0) }.verify(Setting.all(threads: [1]))
  }

  /// On several threads, with either kind of stores.
  @Test(arguments: blocks)
  func large(_ named: NamedLayout) throws {
    let settings = Setting.all(threads: [3], stores: [.ordinary, .nonTemporal])
    try HalfCase(named.layout) { Float16($0) }.verify(settings)
    try HalfCase(named.layout) { BFloat16($0) }.verify(settings)
  }

  /// Addresses that are multiples of two bytes and of no more.
  @Test(arguments: some)
  func misaligned(_ named: NamedLayout) throws {
    try HalfCase(named.layout, offset: 1) { BFloat16($0) }.verify(Setting.all(threads: [1]))
  }

  @Test func misalignedPointers() throws {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64)
    defer { memory.deallocate() }
    let odd = UnsafeRawPointer(memory + 1)
    let layout = try Layout(outer: 1, channels: 4, inner: 1)
    let y = Memory<Float16>([1, 2, 3, 4])
    // Only an address, which nothing reads.
    let wrong = UnsafeBufferPointer(start: odd.assumingMemoryBound(to: Float16.self), count: 4)
    let float = UnsafeBufferPointer(
      start: (odd + 1).assumingMemoryBound(to: Float.self), count: 4)
    #expect(throws: PReLUError.misaligned(.input, alignment: 2)) {
      try PReLU.forward(wrong, slope: float, layout: layout, into: y.mutable)
    }
    #expect(throws: PReLUError.misaligned(.slope, alignment: 4)) {
      let x = Memory<Float16>([1, 2, 3, 4])
      try PReLU.forward(x.constant, slope: float, layout: layout, into: y.mutable)
    }
    #expect(throws: PReLUError.misaligned(.input, alignment: 2)) {
      try Rectifier.elu().forward(wrong, into: y.mutable)
    }
    #expect(Array(y.constant) == [1, 2, 3, 4] && y.marginsAreIntact)
  }
}

/// The inputs of calls in a type of sixteen bits, and what Float and Double compute of the same numbers.
private struct HalfCase<Half: AnyNumber> where Half.Compute == Float {
  let layout: Layout
  let half: (Double) -> Half
  let (x, slope, g, u, v): (Memory<Half>, Memory<Half>, Memory<Half>, Memory<Half>, Memory<Half>)
  let wideSlope: Memory<Float>

  init(_ layout: Layout, offset: Int = 0, half: @escaping (Double) -> Half) {
    func memory(_ numbers: [Float]) -> Memory<Half> {
      Memory(numbers.map { half(Double($0)) }, offset: offset)
    }
    let (problem, other) = (Problem<Float>(layout), Problem<Float>(layout, seed: 3))
    (self.layout, self.half) = (layout, half)
    (x, slope, g) = (memory(problem.x), memory(problem.slope), memory(problem.gradient))
    (u, v) = (memory(other.gradient), memory(other.slope))
    wideSlope = Memory(slope.constant.map(\._computed), offset: offset)
  }

  private func float(_ memory: Memory<Half>) -> [Float] { memory.constant.map(\._computed) }
  private func double(_ memory: Memory<Half>) -> [Double] {
    memory.constant.map { Double($0._computed) }
  }

  func verify(_ settings: [Setting]) throws {
    for setting in settings {
      try verifyForward(setting)
      try verifyBackward(setting)
      try verifySecondOrder(setting)
    }
    for memory in [x, slope, g, u, v] { #expect(memory.marginsAreIntact) }
    #expect(wideSlope.marginsAreIntact)
  }

  private func verifyForward(_ setting: Setting) throws {
    let expected = try PReLU.forward(
      float(x), slope: float(slope), layout: layout, instructionSet: setting.instructionSet)
    let y = Memory(Array(g.constant), offset: 1)
    try PReLU.forward(
      x.constant, slope: slope.constant, layout: layout, into: y.mutable,
      threads: setting.threads, stores: setting.stores, instructionSet: setting.instructionSet)
    expect(y, expected, "forward, \(setting)")
    y.fill(Array(x.constant))
    try PReLU.forwardInPlace(
      y.mutable, slope: wideSlope.constant, layout: layout, threads: setting.threads,
      instructionSet: setting.instructionSet)
    expect(y, expected, "in place, slopes of Float, \(setting)")
  }

  private func verifyBackward(_ setting: Setting) throws {
    let set = setting.instructionSet
    let expected = try PReLU.backward(
      float(x), slope: float(slope), gradient: float(g), layout: layout, instructionSet: set)
    let exact = try PReLU.backward(
      double(x), slope: double(slope), gradient: double(g), layout: layout, instructionSet: set)
    let (dx, da) = (Memory(Array(g.constant), offset: 1), Memory(Array(slope.constant)))
    try PReLU.backward(
      x.constant, slope: slope.constant, gradient: g.constant, layout: layout,
      inputGradient: dx.mutable, slopeGradient: da.mutable, update: .overwrite,
      threads: setting.threads, stores: setting.stores, instructionSet: set)
    expect(dx, expected.inputGradient, "dx, \(setting)")
    expect(da, exact.slopeGradient, "slopes' gradients, \(setting)")

    da.fill(Array(slope.constant))
    try PReLU.slopeGradient(
      x.constant, gradient: g.constant, layout: layout, into: da.mutable, update: .accumulate,
      threads: setting.threads, instructionSet: set)
    expect(
      da, zip(double(slope), exact.slopeGradient).map { $0 + $1 }, "accumulated, \(setting)")

    dx.fill(Array(g.constant))
    let wide = Memory<Float>(expected.slopeGradient.map { _ in 5 })
    try PReLU.backwardInPlace(
      x.constant, slope: wideSlope.constant, gradient: dx.mutable, layout: layout,
      slopeGradient: wide.mutable, update: .overwrite, threads: setting.threads,
      instructionSet: set)
    expect(dx, expected.inputGradient, "dx in place, slopes of Float, \(setting)")
    #expect(difference(wide, expected.slopeGradient) == nil, "\(setting), \(layout)")
  }

  private func verifySecondOrder(_ setting: Setting) throws {
    let set = setting.instructionSet
    let expected = try PReLU.doubleBackward(
      float(x), slope: float(slope), gradient: float(g), upstreamOfInputGradient: float(u),
      upstreamOfSlopeGradient: float(v), layout: layout, instructionSet: set)
    let exact = try PReLU.doubleBackward(
      double(x), slope: double(slope), gradient: double(g), upstreamOfInputGradient: double(u),
      upstreamOfSlopeGradient: double(v), layout: layout, instructionSet: set)
    let (gx, gg) = (Memory(Array(g.constant)), Memory(Array(g.constant)))
    let ga = Memory(Array(slope.constant))
    try PReLU.doubleBackward(
      x.constant, slope: slope.constant, gradient: g.constant,
      upstreamOfInputGradient: u.constant, upstreamOfSlopeGradient: v.constant, layout: layout,
      toInput: gx.mutable, toSlope: ga.mutable, toGradient: gg.mutable, update: .overwrite,
      threads: setting.threads, stores: setting.stores, instructionSet: set)
    expect(gx, expected.toInput, "gx, \(setting)")
    expect(gg, expected.toGradient, "gg, \(setting)")
    expect(ga, exact.toSlope, "ga, \(setting)")
  }

  private func expect(_ actual: Memory<Half>, _ expected: [Float], _ name: String) {
    expect(actual, expected.map(Double.init), name)
  }

  private func expect(_ actual: Memory<Half>, _ expected: [Double], _ name: String) {
    let rounded = expected.map { half($0)._computed }
    #expect(difference(float(actual), rounded) == nil, "\(name), \(Half.self), \(layout)")
    #expect(actual.marginsAreIntact, "\(name), \(Half.self), \(layout)")
  }
}
