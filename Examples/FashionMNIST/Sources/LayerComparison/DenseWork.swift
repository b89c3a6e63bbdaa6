import CBLAS
import PReLULayers

/// What is timed of a dense layer of Float with a slope for each output: its product alone, a forward pass, and steps of training.
public final class DenseWork {
  /// A piece of work.
  public enum Kind: String, CaseIterable, Sendable {
    /// `x W^T` by one call of `cblas_sgemm`, on OpenBLAS's own threads.
    case product
    /// The product, the bias and PReLU, into memory that is there.
    case forward
    /// Forward, backward without the gradient to x, and an update by gradient descent.
    case step
    /// The same with the gradient to x.
    case stepWithInputGradient = "step-dx"
  }

  public let batch: Int
  public let outputs: Int
  public let inputs: Int

  private let threads: Int
  private let x: [Float]
  private let g: [Float]
  /// The output, or the product.
  private(set) var y: [Float]
  let layer: Dense<Float>
  private let network: Network<Float>
  private let optimizer: StochasticGradientDescent<Float>

  /// - Parameters:
  ///   - momentum: The share of its velocity that a weight keeps at a step.
  ///   - decay: The weight decay.
  public init(
    batch: Int, outputs: Int, inputs: Int, momentum: Double, decay: Double, threads: Int
  ) throws {
    (self.batch, self.outputs, self.inputs, self.threads) = (batch, outputs, inputs, threads)
    var generator = RandomGenerator(seed: 1)
    layer = try Dense(
      name: "fc", inputs: inputs, outputs: outputs, activation: .prelu(), using: &generator)
    network = try Network([layer])
    // So small a rate leaves the weights near where they are, however long is timed.
    optimizer = try StochasticGradientDescent(
      network.parameters, weights: .init(learningRate: 1e-7, decay: decay), momentum: momentum)
    x = (0..<batch * inputs).map { _ in Float(generator.normal()) }
    g = (0..<batch * outputs).map { _ in Float(generator.normal()) }
    y = [Float](repeating: 0, count: batch * outputs)
    // The products' threads. Layers put it back to this after each of their own.
    openblas_set_num_threads(Int32(threads))
  }

  /// Does a piece of work once.
  public func run(_ kind: Kind) throws {
    switch kind {
    case .product: multiply()
    case .forward: try forward()
    case .step: try step(wantsInputGradient: false)
    case .stepWithInputGradient: try step(wantsInputGradient: true)
    }
  }

  private func multiply() {
    y.withUnsafeMutableBufferPointer { y in
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasTrans, Int32(batch), Int32(outputs), Int32(inputs), 1, x,
        Int32(inputs), layer.weight.values, Int32(inputs), 0, y.baseAddress, Int32(outputs))
    }
  }

  private func forward() throws {
    let x = x
    try y.withUnsafeMutableBufferPointer { buffer in
      var y = buffer.mutableSpan
      try layer.forward(x.span, into: &y, batch: batch, purpose: .inference, threads: threads)
    }
  }

  private func step(wantsInputGradient: Bool) throws {
    _ = try network.forward(x, batch: batch, purpose: .training, threads: threads)
    try network.backward(g, wantsInputGradient: wantsInputGradient, threads: threads)
    try optimizer.step(threads: threads)
  }
}
