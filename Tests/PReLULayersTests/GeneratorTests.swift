import Testing

@testable import PReLULayers

/// Random numbers: the bits that every machine has, and the moments of their distributions.
@Suite struct GeneratorTests {
  /// What the authors' C program gives for this state.
  @Test func xoshiro() {
    var generator = RandomGenerator(state: (1, 2, 3, 4))
    let numbers = (0..<6).map { _ in generator.next() }
    #expect(
      numbers == [
        11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
        607_988_272_756_665_600,
      ])
  }

  /// By a program in Python, whose SplitMix64 gives the published numbers of the seed 1234567.
  @Test func seeded() {
    var generator = RandomGenerator(seed: 42)
    let numbers = (0..<5).map { _ in generator.next() }
    #expect(
      numbers == [
        0x1578_0b2e_0c2e_c716, 0x6104_d986_6d11_3a7e, 0xae17_5332_39e4_99a1, 0xecb8_ad47_03b3_60a1,
        0xfde6_dc7f_e2ec_5e64,
      ])
  }

  @Test func uniform() {
    var generator = RandomGenerator(seed: 42)
    let numbers = (0..<3).map { _ in generator.uniform() }
    #expect(numbers == [0x1.5780b2e0c2ec0p-4, 0x1.84136619b444ep-2, 0x1.5c2ea66473c93p-1])
  }

  /// By the same program in Python.
  @Test func normal() {
    var generator = RandomGenerator(seed: 42)
    let numbers = (0..<8).map { _ in generator.normal() }
    #expect(
      numbers == [
        -0x1.73d2feb0fb377p-1, -0x1.b088028693f9cp-3, 0x1.c5e21f7812a4cp-3, 0x1.0ba8bb0c5fa51p-1,
        0x1.db514bfac5b4ep-2, 0x1.7b6195d5a3e23p-1, 0x1.79eb7c13cfccdp+0, 0x1.e20eadc1acf5bp-2,
      ])
  }

  /// The first four moments of n normal numbers have the variances 1/n, 2/n, 15/n and 96/n: five standard deviations hold each.
  @Test func moments() {
    let n = 1 << 18
    var generator = RandomGenerator(seed: 3)
    var sums = SIMD4<Double>(repeating: 0)
    for _ in 0..<n {
      let z = generator.normal()
      sums += SIMD4(z, z * z, z * z * z, z * z * z * z)
    }
    let deviation = sums / Double(n) - SIMD4(0, 1, 0, 3)
    let allowed = 5 * (SIMD4<Double>(1, 2, 15, 96) / Double(n)).squareRoot()
    for moment in 0..<4 {
      #expect(abs(deviation[moment]) <= allowed[moment], "moment \(moment + 1)")
    }
  }

  /// Correctly rounded logarithms, by Python's decimal arithmetic with 40 digits.
  @Test(
    arguments: [
      (0.3, -0x1.34378fcbda721p+0), (0x1p-40, -0x1.bb9d3beb8c86bp+4),
      (0x1.ffffffff24190p-1, -0x1.b7ce00005e728p-34), (0x1.6a09e667f3bcdp-1, -0x1.62e42fefa39eep-2),
      (0x1.56e1fc2f8f359p-997, -0x1.5963447f87fb5p+9), (1, 0),
    ] as [(Double, Double)])
  func logarithm(_ x: Double, _ expected: Double) {
    #expect(abs(naturalLogarithm(x) - expected) <= expected.ulp)
  }

  @Test func permutation() {
    var generator = RandomGenerator(seed: 42)
    // By the same program in Python.
    let few = generator.permutation(10)
    #expect(few == [9, 1, 4, 2, 8, 7, 6, 5, 3, 0])
    let numbers = generator.permutation(1000)
    #expect(Set(numbers) == Set(0..<1000))
    #expect(numbers.enumerated().filter { $0 == $1 }.count < 20)
    #expect(generator.permutation(0).isEmpty)
    #expect(generator.permutation(-1).isEmpty)
  }

  /// A copy goes on as the original does, in the middle of a pair of normal numbers too.
  @Test func copy() {
    var generator = RandomGenerator(seed: 9)
    _ = generator.normal()
    var copy = generator
    #expect(copy == generator)
    let (a, b) = (generator.normal(), copy.normal())
    #expect(a == b)
    _ = copy.next()
    #expect(copy != generator)
  }
}
