import Testing
import _TestSupport

/// The exact sum is exact.
@Suite struct ExactSumTests {
  private func sum(_ values: [Double]) -> Double {
    var sum = ExactSum()
    for value in values { sum.add(value) }
    return sum.rounded
  }

  @Test func cancellation() {
    #expect(sum([]) == 0)
    #expect(sum([1e300, 1, -1e300]) == 1)
    #expect(sum([1, 0x1p-80, -1]) == 0x1p-80)
    #expect(sum([1e16, 1, 1e-16, -1e16, -1, -1e-16]) == 0)
    // What the four Doubles nearest to these decimals really add up to.
    #expect(sum([0.1, 0.2, 0.3, -0.6]) == 0x1p-55)
  }

  /// Ties go to even, and what is below them decides.
  @Test func rounding() {
    let half = 0x1p-53
    let next = 1 + Double.ulpOfOne
    let nextButOne = 1 + 2 * Double.ulpOfOne
    #expect(sum([1, half]) == 1)
    #expect(sum([1, half, 0x1p-200]) == next)
    #expect(sum([1, half, -0x1p-200]) == 1)
    #expect(sum([next, half]) == nextButOne)
    #expect(sum([next, half, -0x1p-200]) == next)
    #expect(sum([-1, -half, -0x1p-200]) == -next)
  }

  /// Against whole numbers of 128 bits, scaled.
  @Test(arguments: 0..<50 as Range<UInt64>)
  func wholeNumbers(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var exact = ExactSum()
    var whole: Int128 = 0
    for _ in 0..<200 {
      let significand = Int64(bitPattern: generator.next()) >> 11
      let shift = Int(generator.next() % 60)
      whole += Int128(significand) << shift
      exact.add(Double(significand) * Double(sign: .plus, exponent: shift - 30, significand: 1))
    }
    #expect(exact.rounded == Double(whole) * 0x1p-30, "seed \(seed)")
  }

  /// Products of 53 bits by 53 bits, against whole numbers.
  @Test(arguments: 0..<50 as Range<UInt64>)
  func products(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var exact = ExactSum()
    var whole: Int128 = 0
    for _ in 0..<200 {
      let x = Int64(bitPattern: generator.next()) >> 11
      let y = Int64(bitPattern: generator.next()) >> 11
      whole += Int128(x) * Int128(y)
      exact.addProduct(Double(x), Double(y) * 0x1p-100)
    }
    #expect(exact.rounded == Double(whole) * 0x1p-100, "seed \(seed)")
  }

  @Test func sumOfSums() {
    var left = ExactSum()
    left.add(1e300)
    left.add(0x1p-200)
    var right = ExactSum()
    right.add(-1e300)
    right.add(0x1p-300)
    left.add(right)
    #expect(left.rounded == 0x1p-200)
    left.add(-0x1p-200)
    #expect(left.rounded == 0x1p-300)
  }
}
