import PReLULayers
import Testing

@Suite struct NetworkTests {
  /// A layer from outside of the library: the elements in another shape.
  private final class Reshape: Layer {
    typealias Scalar = Double
    let name: String
    let kind = "reshape"
    let inputShape: [Int]
    let outputShape: [Int]
    let parameters: [Parameter<Double>] = []
    private var trainingBatch: Int?

    init(_ name: String, _ inputShape: [Int], _ outputShape: [Int]) {
      (self.name, self.inputShape, self.outputShape) = (name, inputShape, outputShape)
    }

    func forward(
      _ x: Span<Double>, into y: inout MutableSpan<Double>, batch: Int, purpose: Purpose,
      threads: Int
    ) throws(LayerError) {
      try check(batch: batch, threads: threads, input: x.count, output: y.count)
      trainingBatch = purpose == .training ? batch : nil
      for index in x.indices { y[index] = x[index] }
    }

    func backward(
      _ x: Span<Double>, output y: Span<Double>, gradient g: inout MutableSpan<Double>,
      inputGradient dx: inout MutableSpan<Double>, batch: Int, threads: Int
    ) throws(LayerError) {
      try checkBackward(
        batch: batch, threads: threads, trainingBatch: trainingBatch,
        counts: (x.count, y.count, g.count, dx.count))
      for index in dx.indices { dx[index] = g[index] }
    }
  }

  private func layers(
    _ generator: inout RandomGenerator, outputs: Int = 18
  ) throws -> [any Layer<Double>] {
    let convolution = try Convolution2D<Double>(
      name: "conv1", input: ImageShape(channels: 2, height: 4, width: 4), channels: 3, window: 3,
      stride: 2, padding: 1, activation: .prelu(), using: &generator)
    let dense = try Dense<Double>(
      name: "fc1", inputs: 12, outputs: outputs, activation: .preluShared(), using: &generator)
    let last = try Dense<Double>(
      name: "fc2", inputs: 18, outputs: 2, activation: .selu, using: &generator)
    return [convolution, Reshape("flatten", [3, 2, 2], [12]), dense, last]
  }

  private func network(seed: UInt64 = 1) throws -> Network<Double> {
    var generator = RandomGenerator(seed: seed)
    return try Network(layers(&generator))
  }

  private func input(_ batch: Int) -> [Double] {
    var generator = RandomGenerator(seed: 2)
    return (0..<(32 * batch)).map { _ in generator.normal() }
  }

  @Test func parameters() throws {
    let network = try network()
    #expect(network.inputShape == [2, 4, 4])
    #expect(network.outputShape == [2])
    #expect(
      network.parameters.map(\.name) == [
        "conv1.weight", "conv1.bias", "conv1.slope", "fc1.weight", "fc1.bias", "fc1.slope",
        "fc2.weight", "fc2.bias",
      ])
    #expect(
      network.parameters.map(\.shape) == [
        [3, 2, 3, 3], [3], [3], [18, 12], [18], [1], [2, 18], [2],
      ])
    #expect(network.parameters[2].values == [0.25, 0.25, 0.25])
    #expect(network.parameters[4].values.allSatisfy { $0 == 0 })
  }

  /// The chain of all layers against central differences, along one random direction of every parameter and of the input.
  ///
  /// With h = 2^-17 the difference is off by h^2 / 6 of the third derivative along the direction, and by the loss's rounding over h. The
  /// loss is below 2^5 and passes some 2^6 roundings: 2^5+6-53+17 = 2^-25. The third derivative comes of SELU alone, behind linear
  /// functions of the direction, which has the length 1, times products of up to three: for the numbers here below 2^9, so that its part is below
  /// 2^-27. One of 2^-23 holds both; the derivative is above 2^-3.
  @Test func chain() throws {
    let network = try network()
    let x = input(3)
    var generator = RandomGenerator(seed: 5)
    let g = (0..<6).map { _ in generator.normal() }
    func loss(_ x: [Double]) throws -> Double {
      zip(g, try network.forward(x, batch: 3)).reduce(0) { $0 + $1.0 * $1.1 }
    }
    func direction(_ count: Int) -> [Double] {
      let numbers = (0..<count).map { _ in generator.normal() }
      let norm = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return numbers.map { $0 / norm }
    }
    let h = 0x1p-17
    func check(
      _ name: String, _ point: [Double], _ gradient: [Double], _ f: ([Double]) throws -> Double
    ) throws {
      let u = direction(point.count)
      let above = try f(zip(point, u).map { $0 + h * $1 })
      let below = try f(zip(point, u).map { $0 - h * $1 })
      let derivative = zip(gradient, u).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs((above - below) / (2 * h) - derivative) <= 0x1p-23, "\(name)")
    }
    _ = try network.forward(x, batch: 3, purpose: .training)
    let dx = try network.backward(g, wantsInputGradient: true)
    let gradients = network.parameters.map(\.gradient)
    try check("input", x, dx, loss)
    for (parameter, gradient) in zip(network.parameters, gradients) {
      let values = parameter.values
      try check(parameter.name, values, gradient) {
        try parameter.replaceValues($0)
        return try loss(x)
      }
      try parameter.replaceValues(values)
      #expect(gradient.contains { abs($0) > 0x1p-8 }, "\(parameter.name)")
    }
  }

  /// Ten steps from the same seed leave the same bits, and the loss goes down.
  @Test(arguments: [1, 2])
  func repeatable(_ threads: Int) throws {
    func train() throws -> (values: [[Double]], losses: [Double]) {
      let network = try network(seed: 4)
      let optimizer = try StochasticGradientDescent(
        network.parameters, weights: .init(learningRate: 0.01, decay: 1e-3), momentum: 0.9,
        nesterov: true)
      let x = input(16)
      let losses = try (0..<10).map { _ in
        let y = try network.forward(x, batch: 16, purpose: .training, threads: threads)
        try network.backward(y.map { $0 / 16 }, threads: threads)
        try optimizer.step(threads: threads)
        return y.reduce(0) { $0 + $1 * $1 }
      }
      return (network.parameters.map(\.values), losses)
    }
    let (first, second) = (try train(), try train())
    for (a, b) in zip(first.values, second.values) { #expect(inequality(a, b) == nil) }
    #expect(first.losses == second.losses)
    #expect(first.losses[9] < first.losses[0])
  }

  /// What was returned stays as it was when the network goes on.
  @Test func outputsAreValues() throws {
    let network = try network()
    let y = try network.forward(input(2), batch: 2)
    let copy = y.map { $0 }
    _ = try network.forward(input(2).map { -$0 }, batch: 2)
    #expect(inequality(y, copy) == nil)
    let outputs = (0..<4).map { network.output(ofLayer: $0).count }
    #expect(outputs == [24, 24, 36, 4])
    #expect(network.output(ofLayer: 4).isEmpty)
    #expect(network.output(ofLayer: -1).isEmpty)
  }

  /// Layers write over the gradient that they are given, not over the caller's.
  @Test func upstreamGradientsAreTheCallers() throws {
    let network = try network()
    let g = (0..<4).map { Double($0) - 1.5 }
    _ = try network.forward(input(2), batch: 2, purpose: .training)
    var gradients: [[[Double]]] = []
    for _ in 0..<2 {
      try network.backward(g)
      gradients.append(network.parameters.map(\.gradient))
    }
    #expect(g == [-1.5, -0.5, 0.5, 1.5])
    #expect(gradients[0] == gradients[1])
    // Of another batch.
    _ = try network.forward(input(1), batch: 1, purpose: .training)
    try network.backward([1, -1])
    #expect(network.parameters[0].gradient != gradients[0][0])
  }

  @Test func emptyBatch() throws {
    let network = try network()
    _ = try network.forward(input(1), batch: 1, purpose: .training)
    try network.backward([1, 1])
    #expect(network.parameters.allSatisfy { $0.gradient.contains { $0 != 0 } })
    let y = try network.forward([], batch: 0, purpose: .training)
    #expect(y.isEmpty)
    let dx = try network.backward([], wantsInputGradient: true)
    #expect(dx.isEmpty)
    #expect(network.parameters.allSatisfy { $0.gradient.allSatisfy { $0 == 0 } })
  }

  @Test func mismatch() throws {
    var generator = RandomGenerator(seed: 1)
    let layers = try layers(&generator, outputs: 17)
    let error = LayerError.shapeMismatch(
      layer: 4, title: "dense 'fc2'", inputShape: [18], previousTitle: "dense 'fc1'",
      outputShape: [17])
    #expect(throws: error) { try Network(layers) }
    #expect(
      error.description
        == "layer 4 (dense 'fc2', 18 inputs) cannot take the 17 outputs of layer 3 (dense 'fc1')")
    // The same number of elements in another shape is another input.
    let unflattened = LayerError.shapeMismatch(
      layer: 2, title: "dense 'fc1'", inputShape: [12], previousTitle: "convolution 'conv1'",
      outputShape: [3, 2, 2])
    #expect(throws: unflattened) { try Network([layers[0], layers[2]]) }
  }

  @Test func names() throws {
    var generator = RandomGenerator(seed: 1)
    let layers = try layers(&generator)
    #expect(throws: LayerError.noLayers) { try Network<Double>([]) }
    let twice: [any Layer<Double>] = [Reshape("a", [2], [2]), Reshape("a", [2], [2])]
    #expect(throws: LayerError.duplicateName("a")) { try Network(twice) }
    #expect(throws: Never.self) { try Network(layers) }
  }

  @Test func batchesThatBLASCannotCountAreRefused() throws {
    var generator = RandomGenerator(seed: 1)
    let dense = try Dense<Float>(name: "fc", inputs: 1, outputs: 1, using: &generator)
    let x: [Float] = []
    var y = x
    var output = y.mutableSpan
    let batch = Int(Int32.max) + 1
    do throws(LayerError) {
      try dense.forward(x.span, into: &output, batch: batch, purpose: .inference, threads: 1)
      Issue.record("a batch of \(batch) was accepted")
    } catch {
      let most = Int(Int32.max)
      #expect(error == .tooManySamples(layer: "dense 'fc'", samples: batch, allowed: most))
      #expect(
        error.description
          == "a batch of 2147483648 samples is too large for dense 'fc', which takes 2147483647")
    }
  }

  /// Shapes of layers from outside are checked before anything multiplies them.
  @Test func shapesThatCannotBeCountedAreRefused() {
    let large = [Int.max, 2]
    #expect(throws: LayerError.tooLarge(layer: "reshape 'r'", dimensions: large)) {
      try Network([Reshape("r", large, [4])])
    }
    #expect(throws: LayerError.tooLarge(layer: "reshape 'r'", dimensions: large)) {
      try Network([Reshape("r", [4], large)])
    }
    let error = #expect(throws: LayerError.self) { try Network([Reshape("r", [-2, -2], [4])]) }
    guard case .invalidSetting("reshape 'r'", "dimension", "-2", _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(throws: LayerError.tooLarge(layer: "r", dimensions: large)) {
      try Reshape.countElements(large, of: "r")
    }
    #expect((try? Reshape.countElements([3, 4], of: "r")) == 12)
  }

  /// The ceiling is the same on every machine.
  @Test func threadsHaveACeiling() throws {
    let network = try network()
    let x = input(2)
    let (most, tooMany) = (1024, 1025)
    #expect(throws: LayerError.invalidThreadCount(tooMany)) {
      try network.forward(x, batch: 2, threads: tooMany)
    }
    let y = try network.forward(x, batch: 2, purpose: .training, threads: most)
    #expect(throws: LayerError.invalidThreadCount(tooMany)) {
      try network.backward(y, threads: tooMany)
    }
    try network.backward(y, threads: most)
    let layer = network.layers[2]
    #expect(throws: LayerError.invalidThreadCount(Int.max)) {
      try layer.check(batch: 0, threads: Int.max, input: 0, output: 0)
    }
    #expect(
      LayerError.invalidThreadCount(tooMany).description
        == "a call cannot run on 1025 threads; 1 to 1024 are allowed")
  }

  @Test func refusals() throws {
    let network = try network()
    let x = input(2)
    #expect(
      throws: LayerError.countMismatch(
        layer: "convolution 'conv1'", .input, expected: 96, actual: 64)
    ) { try network.forward(x, batch: 3) }
    #expect(throws: LayerError.negativeBatch(-1)) { try network.forward(x, batch: -1) }
    #expect(throws: LayerError.invalidThreadCount(0)) {
      try network.forward(x, batch: 2, threads: 0)
    }
    #expect(throws: LayerError.self) { try network.forward([], batch: Int.max) }
    #expect(throws: LayerError.noForward(layer: "the network", batch: 2)) {
      try network.backward([1, 2, 3, 4])
    }
    _ = try network.forward(x, batch: 2, purpose: .training)
    #expect(
      throws: LayerError.countMismatch(layer: "dense 'fc2'", .gradient, expected: 4, actual: 3)
    ) { try network.backward([1, 2, 3]) }
    #expect(throws: LayerError.invalidThreadCount(0)) {
      try network.backward([1, 2, 3, 4], threads: 0)
    }
    // What was refused has changed nothing.
    #expect(network.parameters.allSatisfy { $0.gradient.allSatisfy { $0 == 0 } })
    try network.backward([1, 2, 3, 4])
    _ = try network.forward(x, batch: 2, purpose: .inference)
    #expect(throws: LayerError.noForward(layer: "the network", batch: 2)) {
      try network.backward([1, 2, 3, 4])
    }
  }
}
