/// One step of a network: a function of a batch of samples, and its gradients.
///
/// Those of the library are `Dense` and `Convolution2D`; others, such as pooling, conform outside of it.
///
/// A batch is the samples one after the other, each row-major in the layer's shape. A layer is used by one thread at a time, which
/// it may help itself with others.
public protocol Layer<Scalar>: AnyObject {
  /// The type of number that the layer computes in.
  associatedtype Scalar: BLASScalar

  /// What it is called in its network, where no other layer may be called that.
  var name: String { get }

  /// What it is, as errors say it: "dense", "convolution".
  var kind: String { get }

  /// The shape of one sample of the input: `[channels, height, width]`, or `[features]`. The same each time; no dimension is negative,
  /// and their product is no more than `Int32.max`, which a network checks (`countElements(_:of:)`).
  var inputShape: [Int] { get }

  /// The shape of one sample of the output, of which the same holds.
  var outputShape: [Int] { get }

  /// What is learned; their names begin with the layer's. The same objects each time.
  var parameters: [Parameter<Scalar>] { get }

  /// Computes the outputs of a batch.
  ///
  /// - Shapes: x is `[batch] + inputShape`, y is `[batch] + outputShape`.
  /// - Throws: `LayerError`, before anything is written.
  ///
  /// - Parameters:
  ///   - x: The input.
  ///   - y: The output, whatever it holds.
  ///   - batch: The number of samples, which may be 0.
  ///   - purpose: Whether `backward` may follow.
  ///   - threads: How many threads may take part, 1 to 1,024.
  func forward(
    _ x: Span<Scalar>, into y: inout MutableSpan<Scalar>, batch: Int, purpose: Purpose,
    threads: Int
  ) throws(LayerError)

  /// Computes the gradients of a batch: overwrites the gradients of the parameters, and writes the one to the input where it
  /// is wanted.
  ///
  /// - Shapes: those of `forward`; g has y's and dx has x's, or no elements where the gradient to the input is not wanted.
  /// - Throws: `LayerError`, before anything is written.
  ///
  /// - Parameters:
  ///   - x: The input of the last `forward`, which was for training.
  ///   - y: Its output.
  ///   - g: The upstream gradient: that of the loss to y. What it holds afterwards is of no use.
  ///   - dx: The gradient to the input.
  ///   - batch: The number of samples.
  ///   - threads: How many threads may take part, 1 to 1,024.
  func backward(
    _ x: Span<Scalar>, output y: Span<Scalar>, gradient g: inout MutableSpan<Scalar>,
    inputGradient dx: inout MutableSpan<Scalar>, batch: Int, threads: Int
  ) throws(LayerError)
}

/// What a forward pass is for.
public enum Purpose: Sendable {
  /// `backward` may follow: what it needs is kept.
  case training
  /// Only the output is wanted.
  case inference
}

extension Layer {
  /// The number of elements of one sample of the input.
  public var inputCount: Int { inputShape.reduce(1, *) }

  /// The number of elements of one sample of the output.
  public var outputCount: Int { outputShape.reduce(1, *) }

  /// The number of elements of a shape: for a layer that computes with it before a network has checked it.
  ///
  /// - Throws: `LayerError.invalidSetting` where a dimension is negative, `.tooLarge` where there are more than `Int32.max`.
  ///
  /// - Parameters:
  ///   - shape: The dimensions.
  ///   - title: Whose shape it is, as errors name it: `dense 'fc1'`.
  public static func countElements(_ shape: [Int], of title: String) throws(LayerError) -> Int {
    try elementCount(shape, of: title)
  }

  /// The layer as errors name it: `dense 'fc1'`.
  public var title: String { "\(kind) '\(name)'" }

  /// Throws unless the arguments of a call fit the layer: what every `forward` and `backward` begins with.
  ///
  /// - Parameters:
  ///   - batch: The number of samples.
  ///   - threads: The number of threads.
  ///   - input: The number of elements of x, or of dx.
  ///   - output: The number of elements of y, or of g.
  public func check(batch: Int, threads: Int, input: Int, output: Int) throws(LayerError) {
    guard Parallel.allowedThreads.contains(threads) else { throw .invalidThreadCount(threads) }
    guard batch >= 0 else { throw .negativeBatch(batch) }
    guard batch <= Int32.max else {
      throw .tooManySamples(layer: title, samples: batch, allowed: Int(Int32.max))
    }
    try check(.input, count: input, of: inputCount, batch: batch)
    try check(.output, count: output, of: outputCount, batch: batch)
  }

  /// Throws unless the arguments of a backward call fit the layer, whose last forward pass for training had `trainingBatch`
  /// samples.
  ///
  /// - Parameters:
  ///   - batch: The number of samples.
  ///   - threads: The number of threads.
  ///   - trainingBatch: That of the last forward pass, `nil` where it was not for training.
  ///   - counts: The number of elements of x, y, g and dx.
  public func checkBackward(
    batch: Int, threads: Int, trainingBatch: Int?, counts: (x: Int, y: Int, g: Int, dx: Int)
  ) throws(LayerError) {
    try check(batch: batch, threads: threads, input: counts.x, output: counts.y)
    try check(.gradient, count: counts.g, of: outputCount, batch: batch)
    if counts.dx != 0 { try check(.inputGradient, count: counts.dx, of: inputCount, batch: batch) }
    guard trainingBatch == batch else { throw .noForward(layer: title, batch: batch) }
  }

  /// Throws unless `count` is that of `batch` samples of `size` elements.
  func check(
    _ role: LayerError.Buffer, count: Int, of size: Int, batch: Int
  ) throws(LayerError) {
    let (expected, overflow) = size.multipliedReportingOverflow(by: batch)
    guard !overflow, count == expected else {
      throw .countMismatch(
        layer: title, role, expected: overflow ? Int.max : expected, actual: count)
    }
  }
}
