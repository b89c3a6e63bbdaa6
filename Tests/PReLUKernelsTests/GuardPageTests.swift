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

  /// Layouts of slopes that are shared along axes between others: units of places, of rows and of runs.
  static let broadcasting: [BroadcastShape] =
    BroadcastTests.smallShapes.filter { $0.dimensions.count <= 5 }
    + [
      BroadcastShape(dimensions: [2, 301, 3, 31, 3], slope: [1, 301, 1, 31, 1]),
      BroadcastShape(dimensions: [3, 2, 4_001], slope: [3, 1, 4_001]),
      BroadcastShape(dimensions: [3, 5, 4_096], slope: [3, 1, 4_096]),
      BroadcastShape(dimensions: [2, 3, 2, 40_001], slope: [2, 1, 2, 1]),
      BroadcastShape(dimensions: [2, 50, 3, 11], slope: [1, 50, 1, 11]),
      BroadcastShape(dimensions: [18_001, 5, 3], slope: [18_001, 1, 3]),
      BroadcastShape(dimensions: [2, 9_001, 5, 3], slope: [1, 9_001, 1, 3]),
    ]

  @Test(arguments: NumberType.allCases, GuardedMemory<Float>.Side.allCases)
  func broadcastStaysInBounds(
    _ number: NumberType, _ side: GuardedMemory<Float>.Side
  ) throws {
    for shape in Self.broadcasting {
      try broadcastStaysInBounds(number.type, shape, atEnd: side == .end)
    }
  }

  private func broadcastStaysInBounds<Scalar: Number>(
    _: Scalar.Type, _ shape: BroadcastShape, atEnd: Bool
  ) throws {
    let layout = try Layout.broadcasting(slope: shape.slope, to: shape.dimensions)
    let side: GuardedMemory<Scalar>.Side = atEnd ? .end : .start
    let problem = Problem<Scalar>(layout)
    let y = try PReLU.forward(problem.x, slope: problem.slope, layout: layout)
    let gradients = try PReLU.backward(
      problem.x, slope: problem.slope, gradient: problem.gradient, layout: layout)
    let x = GuardedMemory(problem.x, side: side)
    let slope = GuardedMemory(problem.slope, side: side)
    let gradient = GuardedMemory(problem.gradient, side: side)
    let output = GuardedMemory(problem.x, side: side)
    let second = GuardedMemory(problem.x, side: side)
    let slopeGradient = GuardedMemory(problem.slope, side: side)
    for setting in Setting.all(threads: [1], stores: [.ordinary, .nonTemporal]) {
      let (stores, instructionSet) = (setting.stores, setting.instructionSet)
      try PReLU.forward(
        x.constant, slope: slope.constant, layout: layout, into: output.mutable,
        threads: .serial, stores: stores, instructionSet: instructionSet)
      #expect(difference(Array(output.constant), y) == nil, "\(setting), \(shape)")
      try PReLU.backward(
        x.constant, slope: slope.constant, gradient: gradient.constant, layout: layout,
        inputGradient: output.mutable, slopeGradient: slopeGradient.mutable, update: .overwrite,
        threads: .serial, stores: stores, instructionSet: instructionSet)
      let (dx, da) = (Array(output.constant), Array(slopeGradient.constant))
      #expect(difference(dx, gradients.inputGradient) == nil, "\(setting), \(shape)")
      #expect(difference(da, gradients.slopeGradient) == nil, "\(setting), \(shape)")
      try PReLU.doubleBackward(
        x.constant, slope: slope.constant, gradient: gradient.constant,
        upstreamOfInputGradient: gradient.constant, upstreamOfSlopeGradient: slope.constant,
        layout: layout, toInput: output.mutable, toSlope: slopeGradient.mutable,
        toGradient: second.mutable, update: .overwrite, threads: .serial, stores: stores,
        instructionSet: instructionSet)
    }
    withExtendedLifetime((x, slope, gradient, output, second, slopeGradient)) {}
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
