import PReLUKernels
import Testing
import _TestSupport

/// Kernels read and write no element that is not theirs: next to every buffer is a page that cannot be
/// read.
@Suite struct GuardPageTests {
  /// Layouts with every remainder of vectors and joined rows.
  static let layouts =
    (0...34).map { NamedLayout("one run", 1, 1, $0) }
    + (0...34).map { NamedLayout("rows", 5, $0, 1) }
    + (1...34).map { NamedLayout("runs", 2, 3, $0) }
    + NamedLayout.small

  @Test(arguments: NumberType.allCases, GuardedMemory<Float>.Side.allCases)
  func stayInBounds(_ number: NumberType, _ side: GuardedMemory<Float>.Side) throws {
    for named in Self.layouts {
      try stayInBounds(number.type, named.layout, atEnd: side == .end)
    }
  }

  private func stayInBounds<Scalar: Number>(
    _: Scalar.Type, _ layout: Layout, atEnd: Bool
  ) throws {
    let side: GuardedMemory<Scalar>.Side = atEnd ? .end : .start
    let problem = Problem<Scalar>(layout)
    let reference = Reference(problem)
    let x = GuardedMemory(problem.x, side: side)
    let slope = GuardedMemory(problem.slope, side: side)
    let gradient = GuardedMemory(problem.gradient, side: side)
    let output = GuardedMemory(problem.x, side: side)
    let slopeGradient = GuardedMemory(problem.slope, side: side)
    for setting in Setting.all(threads: [1, 3], stores: [.ordinary, .nonTemporal]) {
      try PReLU.forward(
        x.constant, slope: slope.constant, layout: layout, into: output.mutable,
        threads: setting.threads, stores: setting.stores, instructionSet: setting.instructionSet)
      reference.y.withUnsafeBufferPointer {
        #expect(difference(output.constant, $0) == nil, "\(setting), \(problem)")
      }
      try PReLU.backward(
        x.constant, slope: slope.constant, gradient: gradient.constant, layout: layout,
        inputGradient: output.mutable, slopeGradient: slopeGradient.mutable, update: .overwrite,
        threads: setting.threads, stores: setting.stores, instructionSet: setting.instructionSet)
      reference.inputGradient.withUnsafeBufferPointer {
        #expect(difference(output.constant, $0) == nil, "\(setting), \(problem)")
      }
      try PReLU.inputGradient(
        x.constant, slope: slope.constant, gradient: gradient.constant, layout: layout,
        into: output.mutable, threads: setting.threads, stores: setting.stores,
        instructionSet: setting.instructionSet)
      try PReLU.slopeGradient(
        x.constant, gradient: gradient.constant, layout: layout, into: slopeGradient.mutable,
        update: .overwrite, threads: setting.threads, instructionSet: setting.instructionSet)
    }
  }

  /// The guard works: reading one element too far ends the process.
  @Test func readingTooFarCrashes() async {
    // Printed, because an optimised build leaves out a read that nobody needs.
    await #expect(processExitsWith: .failure) {
      let memory = GuardedMemory<Float>([1, 2, 3], side: .end)
      withExtendedLifetime(memory) { print(memory.constant.baseAddress![3]) }
    }
    await #expect(processExitsWith: .failure) {
      let memory = GuardedMemory<Double>([1, 2, 3], side: .start)
      withExtendedLifetime(memory) { print(memory.constant.baseAddress![-1]) }
    }
    // The elements themselves can be read.
    await #expect(processExitsWith: .success) {
      let memory = GuardedMemory<Double>([1, 2, 3], side: .start)
      withExtendedLifetime(memory) { print(memory.constant.baseAddress![2]) }
    }
  }
}
