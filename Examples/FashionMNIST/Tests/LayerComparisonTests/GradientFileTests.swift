import LayerComparison
import SafeTensors
import Testing

/// Layers small enough that their gradients can be written down.
@Suite struct GradientFileTests {
  private static let dense =
    #"{"batch": 1, "input": [2], "outputs": 2, "activation": "prelu", "windows": null}"#

  private func question(
    _ description: String?, _ tensors: [(name: String, values: [Double], shape: [Int])]
  ) throws -> TensorFile {
    var file = TensorFile()
    file.metadata["layer"] = description
    for (name, values, shape) in tensors { try file.add(Tensor(values, shape: shape), named: name) }
    return file
  }

  private var denseTensors: [(name: String, values: [Double], shape: [Int])] {
    [
      ("x", [1, 2], [1, 2]), ("weight", [1, 1, 1, -1], [2, 2]), ("bias", [0.5, 0.5], [2]),
      ("slope", [0.5, 0.25], [2]), ("g", [2, 4], [1, 2]),
    ]
  }

  /// z is 3.5 and -0.5, so that dz is 2 and 1.
  @Test func dense() throws {
    let answer = try GradientFile.answer(
      question(Self.dense, denseTensors), in: Double.self, threads: 1)
    #expect(answer["y"] == (try Tensor([3.5, -0.125], shape: [1, 2])))
    #expect(answer["dx"] == (try Tensor([3.0, 1], shape: [1, 2])))
    #expect(answer["dweight"] == (try Tensor([2.0, 4, 1, 2], shape: [2, 2])))
    #expect(answer["dbias"] == (try Tensor([2.0, 1], shape: [2])))
    #expect(answer["dslope"] == (try Tensor([0.0, -2], shape: [2])))
  }

  /// Two pixels with a stride of 2 in three, in Float.
  @Test func convolution() throws {
    let windows =
      #"{"size": [1, 1], "stride": [1, 2], "padding": [0, 0], "dilation": [1, 1], "groups": 1}"#
    let description =
      #"{"batch": 1, "input": [1, 1, 3], "outputs": 1, "activation": "relu", "windows": \#(windows)}"#
    let answer = try GradientFile.answer(
      question(
        description,
        [
          ("x", [1, 2, -3], [1, 1, 1, 3]), ("weight", [2], [1, 1, 1, 1]), ("bias", [1], [1]),
          ("g", [1, 1], [1, 1, 1, 2]),
        ]), in: Float.self, threads: 1)
    #expect(answer["y"] == (try Tensor([Float(3), 0], shape: [1, 1, 1, 2])))
    #expect(answer["dx"] == (try Tensor([Float(2), 0, 0], shape: [1, 1, 1, 3])))
    #expect(answer["dweight"] == (try Tensor([Float(1)], shape: [1, 1, 1, 1])))
    #expect(answer["dslope"] == nil)
  }

  @Test func refusesWhatIsNoQuestion() throws {
    func error(
      _ description: String?, _ tensors: [(name: String, values: [Double], shape: [Int])]
    ) throws -> ComparisonError? {
      let file = try question(description, tensors)
      return #expect(throws: ComparisonError.self) {
        try GradientFile.answer(file, in: Double.self, threads: 1)
      }
    }
    #expect(try error(nil, denseTensors) == .noDescription)
    #expect(try error(Self.dense, Array(denseTensors.dropLast())) == .missingTensor("g"))
    let image = Self.dense.replacing("[2]", with: "[2, 1]")
    #expect(
      try error(image, denseTensors) == .malformed("its input has 2 numbers instead of 1"))
    var float = try question(Self.dense, Array(denseTensors.dropFirst()))
    try float.add(Tensor([Float(1), 2], shape: [1, 2]), named: "x")
    #expect(throws: ComparisonError.wrongType(tensor: "x")) {
      try GradientFile.answer(float, in: Double.self, threads: 1)
    }
  }
}
