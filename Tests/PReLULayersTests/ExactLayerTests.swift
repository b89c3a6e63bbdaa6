import PReLUKernels
import Testing

@testable import PReLULayers

/// Layers against their formulas, on numbers of which every sum is exact: in Float and Double, for any number of threads, each result has
/// one right value.
///
/// Exact in Float: products of x and W are multiples of 2^-8, z is one of 2^-9 below 2^9 for up to 2^9 terms: 18 digits. With slopes y and
/// dz times x have 4 digits more. Sums of `g * z` for a slope are formed in Double by the kernels, with less than 40 digits, and rounded once,
/// as they are here.
@Suite struct ExactLayerTests {
  static let activations: [Activation] = [
    .none, .relu, .leakyReLU(slope: 0.25), .leakyReLU(slope: -0.5), .leakyReLU(slope: 0),
    .prelu(), .preluShared(),
  ]

  @Test(arguments: LayerCase.all, activations)
  func double(_ layer: LayerCase, _ activation: Activation) throws {
    try verify(Double.self, layer, activation)
  }

  @Test(arguments: LayerCase.all, activations)
  func float(_ layer: LayerCase, _ activation: Activation) throws {
    try verify(Float.self, layer, activation)
  }

  /// Products that are large enough for threads to share them, by columns and by rows, with several blocks of bias sums.
  @Test(arguments: [(LayerCase.dense(256, 272), 40), (.dense(64, 96), 520)])
  func stripes(_ layer: LayerCase, _ batch: Int) throws {
    try verify(Double.self, layer, .prelu(), batches: [batch])
    try verify(Float.self, layer, .relu, batches: [batch])
  }

  @Test(arguments: LayerCase.severalBlocks, [.prelu(), .leakyReLU(slope: -0.5)] as [Activation])
  func severalBlocks(_ layer: LayerCase, _ activation: Activation) throws {
    let convolution = try #require(layer.layer(Float.self, activation) as? Convolution2D<Float>)
    #expect(convolution.blocks(images: 1).count > 1)
    try verify(Double.self, layer, activation, batches: [1, 3])
    try verify(Float.self, layer, activation, batches: [1, 3])
  }

  /// Gradients that are computed of the output. A slope has 4 digits: y and its quotient by the slope, which is z, are exact.
  @Test(arguments: LayerCase.all, [.prelu(), .preluShared()] as [Activation])
  func positiveSlopes(_ layer: LayerCase, _ activation: Activation) throws {
    try verify(Double.self, layer, activation, positiveSlopes: true)
    try verify(Float.self, layer, activation, positiveSlopes: true)
  }

  /// Slopes that change between two forward passes: each backward pass takes what the forward pass before it kept.
  @Test func changingSlopes() throws {
    let problem = try LayerProblem<Double>(.dense(7, 5), .prelu(), batch: 3)
    let slope = try #require(problem.parameter(.slope))
    var gradients: [[Double]] = []
    for slopes in [0.5, -0.5, 0, 0.5].map({ [Double](repeating: $0, count: 5) }) {
      try slope.replaceValues(slopes)
      _ = try problem.forward(.training, threads: 1)
      try problem.network.backward(problem.g)
      gradients.append(slope.gradient)
    }
    // The sum of g * z where z is negative does not depend on the slope.
    #expect(gradients[0].contains { $0 != 0 })
    for gradient in gradients { #expect(inequality(gradient, gradients[0]) == nil) }
  }

  private func verify<Scalar: BLASScalar>(
    _: Scalar.Type, _ layer: LayerCase, _ activation: Activation, batches: [Int] = [1, 3, 8],
    positiveSlopes: Bool = false
  ) throws {
    for batch in batches {
      let problem = try LayerProblem<Scalar>(
        layer, activation, batch: batch, positiveSlopes: positiveSlopes)
      let naive = problem.naive(layer)
      let z = naive.product(problem.x)
      let expected = try Activated(z, problem.g, activation, problem, naive.output)
      let gradients = naive.gradients(problem.x, dz: expected.dz)
      for threads in [1, 2, 3] {
        let context = "batch \(batch), \(threads) threads"
        let inference = try problem.forward(.inference, threads: threads)
        #expect(inequality(inference, expected.y) == nil, "y, inference, \(context)")
        let training = try problem.forward(.training, threads: threads)
        #expect(inequality(training, expected.y) == nil, "y, training, \(context)")
        let dx = try problem.network.backward(
          problem.g, wantsInputGradient: true, threads: threads)
        #expect(inequality(dx, gradients.input) == nil, "dx, \(context)")
        for (kind, gradient) in [
          (ParameterKind.weight, gradients.weight), (.bias, gradients.bias),
        ] {
          let actual = problem.parameter(kind)?.gradient ?? []
          #expect(inequality(actual, gradient) == nil, "\(kind), \(context)")
        }
        let slopes = problem.parameter(.slope)?.gradient ?? []
        #expect(inequality(slopes, expected.slopes) == nil, "slopes, \(context)")
      }
    }
  }
}

/// What an activation makes of a product, by the kernels, which have tests of their own.
private struct Activated<Scalar: BLASScalar> {
  var y: [Scalar]
  var dz: [Scalar]
  var slopes: [Scalar] = []

  init(
    _ z: [Scalar], _ g: [Scalar], _ activation: Activation, _ problem: LayerProblem<Scalar>,
    _ output: ImageShape
  ) throws {
    switch activation {
    case .none: (y, dz) = (z, g)
    case .relu: (y, dz) = try (Rectifier.relu.forward(z), Rectifier.relu.backward(z, gradient: g))
    case .leakyReLU(let slope):
      let leaky = Rectifier.leakyReLU(slope: slope)
      (y, dz) = try (leaky.forward(z), leaky.backward(z, gradient: g))
    default:
      let slope = problem.parameter(.slope)?.values ?? []
      let layout = try Layout.nchw(
        batch: problem.batch, channels: output.channels, height: output.height,
        width: output.width, slopes: activation == .prelu() ? .perChannel : .shared)
      y = try PReLU.forward(z, slope: slope, layout: layout)
      (dz, slopes) = try PReLU.backward(z, slope: slope, gradient: g, layout: layout)
    }
  }
}
