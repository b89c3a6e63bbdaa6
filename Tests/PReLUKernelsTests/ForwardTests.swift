import PReLUKernels
import Testing
import _TestSupport

@Suite struct ForwardTests {
  @Test(arguments: NumberType.allCases, NamedLayout.small)
  func small(_ number: NumberType, _ named: NamedLayout) throws {
    try verify(number.type, named.layout, Setting.all())
  }

  @Test(arguments: NumberType.allCases, NamedLayout.large)
  func large(_ number: NumberType, _ named: NamedLayout) throws {
    try verify(number.type, named.layout, Setting.all())
  }

  @Test(arguments: NumberType.allCases, NamedLayout.small)
  func misaligned(_ number: NumberType, _ named: NamedLayout) throws {
    try verify(number.type, named.layout, Setting.all(threads: [1]), offset: 1)
  }

  /// Forward and in place have the reference's bits, and write nothing else.
  private func verify<Scalar: Number>(
    _: Scalar.Type, _ layout: Layout, _ settings: [Setting], offset: Int = 0
  ) throws {
    let problem = Problem<Scalar>(layout)
    let reference = Reference(problem)
    let distinguishes = reference.distinguishes(problem) || layout.count < 32
    try #require(distinguishes)
    let buffers = Buffers(problem, offset: offset)
    for setting in settings {
      try buffers.forward(setting)
      let outOfPlace = difference(buffers.y, reference.y)
      #expect(outOfPlace == nil, "\(setting), \(problem)")
      #expect(difference(buffers.x, problem.x) == nil, "\(setting), \(problem)")

      try buffers.forwardInPlace(setting)
      let inPlace = difference(buffers.x, reference.y)
      #expect(inPlace == nil, "in place, \(setting), \(problem)")
      buffers.x.fill(problem.x)
    }
    #expect(difference(buffers.slope, problem.slope) == nil)
    #expect(buffers.marginsAreIntact, "\(problem)")
  }
}
