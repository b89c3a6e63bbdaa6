import PReLULayers
import Testing

/// Gradients in Double against central differences of the loss `sum of g * y`, in every coordinate of the input and of the parameters.
@Suite struct FiniteDifferenceTests {
  private static let step = 0x1p-14

  static let layers = LayerCase.all.filter { $0.input.height < 20 }

  /// In one coordinate the loss is linear between the corners of these activations. Products stay 2^-9 away from 0, and a step moves
  /// them by 2^-14 at most. Numbers are multiples of 2^-4, or of 2^-14 after a step, so that the loss is one of
  /// 2^-31 at least, below 2^12: Double has it exactly, and the difference is the derivative.
  @Test(
    arguments: layers,
    [.none, .relu, .leakyReLU(slope: 0.25), .prelu(), .preluShared()] as [Activation])
  func exact(_ layer: LayerCase, _ activation: Activation) throws {
    try verify(layer, activation, allowed: 0)
  }

  /// A central difference of step h is off by h^2 / 6 of the third derivative. That of the loss is at most
  /// `sum of |g| c^3 f'''`, where c, what a product changes with the coordinate, and g are 1 at most, f''' is below 1.76, and at most 2^9
  /// products change: 2^9.9 * 2^-30.6 = 2^-20.7. y is rounded by up to 2 ULP of 2^3, 2^-49 (1.76 is the largest magnitude on the negative side, and the
  /// product itself below 2^3 where its rounding matters), and so are the loss's 2^9 terms with their sum,
  /// together below 2^-49 * 2^9 * 2 / (2 h) = 2^-26. Two numbers of 2^-20 hold both.
  @Test(arguments: layers, [.elu(), .elu(alpha: 0.5), .selu] as [Activation])
  func smooth(_ layer: LayerCase, _ activation: Activation) throws {
    try verify(layer, activation, allowed: 0x1p-20)
  }

  private func verify(_ layer: LayerCase, _ activation: Activation, allowed: Double) throws {
    let problem = try LayerProblem<Double>(layer, activation, batch: 2)
    _ = try problem.forward(.training, threads: 1)
    let dx = try problem.network.backward(problem.g, wantsInputGradient: true)
    let byInput = try differences(at: problem.x) { try loss(problem, $0) }
    #expect(deviation(dx, byInput, allowed: allowed) == nil, "input")
    // Where all gradients are 0, as a dead unit's, right and wrong ones would agree.
    #expect(dx.count < 8 || dx.contains { $0 != 0 })
    for parameter in problem.network.parameters {
      let values = parameter.values
      let numeric = try differences(at: values) {
        try parameter.replaceValues($0)
        return try loss(problem, problem.x)
      }
      try parameter.replaceValues(values)
      #expect(deviation(parameter.gradient, numeric, allowed: allowed) == nil, "\(parameter.name)")
    }
  }

  private func loss(_ problem: LayerProblem<Double>, _ x: [Double]) throws -> Double {
    let y = try problem.network.forward(x, batch: problem.batch)
    return zip(problem.g, y).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private func differences(
    at point: [Double], _ f: ([Double]) throws -> Double
  ) rethrows -> [Double] {
    try point.indices.map { index in
      var (above, below) = (point, point)
      above[index] += Self.step
      below[index] -= Self.step
      return try (f(above) - f(below)) / (2 * Self.step)
    }
  }
}
