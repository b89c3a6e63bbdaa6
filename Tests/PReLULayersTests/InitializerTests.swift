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

  /// Filters of a depthwise convolution are rows of a matrix of one row each, and so have the norm `gain`; filters of a group are
  /// orthogonal to each other.
  @Test func orthogonalGroups() throws {
    var generator = RandomGenerator(seed: 19)
    let depthwise: [Double] = try Initializer.orthogonal(gain: 2).values(
      shape: [12, 1, 3, 3], groups: 12, using: &generator)
    // The bound of `orthogonal` above.
    let allowed = 4 * 10 * 9 * 0x1p-53
    func product(_ w: [Double], _ a: Int, _ b: Int, length: Int) -> Double {
      (0..<length).reduce(0) { $0 + w[a * length + $1] * w[b * length + $1] }
    }
    for filter in 0..<12 {
      #expect(abs(product(depthwise, filter, filter, length: 9) - 4) <= allowed)
    }
    #expect(Set(depthwise).count == depthwise.count)
    let grouped: [Double] = try Initializer.orthogonal().values(
      shape: [6, 2, 2, 1], groups: 2, using: &generator)
    for first in [0, 3] {
      for (a, b) in [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)] {
        let expected: Double = a == b ? 1 : 0
        let actual = product(grouped, first + a, first + b, length: 4)
        #expect(abs(actual - expected) <= 10 * 12 * 0x1p-53)
      }
    }
  }

  /// Constants that are not finite, or not so in Float, and a deviation that is 0: the square of the slope is infinite.
  @Test(
    arguments: [
      .he(slope: .nan), .he(slope: .infinity), .he(slope: 1e39), .orthogonal(gain: .nan),
      .orthogonal(gain: 1e39), .constant(.infinity), .constant(.nan), .constant(-1e39),
    ] as [Initializer])
  func refusesConstants(_ initializer: Initializer) {
    var generator = RandomGenerator(seed: 1)
    func refuses<Scalar: BLASScalar>(_ initializer: Initializer, _: Scalar.Type) {
      let error = #expect(throws: LayerError.self) {
        let _: [Scalar] = try initializer.values(shape: [2, 4], using: &generator)
      }
      guard case .invalidSetting("an initialiser", _, _, _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
    refuses(initializer, Float.self)
    refuses(.he(slope: 1e200), Double.self)
    #expect(generator == RandomGenerator(seed: 1))
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
    #expect(throws: LayerError.self) { try values([3, 4], groups: 2) }
    let large = [1 << 16, 1 << 16]
    #expect(throws: LayerError.tooLarge(layer: "an initialiser", dimensions: large)) {
      try values(large)
    }
    let none = try values([0, 5])
    #expect(none.isEmpty)
  }
}
