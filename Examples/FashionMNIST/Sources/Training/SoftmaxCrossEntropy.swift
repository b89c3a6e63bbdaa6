import Foundation
public import PReLULayers

/// The loss of a batch that chooses among classes, and what comes with it.
public struct SoftmaxCrossEntropy<Scalar: BLASScalar>: Equatable, Sendable {
  /// The mean over the batch of `-log(softmax(z)[label])`; 0 for no samples.
  public private(set) var loss = 0.0
  /// Samples whose greatest logit is that of their label; at a tie the first counts.
  public private(set) var correct = 0
  /// That of the loss to the logits: `(softmax(z) - onehot(label)) / batch`.
  public private(set) var gradient: [Scalar]

  /// Computes all three of `logits`, row-major `[batch, classes]`, in Double, and rounds the gradient once. `log(sum(exp(z)))` is
  /// taken from the greatest logit on, so that no exponential overflows.
  ///
  /// There are as many logits as labels times classes, and every label is below `classes`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public init(logits: [Scalar], labels: ArraySlice<UInt8>, classes: Int) {
    gradient = [Scalar](repeating: 0, count: logits.count)
    var exponentials = [Double](repeating: 0, count: classes)
    for (sample, label) in labels.enumerated() {
      let row = sample * classes..<(sample + 1) * classes
      var greatest = row.lowerBound
      for index in row where logits[index] > logits[greatest] { greatest = index }
      let (shift, wanted) = (Double(logits[greatest]), row.lowerBound + Int(label))
      var sum = 0.0
      for (position, index) in row.enumerated() {
        exponentials[position] = exp(Double(logits[index]) - shift)
        sum += exponentials[position]
      }
      loss += log(sum) - (Double(logits[wanted]) - shift)
      if greatest == wanted { correct += 1 }
      for (position, index) in row.enumerated() {
        let target = index == wanted ? 1.0 : 0
        gradient[index] = Scalar((exponentials[position] / sum - target) / Double(labels.count))
      }
    }
    loss /= Double(max(labels.count, 1))
  }
}
