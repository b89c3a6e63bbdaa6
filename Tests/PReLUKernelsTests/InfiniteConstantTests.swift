import PReLUKernels
import Testing
import _TestSupport

/// ELU and SELU whose factor of the exponential is infinite, or beyond the type that is computed in.
@Suite struct InfiniteConstantTests {
  /// Numbers of every size, for several vectors and a rest.
  private static let values: [Double] = {
    let sizes = [0x1p-140, 0x1p-24, 0.01, 0.2, 0.34, 0.35, 0.5, 0.69, 1, 1.5, 19, 21, 110, 800]
    let special: [Double] = [0, -0.0, .nan, .infinity, -.infinity]
    return sizes.flatMap { [$0, -$0] } + special + sizes.map(-)
  }()

  private static let elus: [Double] = [.infinity, -.infinity, 0x1p200, -0x1p200]
  private static let selus: [(alpha: Double, gamma: Double)] = [
    (.infinity, 1.5), (0x1p100, 0x1p100), (-0x1p100, 0x1p100), (0x1p900, 0x1p200), (2, .infinity),
  ]

  @Test(arguments: InstructionSet.supported)
  func outputs(_ set: InstructionSet) throws {
    try verify(set) { Float($0) }
    try verify(set) { $0 }
    try verify(set) { Float16($0) }
    try verify(set) { BFloat16($0) }
  }

  private func verify<Scalar: StoredNumber>(
    _ set: InstructionSet, _ number: (Double) -> Scalar
  ) throws {
    let x = Self.values.map(number)
    var tested = 0
    func verify(_ rectifier: Rectifier, scale: Double, gamma: Double) throws {
      let scale = Scalar.Compute(scale)
      guard scale.isInfinite else { return }
      tested += 1
      let expected = x.map { x in
        let x = x._computed
        return number(Double(x < 0 ? -scale : Scalar.Compute(gamma) * x))
      }
      let y = try rectifier.forward(x, instructionSet: set)
      #expect(difference(y, expected) == nil, "\(Scalar.self), \(rectifier), \(set)")
    }
    for alpha in Self.elus { try verify(.elu(alpha: alpha), scale: alpha, gamma: 1) }
    for (alpha, gamma) in Self.selus {
      try verify(.selu(alpha: alpha, gamma: gamma), scale: gamma * alpha, gamma: gamma)
    }
    #expect(tested >= 5)
  }
}
