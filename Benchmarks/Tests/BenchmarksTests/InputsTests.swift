import Foundation
import Testing

@testable import Inputs

@Suite struct InputsTests {
  /// The first numbers of SplitMix64 from the seed 0, as its authors' program gives them.
  @Test func splitMixIsSplitMix() {
    var generator = SplitMix64(seed: 0)
    #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
    #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
  }

  @Test func normalNumbersAreNormal() {
    var generator = NormalGenerator(seed: 42)
    let numbers = (0..<100_000).map { _ in generator.next() }
    let mean = numbers.reduce(0, +) / 1e5
    let variance = numbers.reduce(0) { $0 + $1 * $1 } / 1e5 - mean * mean
    let withinOne = Double(numbers.count { abs($0) < 1 }) / 1e5
    // Five standard errors of each estimate.
    #expect(abs(mean) < 0.016)
    #expect(abs(variance - 1) < 0.023)
    #expect(abs(withinOne - 0.6827) < 0.0075)
    #expect(numbers.allSatisfy { $0.isFinite })
  }

  @Test func tensorsAreTheSameEachTime() {
    let first = Tensors<Float>.normal(count: 1000, slopes: 3)
    let second = Tensors<Float>.normal(count: 1000, slopes: 3)
    #expect(first.x == second.x && first.gradient == second.gradient)
    #expect(first.slope == second.slope && first.slope.count == 3)
  }

  @Test func halfIsNegative() {
    let tensors = Tensors<Double>.normal(count: 10_000, slopes: 1)
    for numbers in [tensors.x, tensors.gradient] {
      #expect(abs(numbers.count { $0 < 0 } - 5000) < 250)
      #expect(numbers.allSatisfy { $0.isNormal })
    }
  }

  @Test func imagesAreScaledToMeanZeroAndVarianceOne() {
    let scaled = FashionMNIST.scale([0, 0, 255, 10, 3, 77][...])
    let mean = scaled.reduce(0, +) / 6
    let variance = scaled.reduce(0) { $0 + $1 * $1 } / 6
    #expect(abs(mean) < 1e-6)
    #expect(abs(variance - 1) < 1e-6)
  }

  @Test func theDenseLayerMultipliesByItsWeights() {
    let weights = DenseLayer.weights()
    var image = [Float](repeating: 0, count: 2 * DenseLayer.inputs)
    image[DenseLayer.inputs + 5] = 2
    let output = DenseLayer.preactivations(of: image)
    #expect(output.count == 2 * DenseLayer.units)
    #expect(output[..<DenseLayer.units].allSatisfy { $0 == 0 })
    #expect(output[DenseLayer.units + 7] == 2 * weights[7 * DenseLayer.inputs + 5])
  }
}
