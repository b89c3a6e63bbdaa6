import PReLULayers
import Testing

/// What layers and parameters cannot be made of.
@Suite struct ConstructionTests {
  private func dense(
    _ inputs: Int, _ outputs: Int, _ activation: Activation = .none
  ) throws -> Dense<Float> {
    var generator = RandomGenerator(seed: 1)
    return try Dense(
      name: "d", inputs: inputs, outputs: outputs, activation: activation, using: &generator)
  }

  private func convolution(
    _ input: ImageShape, _ channels: Int = 4, window: Extent = 1, stride: Extent = 1,
    padding: Extent = 0, dilation: Extent = 1, groups: Int = 1
  ) throws -> Convolution2D<Float> {
    var generator = RandomGenerator(seed: 1)
    return try Convolution2D(
      name: "c", input: input, channels: channels, window: window, stride: stride,
      padding: padding, dilation: dilation, groups: groups, using: &generator)
  }

  private func refuses(
    _ setting: String, of layer: String, _ value: Int, _ make: () throws -> Void
  ) {
    let error = #expect(throws: LayerError.self) { try make() }
    guard case .invalidSetting(let actualLayer, let actualSetting, let actualValue, _) = error
    else {
      Issue.record("\(String(describing: error)) in place of the \(setting)")
      return
    }
    #expect(actualLayer == layer)
    #expect(actualSetting == setting)
    #expect(actualValue == "\(value)")
  }

  @Test(arguments: [0, -1, Int.min, Int.max])
  func dense(_ count: Int) {
    refuses("number of inputs", of: "dense 'd'", count) { _ = try dense(count, 1) }
    refuses("number of outputs", of: "dense 'd'", count) { _ = try dense(1, count) }
  }

  @Test(arguments: [0, -1, Int.min, Int.max])
  func convolution(_ number: Int) {
    let input = ImageShape(channels: 4, height: 4, width: 4)
    let title = "convolution 'c'"
    func refuses(_ setting: String, _ make: () throws -> Void) {
      self.refuses(setting, of: title, number, make)
    }
    refuses("number of input channels") {
      _ = try convolution(ImageShape(channels: number, height: 4, width: 4))
    }
    refuses("input height") {
      _ = try convolution(ImageShape(channels: 4, height: number, width: 4))
    }
    refuses("input width") {
      _ = try convolution(ImageShape(channels: 4, height: 4, width: number))
    }
    refuses("number of output channels") { _ = try convolution(input, number) }
    refuses("window height") {
      _ = try convolution(input, window: Extent(height: number, width: 1))
    }
    refuses("window width") {
      _ = try convolution(input, window: Extent(height: 1, width: number))
    }
    refuses("vertical stride") {
      _ = try convolution(input, stride: Extent(height: number, width: 1))
    }
    refuses("horizontal stride") {
      _ = try convolution(input, stride: Extent(height: 1, width: number))
    }
    refuses("vertical dilation") {
      _ = try convolution(input, dilation: Extent(height: number, width: 1))
    }
    refuses("horizontal dilation") {
      _ = try convolution(input, dilation: Extent(height: 1, width: number))
    }
    refuses("number of groups") { _ = try convolution(input, groups: number) }
    if number != 0 {
      refuses("vertical padding") {
        _ = try convolution(input, padding: Extent(height: number, width: 0))
      }
      refuses("horizontal padding") {
        _ = try convolution(input, padding: Extent(height: 0, width: number))
      }
    }
  }

  @Test func groups() {
    let input = ImageShape(channels: 6, height: 4, width: 4)
    refuses("number of groups", of: "convolution 'c'", 4) {
      _ = try convolution(input, 8, groups: 4)
    }
    refuses("number of groups", of: "convolution 'c'", 3) {
      _ = try convolution(input, 8, groups: 3)
    }
    #expect(throws: Never.self) { try convolution(input, 8, groups: 2) }
  }

  @Test func window() {
    let input = ImageShape(channels: 1, height: 4, width: 6)
    let error = LayerError.windowTooLarge(
      layer: "convolution 'c'", window: [5, 1], paddedInput: [4, 6])
    #expect(throws: error) {
      try convolution(input, window: Extent(height: 3, width: 1), dilation: 2)
    }
    #expect(
      error.description
        == "convolution 'c' has a window of 5 x 1, which is larger than its padded input of 4 x 6")
    #expect(throws: Never.self) { try convolution(input, window: Extent(height: 4, width: 6)) }
  }

  @Test func size() {
    let many = Int(Int32.max)
    #expect(throws: LayerError.tooLarge(layer: "dense 'd'", dimensions: [2, many])) {
      try dense(many, 2)
    }
    #expect(
      LayerError.tooLarge(layer: "dense 'd'", dimensions: [2, many]).description
        == "dense 'd' would have 2 x 2147483647 elements, where 2147483647 are allowed")
    #expect(throws: LayerError.self) {
      try convolution(ImageShape(channels: many, height: many, width: many))
    }
    #expect(throws: LayerError.self) {
      try convolution(
        ImageShape(channels: 1, height: many, width: 1),
        window: Extent(height: many, width: 1), padding: Extent(height: many, width: many),
        dilation: Extent(height: many, width: 1))
    }
  }

  /// A number that Double holds and Float does not is infinite in a layer of Float.
  @Test(
    arguments: [
      .leakyReLU(slope: .nan), .leakyReLU(slope: 1e300), .prelu(initialSlope: .infinity),
      .preluShared(initialSlope: .nan), .elu(alpha: 0), .elu(alpha: -1), .elu(alpha: .infinity),
      .elu(alpha: 1e-300), .elu(alpha: .nan),
    ] as [Activation])
  func constants(_ activation: Activation) {
    #expect(throws: LayerError.self) { try dense(2, 2, activation) }
  }

  @Test func extents() {
    let both = 3
    #expect(Extent(both) == 3 && Extent(both) == Extent(height: 3, width: 3))
  }

  @Test func shapes() throws {
    let layer = try convolution(
      ImageShape(channels: 3, height: 28, width: 30), 8, window: Extent(height: 5, width: 3),
      stride: 2, padding: Extent(height: 2, width: 1), dilation: Extent(height: 1, width: 2))
    #expect(layer.inputShape == [3, 28, 30])
    // (28 + 4 - 5) / 2 + 1 and (30 + 2 - 5) / 2 + 1.
    #expect(layer.outputShape == [8, 14, 14])
    #expect(layer.inputCount == 2520)
    #expect(layer.outputCount == 1568)
    #expect(layer.title == "convolution 'c'")
  }

  @Test func parameter() throws {
    let parameter = try Parameter<Float>(
      name: "p", shape: [2, 2], kind: .weight, values: [1, 2, 3, 4])
    let error = LayerError.countMismatch(
      layer: "the parameter 'p'", .values, expected: 4, actual: 1)
    #expect(throws: error) { try parameter.replaceValues([1]) }
    #expect(throws: error) { try parameter.replaceGradient([1]) }
    #expect(parameter.values == [1, 2, 3, 4])
    #expect(throws: LayerError.self) {
      try Parameter<Float>(name: "p", shape: [2, -2], kind: .weight, values: [])
    }
    #expect(throws: LayerError.self) {
      try Parameter<Float>(name: "p", shape: [], kind: .weight, values: [])
    }
  }
}
