import PReLULayers
import Testing

/// Steps by hand, on numbers that Float holds exactly.
@Suite struct OptimizerTests {
  typealias Descent = StochasticGradientDescent<Float>

  private func parameter(
    _ kind: ParameterKind, value: Float = 2, gradient: Float = 1, count: Int = 1
  ) throws -> Parameter<Float> {
    let parameter = try Parameter<Float>(
      name: "p", shape: [count], kind: kind, values: [Float](repeating: value, count: count))
    try parameter.replaceGradient([Float](repeating: gradient, count: count))
    return parameter
  }

  /// The values after each of three steps, of a weight or bias of 2 with the gradient 1.
  private func steps(
    _ kind: ParameterKind, momentum: Double, nesterov: Bool, decay: Double
  ) throws -> [Float] {
    let parameter = try parameter(kind)
    let optimizer = try Descent(
      [parameter], weights: .init(learningRate: 0.5, decay: decay),
      slopes: .init(learningRate: 0.25), momentum: momentum, nesterov: nesterov)
    return try (0..<3).map { _ in
      try optimizer.step()
      return parameter.values[0]
    }
  }

  /// w = 2 - 0.5, and again.
  @Test func plain() throws {
    #expect(try steps(.weight, momentum: 0, nesterov: false, decay: 0) == [1.5, 1, 0.5])
  }

  /// v = 1, 1.5, 1.75.
  @Test func momentum() throws {
    #expect(try steps(.bias, momentum: 0.5, nesterov: false, decay: 0) == [1.5, 0.75, -0.125])
  }

  /// The same v, and steps of 1 + v / 2: 1.5, 1.75, 1.875.
  @Test func nesterov() throws {
    #expect(try steps(.weight, momentum: 0.5, nesterov: true, decay: 0) == [1.25, 0.375, -0.5625])
  }

  /// d = 1 + w / 4: 1.5; w = 1.25, d = 1.3125; w = 0.59375, d = 1.1484375.
  @Test func decay() throws {
    let expected: [Float] = [1.25, 0.59375, 0.019_531_25]
    #expect(try steps(.weight, momentum: 0, nesterov: false, decay: 0.25) == expected)
    #expect(try steps(.bias, momentum: 0, nesterov: false, decay: 0.25) == expected)
  }

  /// Whatever the decay of the weights, with the learning rate of slopes.
  @Test(arguments: [0, 0.25, 8])
  func slopesAreNotDecayed(_ decay: Double) throws {
    let plain = try steps(.slope, momentum: 0, nesterov: false, decay: decay)
    #expect(plain == [1.75, 1.5, 1.25])
    let momentum = try steps(.slope, momentum: 0.5, nesterov: false, decay: decay)
    #expect(momentum == [1.75, 1.375, 0.9375])
  }

  /// A slope with no gradient stays, where a weight goes to 0.
  @Test func withoutGradient() throws {
    let (slope, weight) = (try parameter(.slope, gradient: 0), try parameter(.weight, gradient: 0))
    let optimizer = try Descent(
      [slope, weight], weights: .init(learningRate: 1, decay: 0.5), momentum: 0.5)
    try optimizer.step()
    #expect(slope.values == [2])
    #expect(weight.values == [1])
  }

  /// 0 times infinity would be NaN: where nothing decays, values do not enter into the gradient.
  @Test(arguments: [1, 9])
  func infiniteValuesWithoutDecay(_ count: Int) throws {
    let slope = try parameter(.slope, value: .infinity, count: count)
    let weight = try parameter(.weight, value: -.infinity, count: count)
    try Descent([slope, weight], weights: .init(learningRate: 1), momentum: 0.5).step()
    #expect(slope.values.allSatisfy { $0 == .infinity })
    #expect(weight.values.allSatisfy { $0 == -.infinity })
  }

  /// Without rates of their own slopes have the weights'.
  @Test func commonRate() throws {
    let slope = try parameter(.slope)
    try Descent([slope], weights: .init(learningRate: 0.5, decay: 1)).step()
    #expect(slope.values == [1.5])
  }

  @Test func changedRates() throws {
    let (weight, slope) = (try parameter(.weight), try parameter(.slope))
    let optimizer = try Descent([weight, slope], weights: .init(learningRate: 0.5))
    try optimizer.setRates(weights: .init(learningRate: 1), slopes: .init(learningRate: 2))
    try optimizer.step()
    #expect(weight.values == [1])
    #expect(slope.values == [0])
  }

  /// Vectors and what is left of them, threads and one: every element makes the step that it would make alone.
  @Test(arguments: [0, 1, 7, 8, 9, 1000, 300_007])
  func everyElement(_ count: Int) throws {
    var generator = RandomGenerator(seed: 1)
    let values = (0..<count).map { _ in Float(generator.normal()) }
    let gradient = (0..<count).map { _ in Float(generator.normal()) }
    let (rate, decay): (Float, Float) = (0.1, 0.01)
    for threads in [1, 2, 3] {
      for (nesterov, momentum) in [(false, 0.9), (true, 0.9), (false, 0)] {
        let mu = Float(momentum)
        let parameter = try Parameter<Float>(
          name: "p", shape: [count], kind: .weight, values: values)
        let optimizer = try Descent(
          [parameter], weights: .init(learningRate: 0.1, decay: 0.01), momentum: momentum,
          nesterov: nesterov)
        var expected = values
        var velocity = [Float](repeating: 0, count: count)
        for _ in 0..<2 {
          try parameter.replaceGradient(gradient)
          try optimizer.step(threads: threads)
          for index in expected.indices {
            let d = gradient[index] + expected[index] * decay
            velocity[index] = velocity[index] * mu + d
            expected[index] -= (nesterov ? d + velocity[index] * mu : velocity[index]) * rate
          }
        }
        #expect(
          inequality(parameter.values, expected) == nil, "\(threads) threads, \(nesterov), \(mu)")
      }
    }
  }

  @Test func refusals() throws {
    func descent(
      rate: Double = 1, decay: Double = 0, slopes: Double = 1, momentum: Double = 0,
      nesterov: Bool = false
    ) throws -> Descent {
      try Descent(
        [], weights: .init(learningRate: rate, decay: decay), slopes: .init(learningRate: slopes),
        momentum: momentum, nesterov: nesterov)
    }
    #expect(throws: OptimizerError.invalid("learning rate", -1)) { try descent(rate: -1) }
    #expect(throws: OptimizerError.invalid("weight decay", -1)) { try descent(decay: -1) }
    #expect(throws: OptimizerError.invalid("momentum", .infinity)) {
      try descent(momentum: .infinity)
    }
    // Double has this number, Float does not.
    let error = OptimizerError.unrepresentable("learning rate of slopes", 1e300, type: "Float")
    #expect(throws: error) { try descent(slopes: 1e300) }
    #expect(
      error.description
        == "the learning rate of slopes is 1e+300, which is infinite as a Float; a smaller number is asked for"
    )
    // NaN is not equal to itself.
    #expect(throws: OptimizerError.self) { try descent(slopes: .nan) }
    #expect(throws: OptimizerError.nesterovWithoutMomentum) { try descent(nesterov: true) }
    let optimizer = try descent()
    for threads in [0, 1025, Int.max] {
      #expect(throws: OptimizerError.invalidThreadCount(threads)) {
        try optimizer.step(threads: threads)
      }
    }
    let (first, second) = (try parameter(.weight), try parameter(.weight))
    #expect(throws: OptimizerError.repeatedParameter("p")) {
      try Descent([first, second, first], weights: .init(learningRate: 1))
    }
    // A name alone is none.
    #expect(throws: Never.self) {
      try Descent([first, second], weights: .init(learningRate: 1))
    }
    #expect(throws: OptimizerError.self) {
      try optimizer.setRates(weights: .init(learningRate: .nan), slopes: .init(learningRate: 1))
    }
    #expect(optimizer.weights.learningRate == 1)
  }
}
