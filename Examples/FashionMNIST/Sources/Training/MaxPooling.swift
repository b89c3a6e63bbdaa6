import Dispatch
public import PReLULayers

/// The greatest element of every window of 2x2, where windows do not overlap; a last row or column that fills no window is
/// left out. At a tie the first wins, row by row, and it alone gets the gradient. A NaN wins over what is none, as in PyTorch.
public final class MaxPooling<Scalar: PoolingScalar>: Layer {
  public let name: String
  public let kind = "max pooling"
  public let inputShape: [Int]
  public let outputShape: [Int]
  public let parameters: [Parameter<Scalar>] = []

  private let planes: PoolingPlanes
  private var trainingBatch: Int?

  /// Pools planes of `inputShape`, which is channels, height and width.
  ///
  /// - Throws: `LayerError.invalidSetting` where it is another shape or no window fits, `.tooLarge`.
  public init(name: String, inputShape: [Int]) throws(LayerError) {
    let title = "max pooling '\(name)'"
    guard inputShape.count == 3, inputShape[0] > 0, inputShape[1...].allSatisfy({ $0 >= 2 }) else {
      throw .invalidSetting(
        layer: title, setting: "input shape", value: "\(inputShape)",
        allowed: "channels, height and width of a window at least")
    }
    _ = try Self.countElements(inputShape, of: title)
    self.name = name
    self.inputShape = inputShape
    outputShape = [inputShape[0], inputShape[1] / 2, inputShape[2] / 2]
    planes = PoolingPlanes(height: inputShape[1], width: inputShape[2])
  }

  public func forward(
    _ x: Span<Scalar>, into y: inout MutableSpan<Scalar>, batch: Int, purpose: Purpose,
    threads: Int
  ) throws(LayerError) {
    try check(batch: batch, threads: threads, input: x.count, output: y.count)
    trainingBatch = purpose == .training ? batch : nil
    let (planes, count) = (planes, batch * inputShape[0])
    x.withUnsafeBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        // An empty batch has no memory.
        guard let x = x.baseAddress, let y = y.baseAddress else { return }
        nonisolated(unsafe) let (input, output) = (x, y)
        share(count, among: threads) { planes.forward(input, into: output, planes: $0) }
      }
    }
  }

  public func backward(
    _ x: Span<Scalar>, output y: Span<Scalar>, gradient g: inout MutableSpan<Scalar>,
    inputGradient dx: inout MutableSpan<Scalar>, batch: Int, threads: Int
  ) throws(LayerError) {
    try checkBackward(
      batch: batch, threads: threads, trainingBatch: trainingBatch,
      counts: (x.count, y.count, g.count, dx.count))
    // Nothing is learned here, so that without dx nothing is to do.
    guard !dx.isEmpty else { return }
    let (planes, count) = (planes, batch * inputShape[0])
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        g.span.withUnsafeBufferPointer { g in
          dx.withUnsafeMutableBufferPointer { dx in
            guard let x = x.baseAddress, let y = y.baseAddress, let g = g.baseAddress,
              let dx = dx.baseAddress
            else { return }
            nonisolated(unsafe) let (input, output, gradient, result) = (x, y, g, dx)
            share(count, among: threads) {
              planes.backward(input, output: output, gradient: gradient, into: result, planes: $0)
            }
          }
        }
      }
    }
  }
}

/// Calls `body` with neighbouring parts of `0..<count`, one a thread.
private func share(_ count: Int, among threads: Int, _ body: @Sendable (Range<Int>) -> Void) {
  let parts = min(threads, count)
  guard parts > 1 else { return body(0..<count) }
  DispatchQueue.concurrentPerform(iterations: parts) { part in
    body(count * part / parts..<count * (part + 1) / parts)
  }
}
