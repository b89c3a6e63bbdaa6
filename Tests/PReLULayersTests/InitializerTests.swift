import PReLULayers
import Testing

@Suite struct InitializerTests {
  /// The variance of n normal numbers, estimated with the mean 0, has a relative standard deviation of sqrt(2 / n); five of them.
  private func expectVariance(
    _ initializer: Initializer, _ shape: [Int], groups: Int = 1, _ variance: Double
  ) throws {
    var generator = RandomGenerator(seed: 11)
    let values: [Double] = try initializer.values(shape: shape, groups: groups, using: &generator)
    let n = Double(shape.reduce(1, *))
    #expect(Double(values.count) == n)
    let estimate = values.reduce(0) { $0 + $1 * $1 } / n
    #expect(abs(estimate / variance - 1) <= 5 * (2 / n).squareRoot())
    let mean = values.reduce(0, +) / n
    #expect(abs(mean) <= 5 * (variance / n).squareRoot())
  }

  /// He et al.'s formula with the fan counted by hand: W is 96 by 32 by 5 by 3.
  @Test(arguments: [0, 0.25, 1])
  func he(_ slope: Double) throws {
    let gain = 2 / (1 + slope * slope)
    let shape = [96, 32, 5, 3]
    try expectVariance(.he(slope: slope), shape, gain / (32 * 15))
    try expectVariance(.he(slope: slope, .fanOut), shape, gain / (96 * 15))
    // Each input of a group goes to the outputs of that group alone.
    try expectVariance(.he(slope: slope, .fanOut), shape, groups: 4, gain / (24 * 15))
    try expectVariance(.he(slope: slope), [300, 200], gain / 200)
  }

  @Test func leCun() throws {
    try expectVariance(.leCunNormal, [300, 200], 1 / 200.0)
  }

  @Test func defaults() {
    #expect(Initializer.default(for: .relu) == .he(slope: 0))
    #expect(Initializer.default(for: .leakyReLU(slope: 0.5)) == .he(slope: 0.5))
    #expect(Initializer.default(for: .prelu()) == .he(slope: 0.25))
    #expect(Initializer.default(for: .none) == .he(slope: 1))
    #expect(Initializer.default(for: .selu) == .leCunNormal)
  }

  /// Householder's Q is within a small multiple of `m n 2^-53` of an orthogonal matrix (Higham 2002, theorem 19.4); ten times that.
  @Test(arguments: [(40, 40), (64, 17), (17, 64), (1, 9), (9, 1), (1, 1)])
  func orthogonal(_ rows: Int, _ columns: Int) throws {
    var generator = RandomGenerator(seed: 13)
    let w: [Double] = try Initializer.orthogonal(gain: 2).values(
      shape: [rows, columns], using: &generator)
    let allowed = 4 * 10 * Double(rows * columns) * 0x1p-53
    // The products of whatever is fewer, rows or columns.
    func element(_ vector: Int, _ index: Int) -> Double {
      rows <= columns ? w[vector * columns + index] : w[index * columns + vector]
    }
    let (short, long) = (min(rows, columns), max(rows, columns))
    for a in 0..<short {
      for b in 0..<short {
        let product = (0..<long).reduce(0) { $0 + element(a, $1) * element(b, $1) }
        #expect(abs(product - (a == b ? 4 : 0)) <= allowed)
      }
    }
  }

  /// Without R's signs the first element would always be negative.
  @Test func signs() throws {
    let signs = try (0..<64).map { (seed: UInt64) in
      var generator = RandomGenerator(seed: seed)
      let w: [Double] = try Initializer.orthogonal().values(shape: [5, 4], using: &generator)
      return w[0] < 0
    }
    #expect(signs.contains(true))
    #expect(signs.contains(false))
  }

  /// Columns of the window count among the inputs.
  @Test func orthogonalConvolution() throws {
    var generator = RandomGenerator(seed: 17)
    let w: [Float] = try Initializer.orthogonal().values(shape: [8, 2, 3, 3], using: &generator)
    let norms = (0..<8).map { row in
      (0..<18).reduce(Float(0)) { $0 + w[row * 18 + $1] * w[row * 18 + $1] }
    }
    // A square of 18 numbers, each rounded once, and 18 sums of at most 1.
    #expect(norms.allSatisfy { abs($0 - 1) <= 21 * 0x1p-23 })
  }

  /// Float has Double's numbers, rounded.
  @Test func sameNumbers() throws {
    var (first, second) = (RandomGenerator(seed: 1), RandomGenerator(seed: 1))
    let wide: [Double] = try Initializer.he().values(shape: [10, 10], using: &first)
    let narrow: [Float] = try Initializer.he().values(shape: [10, 10], using: &second)
    #expect(wide.map(Float.init) == narrow)
    #expect(first == second)
  }

  @Test func refusals() throws {
    func values(_ shape: [Int], groups: Int = 1) throws -> [Float] {
      var generator = RandomGenerator(seed: 1)
      return try Initializer.he().values(shape: shape, groups: groups, using: &generator)
    }
    #expect(throws: LayerError.self) { try values([3]) }
    #expect(throws: LayerError.self) { try values([3, -1]) }
    #expect(throws: LayerError.self) { try values([3, 4], groups: 0) }
    let large = [1 << 16, 1 << 16]
    #expect(throws: LayerError.tooLarge(layer: "an initialiser", dimensions: large)) {
      try values(large)
    }
    let none = try values([0, 5])
    #expect(none.isEmpty)
  }
}
