import PReLUKernels
import Testing
import _TestSupport

@Suite struct BackwardTests {
  @Test(arguments: NumberType.allCases, NamedLayout.small)
  func small(_ number: NumberType, _ named: NamedLayout) throws {
    try verify(number.type, named.layout, Setting.all(), offsets: [0, 1], everyCall: true)
  }

  @Test(arguments: NumberType.allCases, NamedLayout.large)
  func large(_ number: NumberType, _ named: NamedLayout) throws {
    try verify(number.type, named.layout, Setting.all(), offsets: [0])
  }

  @Test(arguments: NumberType.allCases, NamedLayout.large)
  func misaligned(_ number: NumberType, _ named: NamedLayout) throws {
    try verify(number.type, named.layout, Setting.all(threads: [2]), offsets: [0, 1])
  }

  @Test(arguments: NumberType.allCases, NamedLayout.atCeiling)
  func atCeiling(_ number: NumberType, _ named: NamedLayout) throws {
    try verify(number.type, named.layout, Setting.all(threads: [1, 7]), offsets: [1])
  }

  /// The input's gradient has the reference's bits; the slope's gradient keeps the contract's bound and has
  /// the same bits whatever the setting, the addresses, and whether the call is in place.
  ///
  /// - Parameter everyCall: Whether to overwrite and accumulate both in place and out of place.
  private func verify<Scalar: Number>(
    _: Scalar.Type, _ layout: Layout, _ settings: [Setting], offsets: [Int], everyCall: Bool = false
  ) throws {
    let problem = Problem<Scalar>(layout)
    let reference = Reference(problem)
    let distinguishes = reference.distinguishes(problem) || layout.count < 32
    try #require(distinguishes)
    var first: [PReLU.GradientUpdate: [Scalar]] = [:]
    for offset in offsets {
      let buffers = Buffers(problem, offset: offset)

      func look(_ update: PReLU.GradientUpdate, _ written: Memory<Scalar>, _ what: String) {
        let place = "\(what), \(update), offset \(offset), \(problem)"
        #expect(difference(written, reference.inputGradient) == nil, "\(place)")
        #expect(difference(buffers.x, problem.x) == nil, "\(place)")
        guard let expected = first[update] else {
          let slopeGradient = Array(buffers.slopeGradient.constant)
          first[update] = slopeGradient
          let old = update == .accumulate ? problem.oldSlopeGradient : nil
          let broken = violation(slopeGradient, reference.slopeGradient, old: old)
          #expect(broken == nil, "\(place)")
          return
        }
        #expect(difference(buffers.slopeGradient, expected) == nil, "\(place)")
      }

      for setting in settings {
        try buffers.backward(setting, .overwrite)
        #expect(difference(buffers.gradient, problem.gradient) == nil, "\(setting), \(problem)")
        look(.overwrite, buffers.inputGradient, "\(setting)")
        try buffers.backwardInPlace(setting, .accumulate)
        look(.accumulate, buffers.gradient, "in place, \(setting)")
        guard everyCall else { continue }
        try buffers.backward(setting, .accumulate)
        look(.accumulate, buffers.inputGradient, "\(setting)")
        try buffers.backwardInPlace(setting, .overwrite)
        look(.overwrite, buffers.gradient, "in place, \(setting)")
      }
      #expect(difference(buffers.slope, problem.slope) == nil)
      #expect(buffers.marginsAreIntact, "\(problem)")
    }
  }
}
