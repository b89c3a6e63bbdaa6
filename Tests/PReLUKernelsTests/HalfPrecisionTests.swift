import PReLUKernels
import Testing
import _TestSupport

/// Float16 and bfloat16 are storage: every result is Float's, of the same numbers, rounded once.
@Suite struct HalfPrecisionTests {
  @Test(arguments: NamedLayout.small)
  func float16(_ named: NamedLayout) throws {
    try verify(named.layout) { Float16($0) }
  }

  @Test(arguments: NamedLayout.small)
  func bfloat16(_ named: NamedLayout) throws {
    try verify(named.layout) { BFloat16($0) }
  }

  /// Slopes of the same type, and of Float, whose gradients are then Float's own.
  private func verify<Half: PReLUScalar>(
    _ layout: Layout, _ half: (Double) -> Half
  ) throws where Half.Compute == Float {
    let problem = Problem<Float>(layout)
    let (x, slope, g) = (
      problem.x.map { half(Double($0)) }, problem.slope.map { half(Double($0)) },
      problem.gradient.map { half(Double($0)) }
    )
    // The same numbers, and what is computed of them in Float, and of the slopes' gradients in Double.
    let widened = (x.map(\._computed), slope.map(\._computed), g.map(\._computed))
    let wide = (widened.0.map(Double.init), widened.1.map(Double.init), widened.2.map(Double.init))
    for instructionSet in InstructionSet.supported {
      let y = try PReLU.forward(
        widened.0, slope: widened.1, layout: layout, instructionSet: instructionSet)
      let float = try PReLU.backward(
        widened.0, slope: widened.1, gradient: widened.2, layout: layout,
        instructionSet: instructionSet)
      let double = try PReLU.backward(
        wide.0, slope: wide.1, gradient: wide.2, layout: layout, instructionSet: instructionSet)

      let actual = try PReLU.forward(
        x, slope: slope, layout: layout, instructionSet: instructionSet)
      #expect(same(actual, y.map { half(Double($0)) }), "\(instructionSet), \(layout)")
      let gradients = try PReLU.backward(
        x, slope: slope, gradient: g, layout: layout, instructionSet: instructionSet)
      #expect(same(gradients.inputGradient, float.inputGradient.map { half(Double($0)) }))
      #expect(same(gradients.slopeGradient, double.slopeGradient.map { half($0) }))
    }
  }

  private func same<Half: PReLUScalar>(_ a: [Half], _ b: [Half]) -> Bool {
    a.withUnsafeBytes { a in b.withUnsafeBytes { b in a.elementsEqual(b) } }
  }
}
