import Dispatch
public import PReLULayers

/// The greatest element of every square window, where windows do not overlap; rows and columns that fill no window are left
/// out. At a tie the first wins, row by row, and it alone gets the gradient. A NaN wins over what is none, as in PyTorch.
public final class MaxPooling<Scalar: BLASScalar>: Layer {
  public let name: String
  public let kind = "max pooling"
  public let inputShape: [Int]
  public let outputShape: [Int]
  public let parameters: [Parameter<Scalar>] = []

  private let window: PoolingWindow
  /// Which element of its window each output of the last batch was.
  private var winners: [UInt8] = []
  private var winnersBatch: Int?

  /// Pools planes of `inputShape`, which is channels, height and width, by windows of `size` by `size`.
  public init(name: String, inputShape: [Int], size: Int = 2) throws(LayerError) {
    guard (1...15).contains(size) else {
      throw .invalidSetting(
        layer: "max pooling '\(name)'", setting: "size", value: "\(size)", allowed: "1 to 15")
    }
    guard inputShape.count == 3, inputShape[0] > 0, inputShape[1...].allSatisfy({ $0 >= size })
    else {
      throw .invalidSetting(
        layer: "max pooling '\(name)'", setting: "input shape", value: "\(inputShape)",
        allowed: "channels, height and width of a window at least")
    }
    self.name = name
    self.inputShape = inputShape
    outputShape = [inputShape[0], inputShape[1] / size, inputShape[2] / size]
    window = PoolingWindow(size: size, height: inputShape[1], width: inputShape[2])
  }

  public func forward(
    _ x: Span<Scalar>, into y: inout MutableSpan<Scalar>, batch: Int, purpose: Purpose,
    threads: Int
  ) throws(LayerError) {
    try check(batch: batch, threads: threads, input: x.count, output: y.count)
    if winners.count != y.count { winners = [UInt8](repeating: 0, count: y.count) }
    winnersBatch = purpose == .training ? batch : nil
    let (window, planes) = (window, batch * inputShape[0])
    x.withUnsafeBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        winners.withUnsafeMutableBufferPointer { winners in
          // An empty batch has no memory.
          guard let x = x.baseAddress, let y = y.baseAddress, let winners = winners.baseAddress
          else { return }
          nonisolated(unsafe) let (input, output, places) = (x, y, winners)
          share(planes, among: threads) { planes in
            window.forward(input, into: output, winners: places, planes: planes)
          }
        }
      }
    }
  }

  public func backward(
    _ x: Span<Scalar>, output y: Span<Scalar>, gradient g: inout MutableSpan<Scalar>,
    inputGradient dx: inout MutableSpan<Scalar>, batch: Int, threads: Int
  ) throws(LayerError) {
    try checkBackward(
      batch: batch, threads: threads, trainingBatch: winnersBatch,
      counts: (x.count, y.count, g.count, dx.count))
    // Nothing is learned here, so that without dx nothing is to do.
    guard !dx.isEmpty else { return }
    let (window, planes) = (window, batch * inputShape[0])
    g.withUnsafeMutableBufferPointer { g in
      dx.withUnsafeMutableBufferPointer { dx in
        winners.withUnsafeBufferPointer { winners in
          guard let g = g.baseAddress, let dx = dx.baseAddress, let winners = winners.baseAddress
          else { return }
          nonisolated(unsafe) let (gradient, result, places) = (g, dx, winners)
          share(planes, among: threads) { planes in
            window.backward(gradient, winners: places, into: result, planes: planes)
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
