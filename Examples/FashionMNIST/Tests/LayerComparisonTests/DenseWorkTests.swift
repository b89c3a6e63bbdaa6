import Testing

@testable import LayerComparison

@Suite struct DenseWorkTests {
  /// Forward is PReLU, of slopes of 0.25, of the product: the bias is 0 at first.
  @Test func forwardIsOfTheProduct() throws {
    let work = try DenseWork(batch: 5, outputs: 7, inputs: 3, momentum: 0, decay: 0, threads: 1)
    try work.run(.product)
    let product = work.y
    #expect(product.contains { $0 > 0 } && product.contains { $0 < 0 })
    try work.run(.forward)
    for (y, z) in zip(work.y, product) {
      // Sums of three products in two orders, each rounded by at most 2^-24 of what is below 32.
      #expect(abs(y - (z < 0 ? z / 4 : z)) <= 1e-5)
    }
  }

  @Test(arguments: [DenseWork.Kind.step, .stepWithInputGradient])
  func stepsLearn(_ kind: DenseWork.Kind) throws {
    let work = try DenseWork(
      batch: 4, outputs: 3, inputs: 2, momentum: 0.9, decay: 0.5, threads: 1)
    let before = work.layer.parameters.map(\.values)
    try work.run(kind)
    for (parameter, values) in zip(work.layer.parameters, before) {
      #expect(parameter.values != values, "\(parameter.name)")
    }
  }
}
