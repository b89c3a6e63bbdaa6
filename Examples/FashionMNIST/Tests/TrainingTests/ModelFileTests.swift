import PReLULayers
import Runs
import SafeTensors
import Testing

@testable import Training

@Suite struct ModelFileTests {
  private func network<Scalar: PoolingScalar>(
    _ kind: NetworkKind, seed: UInt64, _ activation: Activation = .prelu()
  ) throws -> Network<Scalar> {
    var generator = RandomGenerator(seed: seed)
    return try kind.makeNetwork(activation: activation, using: &generator)
  }

  @Test(arguments: NetworkKind.allCases)
  func loadsWhatItSaved(_ kind: NetworkKind) throws {
    let (first, second): (Network<Float>, Network<Float>) = try (
      network(kind, seed: 1), network(kind, seed: 2)
    )
    let file = try ModelFile.file(of: first, kind, .prelu)
    try ModelFile.load(TensorFile(bytes: file.encoded()), into: second, kind, .prelu)
    #expect(first.parameters.map(\.values) == second.parameters.map(\.values))
    #expect(file.metadata == ["format": "pt", "network": kind.rawValue, "activation": "prelu"])
  }

  @Test func namesAreThoseOfPyTorch() throws {
    let conv: Network<Float> = try network(.conv, seed: 1)
    let shapes = try ModelFile.file(of: conv, .conv, .prelu).tensors.mapValues(\.shape)
    #expect(
      shapes == [
        "conv1.weight": [16, 1, 3, 3], "conv1.bias": [16], "act1.weight": [16],
        "conv2.weight": [32, 16, 3, 3], "conv2.bias": [32], "act2.weight": [32],
        "fc3.weight": [64, 1568], "fc3.bias": [64], "act3.weight": [64],
        "fc4.weight": [10, 64], "fc4.bias": [10],
      ])
    let dense: Network<Float> = try network(.dense, seed: 1, .preluShared())
    let names = try ModelFile.file(of: dense, .dense, .preluShared).tensors.keys
    #expect(names.contains("act1.weight") && names.contains("act2.weight"))
  }

  @Test func loadsNumbersOfTheOtherType() throws {
    let float: Network<Float> = try network(.dense, seed: 1)
    let double: Network<Double> = try network(.dense, seed: 2)
    try ModelFile.load(ModelFile.file(of: float, .dense, .prelu), into: double, .dense, .prelu)
    #expect(double.parameters[0].values == float.parameters[0].values.map(Double.init))
    let again: Network<Float> = try network(.dense, seed: 3)
    try ModelFile.load(ModelFile.file(of: double, .dense, .prelu), into: again, .dense, .prelu)
    #expect(again.parameters.map(\.values) == float.parameters.map(\.values))
  }

  @Test func refusesOtherModels() throws {
    let relu: Network<Float> = try network(.dense, seed: 1, .relu)
    let prelu: Network<Float> = try network(.dense, seed: 2)
    var file = try ModelFile.file(of: relu, .dense, .relu)
    #expect(throws: ModelError.otherModel(name: "activation", found: "relu", expected: "prelu")) {
      try ModelFile.load(file, into: prelu, .dense, .prelu)
    }
    #expect(throws: ModelError.otherModel(name: "network", found: "dense", expected: "conv")) {
      try ModelFile.load(file, into: prelu, .conv, .relu)
    }
    #expect(
      ModelError.otherModel(name: "network", found: "dense", expected: "conv").description
        == "its network is \"dense\", not \"conv\": say --network dense")
    // Nobody is sent to an activation that there is not.
    #expect(
      ModelError.otherModel(name: "activation", found: "gelu", expected: "relu").description
        == "its activation is \"gelu\", not \"relu\"")
    // Files of others say nothing.
    file.metadata = [:]
    #expect(throws: ModelError.missingTensor("act1.weight")) {
      try ModelFile.load(file, into: prelu, .dense, .prelu)
    }
    try file.add(Tensor([1] as [Float], shape: [1]), named: "more")
    #expect(throws: ModelError.unexpectedTensor("more")) {
      try ModelFile.load(file, into: relu, .dense, .relu)
    }
  }

  @Test func refusesOtherShapesAndChangesNothing() throws {
    let network: Network<Float> = try network(.dense, seed: 1, .relu)
    let before = network.parameters.map(\.values)
    let whole = try ModelFile.file(of: network, .dense, .relu)
    var file = TensorFile()
    for (name, tensor) in whole.tensors where name != "fc3.bias" {
      let zeros = [Float](repeating: 0, count: tensor.bytes.count / 4)
      try file.add(Tensor(zeros, shape: tensor.shape), named: name)
    }
    try file.add(Tensor([Float](repeating: 0, count: 10), shape: [2, 5]), named: "fc3.bias")
    #expect(throws: ModelError.wrongShape(tensor: "fc3.bias", found: [2, 5], expected: [10])) {
      try ModelFile.load(file, into: network, .dense, .relu)
    }
    #expect(network.parameters.map(\.values) == before)
  }
}
