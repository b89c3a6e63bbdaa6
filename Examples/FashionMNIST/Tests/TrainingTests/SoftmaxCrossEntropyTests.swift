import Foundation
import PReLULayers
import Testing

@testable import Training

@Suite struct SoftmaxCrossEntropyTests {
  private typealias Loss = SoftmaxCrossEntropy<Double>

  @Test func lossOfEqualLogitsIsThatOfGuessing() {
    let loss = Loss(logits: [Double](repeating: 3, count: 20), labels: [4, 0], classes: 10)
    #expect(abs(loss.loss - log(10)) < 1e-15)
    // The first of equal logits counts.
    #expect(loss.correct == 1)
  }

  @Test func largeLogitsOverflowNothing() {
    let loss = Loss(logits: [1e4, 0, 0, 1e4], labels: [0, 0], classes: 2)
    #expect(loss.loss == 5e3)
    #expect(loss.correct == 1)
    #expect(loss.gradient == [0, 0, -0.5, 0.5])
    let low = Loss(logits: [-1e4, -1e4], labels: [1], classes: 2)
    #expect(abs(low.loss - log(2)) < 1e-15)
  }

  @Test func gradientIsThatOfFiniteDifferences() {
    var generator = RandomGenerator(seed: 3)
    let (batch, classes) = (4, 10)
    let logits = (0..<batch * classes).map { _ in 3 * generator.normal() }
    let labels: ArraySlice<UInt8> = [3, 9, 0, 3]
    let gradient = Loss(logits: logits, labels: labels, classes: classes).gradient
    let step = 0x1p-17
    for index in logits.indices {
      var (above, below) = (logits, logits)
      above[index] += step
      below[index] -= step
      let difference =
        (Loss(logits: above, labels: labels, classes: classes).loss
          - Loss(logits: below, labels: labels, classes: classes).loss) / (2 * step)
      // The third derivative of log(sum(exp)) is below 0.1, of which step^2 / 6 counts: 1e-12. Terms of losses are below 16 and
      // rounded a few times, by 2^-50 at most: some 2^-48, which the division by 2 step makes 2^-32.
      #expect(abs(gradient[index] - difference) < 1e-12 + 0x1p-32)
    }
  }

  @Test func floatIsDoubleRounded() {
    let logits: [Float] = [0.5, -1.25, 3, 2, 2, 2]
    let float = SoftmaxCrossEntropy(logits: logits, labels: [1, 2], classes: 3)
    let double = SoftmaxCrossEntropy(logits: logits.map(Double.init), labels: [1, 2], classes: 3)
    #expect(float.loss == double.loss)
    #expect(float.gradient == double.gradient.map(Float.init))
  }

  @Test func noSamplesHaveNoLoss() {
    let loss = Loss(logits: [], labels: [], classes: 10)
    #expect(loss.loss == 0 && loss.correct == 0 && loss.gradient.isEmpty)
  }
}
