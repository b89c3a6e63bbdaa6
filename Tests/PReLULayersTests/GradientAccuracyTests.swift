import Foundation
import PReLULayers
import Testing

/// The bounds that layers promise for the gradients of bias and slopes, of several blocks, on numbers whose sums are rounded.
///
/// With slopes of 1 the output is z itself, of which Double's sums are exact but for n roundings of 2^-53, which Float's bound holds
/// many times.
@Suite struct GradientAccuracyTests {
  /// Blocks of 512 rows, and of one image.
  @Test(arguments: [(LayerCase.dense(16, 64), 1500, 512), (convolution, 40, 24 * 24)])
  func float(_ layer: LayerCase, _ batch: Int, _ blockTerms: Int) throws {
    let network = try Network([layer.layer(Float.self, .prelu(initialSlope: 1))])
    var generator = RandomGenerator(seed: 23)
    func normals(_ count: Int) -> [Float] { (0..<count).map { _ in Float(generator.normal()) } }
    let z = try network.forward(
      normals(batch * network.layers[0].inputCount), batch: batch, purpose: .training)
    let g = normals(z.count)
    try network.backward(g)
    let (bias, slope) = (network.parameters[1].gradient, network.parameters[2].gradient)
    let pixels = z.count / batch / layer.channels
    for channel in 0..<layer.channels {
      var (terms, gradients) = ([Double](), [Double]())
      for sample in 0..<batch {
        let start = (sample * layer.channels + channel) * pixels
        for index in start..<(start + pixels) {
          terms.append(z[index] < 0 ? Double(g[index]) * Double(z[index]) : 0)
          gradients.append(Double(g[index]))
        }
      }
      let n = Double(terms.count)
      let blocks = stride(from: 0, to: terms.count, by: blockTerms).map { start in
        abs(terms[start..<min(start + blockTerms, terms.count)].reduce(0, +))
      }
      let slopeBound =
        Double(slope[channel].ulp) + 0x1p-23 * blocks.reduce(0, +)
        + 2 * n * 0x1p-53 * terms.reduce(0) { $0 + abs($1) }
      #expect(abs(Double(slope[channel]) - terms.reduce(0, +)) <= slopeBound)
      let roundings = layer.isDense ? Double(blockTerms) : Double(pixels) / 16 + 16
      let biasBound =
        Double(bias[channel].ulp)
        + (roundings + n * 0x1p-29) * 0x1p-24 * gradients.reduce(0) { $0 + abs($1) }
      #expect(abs(Double(bias[channel]) - gradients.reduce(0, +)) <= biasBound)
    }
  }

  private static let convolution = LayerCase(
    input: ImageShape(channels: 2, height: 24, width: 24), channels: 3, window: 3, padding: 1)
}
