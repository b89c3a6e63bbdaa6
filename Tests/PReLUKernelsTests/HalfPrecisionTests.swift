import PReLUKernels
import Testing
import _TestSupport

/// Float16 and BFloat16 are storage. Every result of PReLU is Float's, of the same numbers, rounded once; the gradients of slopes are
/// sums in Double, rounded once to the type of the slopes.
@Suite struct HalfPrecisionTests {
  @Test(arguments: HalfType.allCases, NamedLayout.small)
  func small(_ half: HalfType, _ named: NamedLayout) throws {
    try verify(half.type, named.layout, Self.smallSettings)
  }

  @Test(arguments: HalfType.allCases, NamedLayout.large)
  func large(_ half: HalfType, _ named: NamedLayout) throws {
    try verify(half.type, named.layout, Self.largeSettings)
  }

  static let smallSettings = Setting.all(threads: [1], stores: [.ordinary, .nonTemporal])
  static let largeSettings = Setting.all(threads: [3], stores: [.nonTemporal])

  /// Buffers stand one element, two, three and so on behind the beginning of a cache line.
  private func verify<Value: Half>(
    _: Value.Type, _ layout: Layout, _ settings: [Setting]
  ) throws {
    let problem = HalfProblem<Value>(layout)
    let same = HalfBuffers(problem, offset: 1) { $0 }
    let mixed = HalfBuffers(problem, offset: 1) { widened($0) }
    let expected = try HalfResults(problem)
    let (slopes, floatSlopes) = (expected.slopesOfSameType, expected.slopesOfFloat)
    for setting in settings {
      try same.verify(setting, expected, slopes)
      try mixed.verify(setting, expected, floatSlopes)
    }
    #expect(same.marginsAreIntact && mixed.marginsAreIntact)
  }

  /// The kernels of the input, with sums that are divided: a few large layouts are enough.
  @Test(arguments: HalfType.allCases, NamedLayout.small + NamedLayout.large.suffix(5))
  func fromOutput(_ half: HalfType, _ named: NamedLayout) throws {
    try verifyFromOutput(half.type, named.layout, Self.largeSettings)
  }

  private func verifyFromOutput<Value: Half>(
    _: Value.Type, _ layout: Layout, _ settings: [Setting]
  ) throws {
    let problem = HalfProblem<Value>(layout, slopesArePositive: true)
    let same = HalfBuffers(problem, offset: 1) { $0 }
    let mixed = HalfBuffers(problem, offset: 1) { widened($0) }
    let expected = try HalfResults(problem, fromOutput: true)
    let (slopes, floatSlopes) = (expected.slopesOfSameType, expected.slopesOfFloat)
    for setting in settings {
      try same.verifyBackward(setting, expected, slopes, fromOutput: true)
      try mixed.verifyBackward(setting, expected, floatSlopes, fromOutput: true)
    }
    #expect(same.marginsAreIntact && mixed.marginsAreIntact)
  }

  /// The problems show what is computed: both branches are taken, and rounding changes most numbers.
  @Test(arguments: HalfType.allCases)
  func problemsTell(_ half: HalfType) throws {
    try problemsTell(half.type)
  }

  private func problemsTell<Value: Half>(_: Value.Type) throws {
    let layout = NamedLayout("runs", 3, 5, 49).layout
    let problem = HalfProblem<Value>(layout)
    let results = try HalfResults(problem)
    let widest = try PReLU.forward(
      widened(problem.x), slope: widened(problem.slope), layout: layout)
    #expect(difference(results.y, problem.x) != nil)
    #expect(widened(results.y) != widest)
    #expect(results.inputGradient.contains { $0._computed > 0 })
    #expect(results.inputGradient.contains { $0._computed < 0 })
    #expect(results.slopesOfFloat.gradient != widened(results.slopesOfSameType.gradient))
  }
}
