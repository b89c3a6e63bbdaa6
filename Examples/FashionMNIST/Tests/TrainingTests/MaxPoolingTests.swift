import PReLULayers
import Testing

@testable import Training

/// One layer's forward and backward pass.
private func pool<Scalar: PoolingScalar>(
  _ x: [Scalar], gradient: [Scalar], shape: [Int], batch: Int = 1, threads: Int = 1
) throws -> (y: [Scalar], dx: [Scalar]) {
  let layer = try MaxPooling<Scalar>(name: "pool", inputShape: shape)
  // What memory held before must not count.
  var y = [Scalar](repeating: 99, count: batch * layer.outputCount)
  var dx = [Scalar](repeating: 99, count: x.count)
  var g = gradient
  var output = y.mutableSpan
  var upstream = g.mutableSpan
  var result = dx.mutableSpan
  try layer.forward(x.span, into: &output, batch: batch, purpose: .training, threads: threads)
  try layer.backward(
    x.span, output: output.span, gradient: &upstream, inputGradient: &result, batch: batch,
    threads: threads)
  return (y, dx)
}

@Suite struct MaxPoolingTests {
  @Test func takesTheGreatest() throws {
    let x: [Float] = [
      1, 2, -5, -6,
      3, 0, -8, -7,
    ]
    let (y, dx) = try pool(x, gradient: [10, 20], shape: [1, 2, 4])
    #expect(y == [3, -5])
    #expect(dx == [0, 0, 20, 0, 10, 0, 0, 0])
  }

  @Test func theFirstWinsATie() throws {
    // All the same, then the same greatest in two places each.
    let x: [Double] = [
      4, 4, 1, 7, 0, 2,
      4, 4, 7, 1, 1, 2,
    ]
    let (y, dx) = try pool(x, gradient: [1, 2, 3], shape: [1, 2, 6])
    #expect(y == [4, 7, 2])
    #expect(dx == [1, 0, 0, 2, 0, 3, 0, 0, 0, 0, 0, 0])
  }

  @Test func zerosOfBothSignsTie() throws {
    let (y, dx) = try pool([-0.0, 0, 0, 0] as [Float], gradient: [1], shape: [1, 2, 2])
    #expect(y[0].sign == .minus)
    #expect(dx == [1, 0, 0, 0])
  }

  @Test func theFirstNaNWins() throws {
    let x: [Float] = [1, .nan, .nan, .infinity]
    let (y, dx) = try pool(x, gradient: [1], shape: [1, 2, 2])
    #expect(y[0].isNaN)
    #expect(dx == [0, 1, 0, 0])
    #expect(try pool([.nan, 1, 2, 3] as [Float], gradient: [1], shape: [1, 2, 2]).y[0].isNaN)
  }

  @Test func rowsAndColumnsThatFillNoWindowAreLeftOut() throws {
    let x: [Float] = [
      1, 2, 9,
      3, 4, 9,
      9, 9, 9,
    ]
    let (y, dx) = try pool(x, gradient: [5], shape: [1, 3, 3])
    #expect(y == [4])
    #expect(dx == [0, 0, 0, 0, 5, 0, 0, 0, 0])
  }

  /// Widths that are vectors, parts of one, and those and some more.
  @Test(arguments: [2, 3, 5, 8, 9, 14, 28], [1, 2, 5])
  func agreesWithTheDefinition(_ width: Int, _ threads: Int) throws {
    let (batch, channels, height) = (2, 3, 5)
    var generator = RandomGenerator(seed: 7)
    // Few different numbers, so that there are ties.
    let x = (0..<batch * channels * height * width).map { _ in
      Float(Int.random(in: -2...2, using: &generator))
    }
    let (rows, columns) = (height / 2, width / 2)
    let gradient = (0..<batch * channels * rows * columns).map { Float($0 + 1) }
    let (y, dx) = try pool(
      x, gradient: gradient, shape: [channels, height, width], batch: batch, threads: threads)
    var expected = [Float](repeating: 0, count: x.count)
    for output in y.indices {
      let (plane, place) = output.quotientAndRemainder(dividingBy: rows * columns)
      let corner = (plane * height + place / columns * 2) * width + place % columns * 2
      let window = [corner, corner + 1, corner + width, corner + width + 1]
      // Of equal ones `max` takes the first.
      let winner = try #require(window.max { x[$0] < x[$1] })
      #expect(y[output] == x[winner])
      expected[winner] += gradient[output]
    }
    let isSame = dx == expected
    #expect(isSame)
  }

  @Test func refusesWhatCannotBe() throws {
    for shape in [[], [4], [1, 1, 2], [0, 2, 2], [-1, 2, 2]] {
      #expect(throws: LayerError.self) { try MaxPooling<Float>(name: "pool", inputShape: shape) }
    }
    let large = [1 << 20, 1 << 20, 1 << 40]
    #expect(throws: LayerError.tooLarge(layer: "max pooling 'pool'", dimensions: large)) {
      try MaxPooling<Float>(name: "pool", inputShape: large)
    }
    #expect(throws: LayerError.tooLarge(layer: "flatten 'f'", dimensions: large)) {
      try Flatten<Float>(name: "f", inputShape: large)
    }
    #expect(throws: LayerError.self) { try Flatten<Float>(name: "f", inputShape: [-1, 2]) }
    #expect(throws: LayerError.self) {
      try pool([1, 2, 3] as [Float], gradient: [1], shape: [1, 2, 2])
    }
    #expect(throws: LayerError.self) {
      try pool([1, 2, 3, 4] as [Float], gradient: [1, 2], shape: [1, 2, 2])
    }
  }

  @Test func backwardNeedsAForwardForTraining() throws {
    let layer = try MaxPooling<Float>(name: "pool", inputShape: [1, 2, 2])
    let x: [Float] = [1, 2, 3, 4]
    var (y, g, dx) = ([Float(0)], [Float(1)], [Float](repeating: 0, count: 4))
    var output = y.mutableSpan
    var upstream = g.mutableSpan
    var result = dx.mutableSpan
    try layer.forward(x.span, into: &output, batch: 1, purpose: .inference, threads: 1)
    let expected = LayerError.noForward(layer: "max pooling 'pool'", batch: 1)
    do {
      try layer.backward(
        x.span, output: output.span, gradient: &upstream, inputGradient: &result, batch: 1,
        threads: 1)
      Issue.record("nothing was thrown")
    } catch {
      #expect(error == expected)
    }
  }
}
