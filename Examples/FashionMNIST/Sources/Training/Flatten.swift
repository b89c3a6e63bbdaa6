public import PReLULayers

/// The same numbers in one row: what a dense layer takes of images.
public final class Flatten<Scalar: BLASScalar>: Layer {
  public let name: String
  public let kind = "flatten"
  public let inputShape: [Int]
  public let outputShape: [Int]
  public let parameters: [Parameter<Scalar>] = []

  /// - Throws: `LayerError.invalidSetting` and `.tooLarge` where the shape has no number of elements that BLAS can count.
  public init(name: String, inputShape: [Int]) throws(LayerError) {
    self.name = name
    self.inputShape = inputShape
    outputShape = [try Self.countElements(inputShape, of: "flatten '\(name)'")]
  }

  public func forward(
    _ x: Span<Scalar>, into y: inout MutableSpan<Scalar>, batch: Int, purpose: Purpose,
    threads: Int
  ) throws(LayerError) {
    try check(batch: batch, threads: threads, input: x.count, output: y.count)
    copy(x, into: &y)
  }

  public func backward(
    _ x: Span<Scalar>, output y: Span<Scalar>, gradient g: inout MutableSpan<Scalar>,
    inputGradient dx: inout MutableSpan<Scalar>, batch: Int, threads: Int
  ) throws(LayerError) {
    // Nothing is kept between the two.
    try checkBackward(
      batch: batch, threads: threads, trainingBatch: batch,
      counts: (x.count, y.count, g.count, dx.count))
    guard !dx.isEmpty else { return }
    copy(g.span, into: &dx)
  }

  private func copy(_ source: Span<Scalar>, into target: inout MutableSpan<Scalar>) {
    source.withUnsafeBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        // An empty batch has no memory.
        guard let source = source.baseAddress, let start = target.baseAddress else { return }
        start.update(from: source, count: target.count)
      }
    }
  }
}
