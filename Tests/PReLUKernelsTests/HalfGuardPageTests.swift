import PReLUKernels
import Testing
import _TestSupport

/// Kernels of sixteen bits touch no element that is not theirs: next to every buffer is a page that cannot be read.
@Suite struct HalfGuardPageTests {
  @Test(arguments: HalfType.allCases, [true, false])
  func stayInBounds(_ half: HalfType, _ atEnd: Bool) throws {
    for named in GuardPageTests.layouts {
      try stayInBounds(half.type, named.layout, atEnd: atEnd)
    }
  }

  @Test(arguments: HalfType.allCases, [true, false])
  func broadcastStaysInBounds(_ half: HalfType, _ atEnd: Bool) throws {
    for shape in GuardPageTests.broadcasting {
      let layout = try Layout.broadcasting(slope: shape.slope, to: shape.dimensions)
      try stayInBounds(half.type, layout, atEnd: atEnd)
    }
  }

  private func stayInBounds<Value: Half>(
    _: Value.Type, _ layout: Layout, atEnd: Bool
  ) throws {
    let problem = HalfProblem<Value>(layout, slopesArePositive: true)
    try stayInBounds(problem, problem.slope, atEnd: atEnd)
    try stayInBounds(problem, widened(problem.slope), atEnd: atEnd)
  }

  private func stayInBounds<Value: Half, Slope: StoredNumber>(
    _ problem: HalfProblem<Value>, _ slopes: [Slope], atEnd: Bool
  ) throws where Slope.Compute == Float {
    let layout = problem.layout
    func values(_ values: [Value]) -> GuardedMemory<Value> {
      GuardedMemory(values, side: atEnd ? .end : .start)
    }
    func slopeValues() -> GuardedMemory<Slope> {
      GuardedMemory(slopes, side: atEnd ? .end : .start)
    }
    let (x, g, u) = (values(problem.x), values(problem.gradient), values(problem.u))
    let (output, second) = (values(problem.x), values(problem.x))
    let (slope, v, slopeGradient) = (slopeValues(), slopeValues(), slopeValues())
    for setting in Setting.all(threads: [1], stores: [.ordinary, .nonTemporal]) {
      let (stores, instructionSet) = (setting.stores, setting.instructionSet)
      try PReLU.forward(
        x.constant, slope: slope.constant, layout: layout, into: output.mutable, stores: stores,
        instructionSet: instructionSet)
      try PReLU.backward(
        x.constant, slope: slope.constant, gradient: g.constant, layout: layout,
        inputGradient: output.mutable, slopeGradient: slopeGradient.mutable, update: .accumulate,
        stores: stores, instructionSet: instructionSet)
      try PReLU.backward(
        output: x.constant, slope: slope.constant, gradient: g.constant, layout: layout,
        inputGradient: output.mutable, slopeGradient: slopeGradient.mutable, update: .overwrite,
        stores: stores, instructionSet: instructionSet)
      try PReLU.inputGradient(
        x.constant, slope: slope.constant, gradient: g.constant, layout: layout,
        into: output.mutable, stores: stores, instructionSet: instructionSet)
      try PReLU.slopeGradient(
        x.constant, gradient: g.constant, layout: layout, into: slopeGradient.mutable,
        update: .overwrite, instructionSet: instructionSet)
      try PReLU.doubleBackward(
        x.constant, slope: slope.constant, gradient: g.constant,
        upstreamOfInputGradient: u.constant, upstreamOfSlopeGradient: v.constant, layout: layout,
        toInput: output.mutable, toSlope: slopeGradient.mutable, toGradient: second.mutable,
        update: .overwrite, stores: stores, instructionSet: instructionSet)
    }
  }

  @Test(arguments: HalfType.allCases, [true, false])
  func rectifiersStayInBounds(_ half: HalfType, _ atEnd: Bool) throws {
    for count in 0...50 {
      try rectifiersStayInBounds(half.type, count, atEnd: atEnd)
    }
  }

  private func rectifiersStayInBounds<Value: Half>(
    _: Value.Type, _ count: Int, atEnd: Bool
  ) throws {
    let values = [Value](repeating: -0.5, count: count)
    let side: GuardedMemory<Value>.Side = atEnd ? .end : .start
    let (x, g) = (GuardedMemory(values, side: side), GuardedMemory(values, side: side))
    let output = GuardedMemory(values, side: side)
    for rectifier in [Rectifier.relu, .leakyReLU(), .elu(), .selu()] {
      for setting in Setting.all(threads: [1], stores: [.ordinary, .nonTemporal]) {
        let (stores, instructionSet) = (setting.stores, setting.instructionSet)
        try rectifier.forward(
          x.constant, into: output.mutable, stores: stores, instructionSet: instructionSet)
        try rectifier.backward(
          x.constant, gradient: g.constant, into: output.mutable, stores: stores,
          instructionSet: instructionSet)
        try rectifier.backward(
          output: x.constant, gradient: g.constant, into: output.mutable, stores: stores,
          instructionSet: instructionSet)
      }
    }
  }
}
