import PReLULayers
import Runs
import Testing

@testable import Training

@Suite struct EvaluationTests {
  /// Two units of a dense layer of 256 that see no pixel: one has a bias below 0, the other one above.
  private func network(_ activation: ActivationKind, slope: Float? = nil) throws -> Network<Float> {
    var generator = RandomGenerator(seed: 1)
    let network: Network<Float> = try NetworkKind.dense.makeNetwork(
      activation: activation.activation, using: &generator)
    let (weight, bias) = (network.parameters[0], network.parameters[1])
    var (weights, biases) = (weight.values, bias.values)
    for index in 0..<2 * 784 { weights[index] = 0 }
    (biases[0], biases[1]) = (-1, 1)
    try weight.replaceValues(weights)
    try bias.replaceValues(biases)
    if let slope, let parameter = network.layers[1].slope {
      try parameter.replaceValues([Float](repeating: slope, count: parameter.values.count))
    }
    return network
  }

  @Test(
    arguments: [
      (ActivationKind.relu, nil), (.elu, nil), (.prelu, nil), (.prelu, 0), (.prelu, -0.5),
      (.preluShared, -0.5),
    ] as [(ActivationKind, Float?)])
  func countsDeadUnits(_ activation: ActivationKind, _ slope: Float?) throws {
    let network = try network(activation, slope: slope)
    let data = try syntheticImages(30)
    let evaluation = try Evaluation(of: network, on: data, threads: 1)
    #expect(evaluation.units.map(\.layer) == ["fc1", "fc2"])
    #expect(evaluation.units.map(\.units) == [256, 128])
    // Of random weights and 30 images, no others of the first layer; with -0.5, its first output is positive and its input is not.
    #expect(evaluation.units[0].dead == 1)
    // Slopes are what they were.
    if let slope { #expect(network.layers[1].slope?.values.allSatisfy { $0 == slope } == true) }
  }

  @Test func unitsOfConvolutionsAreChannels() throws {
    var generator = RandomGenerator(seed: 1)
    let network: Network<Float> = try NetworkKind.conv.makeNetwork(
      activation: .prelu(), using: &generator)
    let weight = network.parameters[0]
    try weight.replaceValues([Float](repeating: 0, count: weight.values.count))
    try network.parameters[2].replaceValues([Float](repeating: -1, count: 16))
    let data = try syntheticImages(10)
    let evaluation = try Evaluation(of: network, on: data, threads: 2)
    #expect(evaluation.units[0] == LayerUnits(layer: "conv1", dead: 16, units: 16))
    #expect(evaluation.units.map(\.units) == [16, 32, 64])
  }

  @Test func accuracyIsThatOfTheLabels() throws {
    let network = try network(.relu)
    let data = try syntheticImages(20)
    let evaluation = try Evaluation(of: network, on: data, threads: 1)
    let logits = try network.forward(
      Pixels<Float>().inputs(ArraySlice(0..<20), of: data), batch: 20)
    let correct = (0..<20).count { sample in
      let row = logits[sample * 10..<sample * 10 + 10]
      return row.max() == row[sample * 10 + Int(data.labels[sample])]
    }
    #expect(evaluation.accuracy == Double(correct) / 20)
  }

  @Test func noImagesHaveNoAccuracy() throws {
    let evaluation = try Evaluation(of: network(.relu), on: syntheticImages(0), threads: 1)
    #expect(evaluation.accuracy == 0)
  }
}
