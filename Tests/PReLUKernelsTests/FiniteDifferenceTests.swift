import Foundation
import PReLUKernels
import Testing
import _TestSupport

/// Derivatives against differences of what they are derivatives of, in Double.
///
/// PReLU and its gradients are linear in each of x, slope and g between the branches, so a central difference has no error but its
/// roundings: with steps of 2^-10 those are below 2^-53 * 2^10 = 2^-43 of the sums that are differentiated, which have up to
/// 2^7 terms of the derivative's magnitude: 2^-34 of its norm holds them with some to spare.
@Suite struct FiniteDifferenceTests {
  private static let step = 0x1p-10
  private static let tolerance = 0x1p-34

  private let layout: Layout
  private let problem: SecondOrderProblem<Double>
  private let x: [Double]

  init() throws {
    layout = try Layout(outer: 3, channels: 4, inner: 5)
    problem = SecondOrderProblem(layout)
    // Away from the corner, so that no step changes the branch.
    x = problem.first.x.map { abs($0) < 0.01 ? -0.5 : $0 }
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).map(*).reduce(0, +) }

  /// The derivative of `f` in each coordinate of `point`.
  private func differences(
    at point: [Double], _ f: ([Double]) throws -> Double
  ) rethrows -> [Double] {
    try point.indices.map { index in
      var (above, below) = (point, point)
      above[index] += Self.step
      below[index] -= Self.step
      return try (f(above) - f(below)) / (above[index] - below[index])
    }
  }

  private func agree(_ a: [Double], _ b: [Double]) -> Bool {
    let allowed = Self.tolerance * (1 + dot(a, a).squareRoot())
    return a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= allowed }
  }

  /// Backward against forward.
  @Test func backward() throws {
    let (slope, g) = (problem.first.slope, problem.first.gradient)
    let gradients = try PReLU.backward(x, slope: slope, gradient: g, layout: layout)
    let byInput = try differences(at: x) {
      dot(g, try PReLU.forward($0, slope: slope, layout: layout))
    }
    let bySlope = try differences(at: slope) {
      dot(g, try PReLU.forward(x, slope: $0, layout: layout))
    }
    #expect(agree(gradients.inputGradient, byInput))
    #expect(agree(gradients.slopeGradient, bySlope))
  }

  /// The tangent against forward, along its direction: y is quadratic in the step, so the central difference is exact.
  @Test func tangent() throws {
    let (slope, u, v) = (problem.first.slope, problem.u, problem.v)
    let h = 0x1p-12
    let tangent = try PReLU.tangent(
      x, slope: slope, inputTangent: u, slopeTangent: v, layout: layout)
    func y(_ h: Double) throws -> [Double] {
      try PReLU.forward(
        zip(x, u).map { $0 + h * $1 }, slope: zip(slope, v).map { $0 + h * $1 }, layout: layout)
    }
    let (above, below) = (try y(h), try y(-h))
    #expect(agree(tangent, zip(above, below).map { ($0 - $1) / (2 * h) }))
  }

  /// Double backward against backward.
  @Test func doubleBackward() throws {
    let (slope, g, u, v) = (problem.first.slope, problem.first.gradient, problem.u, problem.v)
    let second = try PReLU.doubleBackward(
      x, slope: slope, gradient: g, upstreamOfInputGradient: u, upstreamOfSlopeGradient: v,
      layout: layout)
    func weighed(_ x: [Double], _ slope: [Double], _ g: [Double]) throws -> Double {
      let gradients = try PReLU.backward(x, slope: slope, gradient: g, layout: layout)
      return dot(u, gradients.inputGradient) + dot(v, gradients.slopeGradient)
    }
    #expect(agree(second.toInput, try differences(at: x) { try weighed($0, slope, g) }))
    #expect(agree(second.toSlope, try differences(at: slope) { try weighed(x, $0, g) }))
    #expect(agree(second.toGradient, try differences(at: g) { try weighed(x, slope, $0) }))
  }

  /// Float against Double, in which the differences above have been looked at.
  @Test func float() throws {
    let numbers = SecondOrderProblem<Float>(layout)
    func wide(_ numbers: [Float]) -> [Double] { numbers.map(Double.init) }
    let narrow = try PReLU.doubleBackward(
      numbers.first.x, slope: numbers.first.slope, gradient: numbers.first.gradient,
      upstreamOfInputGradient: numbers.u, upstreamOfSlopeGradient: numbers.v, layout: layout)
    let second = try PReLU.doubleBackward(
      wide(numbers.first.x), slope: wide(numbers.first.slope),
      gradient: wide(numbers.first.gradient), upstreamOfInputGradient: wide(numbers.u),
      upstreamOfSlopeGradient: wide(numbers.v), layout: layout)
    for (a, b) in [
      (narrow.toInput, second.toInput), (narrow.toSlope, second.toSlope),
      (narrow.toGradient, second.toGradient),
    ] {
      let scale = b.map(abs).max() ?? 0
      // Three roundings of numbers of that magnitude at most, each of 2^-24 of it.
      #expect(zip(a, b).allSatisfy { abs(Double($0) - $1) <= 3 * 0x1p-24 * 2 * scale })
    }
  }

  /// ELU and SELU, Float, against differences of the function itself in Double.
  ///
  /// With steps of h = 2^-16 a central difference of exp has an error of h^2 / 6 of it, 2^-34.6, and the function's own rounding,
  /// 2^-53 over the step, 2^-36: together below 2^-33 of the largest value, far below Float's 2^-24, of which the kernel
  /// may be off by some.
  @Test(arguments: [
    Rectifier.relu, .leakyReLU(), .leakyReLU(slope: 0.3), .elu(), .elu(alpha: 2.5), .selu(),
  ])
  func rectifier(_ rectifier: Rectifier) throws {
    let h = 0x1p-16
    let x = stride(from: Float(-20), through: 5, by: 0.0371).filter { abs($0) > 0.001 }
    let dx = try rectifier.backward(x, gradient: x.map { _ in 1 })
    let (above, below) = (x.map { Double($0) + h }, x.map { Double($0) - h })
    let difference = zip(try rectifier.forward(above), try rectifier.forward(below)).map {
      ($0 - $1) / (2 * h)
    }
    for (index, (a, b)) in zip(dx, difference).enumerated() {
      #expect(abs(Double(a) - b) <= 3 * 0x1p-24 * abs(b) + 0x1p-32, "x = \(x[index])")
    }
  }
}
