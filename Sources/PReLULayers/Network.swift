/// Layers one after the other, and the memory between them.
///
/// ```swift
/// var generator = RandomGenerator(seed: 1)
/// let network = try Network<Float>(
///   [
///     Dense(name: "fc1", inputs: 784, outputs: 128, activation: .prelu(), using: &generator),
///     Dense(name: "fc2", inputs: 128, outputs: 10, using: &generator),
///   ])
/// let y = try network.forward(x, batch: 64, purpose: .training, threads: 2)
/// try network.backward(gradient, threads: 2)
/// ```
public final class Network<Scalar: BLASScalar> {
  /// The layers, in their order.
  public let layers: [any Layer<Scalar>]

  /// What is learned, in the order of the layers. Every name is there once.
  public let parameters: [Parameter<Scalar>]

  /// What goes through the network: its input, then the output of each layer.
  private let signals: [Signal]
  /// The gradient to each of them.
  private let gradients: [Signal]
  private var trainingBatch: Int?

  /// A network of `layers`.
  ///
  /// - Throws: `LayerError.noLayers`, `.duplicateName` where two layers or parameters have the same name, and `.shapeMismatch` with
  ///   the first layer whose input does not have exactly the shape of the output before it; `.invalidSetting` and `.tooLarge` where
  ///   a shape has a negative dimension or more than `Int32.max` elements.
  public init(_ layers: [any Layer<Scalar>]) throws(LayerError) {
    guard !layers.isEmpty else { throw .noLayers }
    try Self.checkShapes(layers)
    self.layers = layers
    parameters = layers.flatMap { $0.parameters }
    try Self.checkNames(layers.map { $0.name })
    try Self.checkNames(parameters.map(\.name))
    signals = (0...layers.count).map { _ in Signal() }
    gradients = (0...layers.count).map { _ in Signal() }
  }

  /// The shape of one sample of the input.
  public var inputShape: [Int] { layers[0].inputShape }

  /// The shape of one sample of the output.
  public var outputShape: [Int] { layers[layers.count - 1].outputShape }

  /// Returns the outputs of a batch, `[batch] + outputShape`.
  ///
  /// - Throws: `LayerError` where x does not have the elements of `batch` samples, and what layers throw.
  ///
  /// - Parameters:
  ///   - x: The input, `[batch] + inputShape`.
  ///   - batch: The number of samples.
  ///   - purpose: Whether `backward` may follow.
  ///   - threads: How many threads may take part, 1 to 1,024.
  public func forward(
    _ x: [Scalar], batch: Int, purpose: Purpose = .inference, threads: Int = 1
  ) throws(LayerError) -> [Scalar] {
    guard Parallel.allowedThreads.contains(threads) else { throw .invalidThreadCount(threads) }
    guard batch >= 0 else { throw .negativeBatch(batch) }
    try layers[0].check(.input, count: x.count, of: layers[0].inputCount, batch: batch)
    trainingBatch = nil
    signals[0].elements = x
    for (index, layer) in layers.enumerated() {
      try signals[index + 1].resize(layer.outputCount, batch: batch, of: layer.title)
      try run(layer, signals[index], signals[index + 1], batch, purpose, threads)
    }
    if purpose == .training { trainingBatch = batch }
    return signals[layers.count].elements
  }

  /// The outputs of a layer, counted from 0, in the last forward pass, `[batch] + outputShape`; empty before the first.
  public func output(ofLayer index: Int) -> [Scalar] {
    layers.indices.contains(index) ? signals[index + 1].elements : []
  }

  /// Computes the gradients of the batch of the last forward pass, which was for training: those of the parameters are then in
  /// `parameters`.
  ///
  /// - Throws: `LayerError.noForward`, `.countMismatch`, and what layers throw.
  ///
  /// - Parameters:
  ///   - g: The gradient of the loss to the output of the network, `[batch] + outputShape`.
  ///   - wantsInputGradient: Whether the gradient to the input of the network is computed too.
  ///   - threads: How many threads may take part, 1 to 1,024.
  /// - Returns: The gradient to the input of the network, empty where it is not wanted.
  @discardableResult
  public func backward(
    _ g: [Scalar], wantsInputGradient: Bool = false, threads: Int = 1
  ) throws(LayerError) -> [Scalar] {
    let last = layers[layers.count - 1]
    guard Parallel.allowedThreads.contains(threads) else { throw .invalidThreadCount(threads) }
    guard let batch = trainingBatch else {
      throw .noForward(layer: "the network", batch: g.count / max(1, last.outputCount))
    }
    try last.check(.gradient, count: g.count, of: last.outputCount, batch: batch)
    gradients[layers.count].copy(g)
    for index in layers.indices.reversed() {
      let layer = layers[index]
      let isWanted = index > 0 || wantsInputGradient
      try gradients[index].resize(isWanted ? layer.inputCount : 0, batch: batch, of: layer.title)
      try run(backward: layer, index, batch, threads)
    }
    return gradients[0].elements
  }
}

extension Network {
  /// Numbers between two layers.
  private final class Signal {
    /// Beyond what any machine has, and far from where sizes in bytes overflow.
    private static var most: Int { Int.max / 64 }

    var elements: [Scalar] = []

    func resize(_ size: Int, batch: Int, of title: String) throws(LayerError) {
      let (count, overflow) = size.multipliedReportingOverflow(by: batch)
      guard !overflow, count <= Self.most else {
        throw .tooManySamples(layer: title, samples: batch, allowed: Self.most / size)
      }
      if elements.count != count { elements = [Scalar](repeating: 0, count: count) }
    }

    /// Copies numbers that are the caller's to where they may be written over: into memory that is there.
    func copy(_ source: [Scalar]) {
      if elements.count != source.count {
        elements = [Scalar](repeating: 0, count: source.count)
      }
      unsafe elements.withUnsafeMutableBufferPointer { target in
        unsafe source.withUnsafeBufferPointer { source in
          guard let from = source.baseAddress, let to = target.baseAddress else { return }
          // In bounds: as many as there are.
          unsafe to.update(from: from, count: source.count)
        }
      }
    }

    /// Calls `body` with the numbers, to write them. They are copied before if someone else has the array too.
    func write<Failure: Error>(
      _ body: (inout MutableSpan<Scalar>) throws(Failure) -> Void
    ) throws(Failure) {
      var elements: [Scalar] = []
      swap(&elements, &self.elements)
      defer { swap(&elements, &self.elements) }
      var span = elements.mutableSpan
      try body(&span)
    }
  }

  private func run(
    _ layer: some Layer<Scalar>, _ x: Signal, _ y: Signal, _ batch: Int, _ purpose: Purpose,
    _ threads: Int
  ) throws(LayerError) {
    let x = x.elements
    try y.write { (y) throws(LayerError) in
      try layer.forward(
        x.span, into: &y, batch: batch, purpose: purpose, threads: threads)
    }
  }

  private func run(
    backward layer: some Layer<Scalar>, _ index: Int, _ batch: Int, _ threads: Int
  ) throws(LayerError) {
    let (x, y) = (signals[index].elements, signals[index + 1].elements)
    try gradients[index + 1].write { (g) throws(LayerError) in
      try gradients[index].write { (dx) throws(LayerError) in
        try layer.backward(
          x.span, output: y.span, gradient: &g, inputGradient: &dx, batch: batch,
          threads: threads)
      }
    }
  }

  private static func checkShapes(_ layers: [any Layer<Scalar>]) throws(LayerError) {
    for layer in layers {
      _ = try elementCount(layer.inputShape, of: layer.title)
      _ = try elementCount(layer.outputShape, of: layer.title)
    }
    for (index, layer) in layers.enumerated().dropFirst() {
      let previous = layers[index - 1]
      guard layer.inputShape == previous.outputShape else {
        throw .shapeMismatch(
          layer: index + 1, title: layer.title, inputShape: layer.inputShape,
          previousTitle: previous.title, outputShape: previous.outputShape)
      }
    }
  }

  private static func checkNames(_ names: [String]) throws(LayerError) {
    var seen = Set<String>()
    for name in names where !seen.insert(name).inserted { throw .duplicateName(name) }
  }
}
