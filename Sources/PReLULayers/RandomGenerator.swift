/// Random numbers of which a seed gives the same bits on every machine: xoshiro256**, whose state SplitMix64 makes of the seed.
///
/// Integer arithmetic, and for `uniform` and `normal` only operations that IEEE 754 rounds correctly: no mathematics library has a
/// part in it.
///
/// Sources: Blackman and Vigna 2021, "Scrambled Linear Pseudorandom Number Generators"; Steele, Lea and Flood 2014, "Fast Splittable
/// Pseudorandom Number Generators".
public struct RandomGenerator: RandomNumberGenerator, Equatable, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)
  /// The second number of a pair of normal ones.
  private var spare: Double?

  /// The generator of a seed; every seed will do.
  public init(seed: UInt64) {
    var mixed = seed
    func next() -> UInt64 {
      mixed &+= 0x9E37_79B9_7F4A_7C15
      var z = mixed
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    state = (next(), next(), next(), next())
  }

  /// The generator in a given state, which must not be all zeros.
  init(state: (UInt64, UInt64, UInt64, UInt64)) {
    self.state = state
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let result = Self.rotated(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotated(state.3, 45)
    return result
  }

  /// A number in 0 ..< 1, a multiple of 2^-53.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number of the normal distribution with mean 0 and variance 1.
  ///
  /// Marsaglia's polar method: of a point in the unit disc, at the squared distance s from its centre, both coordinates times
  /// `sqrt(-2 ln(s) / s)` are normal and independent. Source: Marsaglia and Bray 1964, "A Convenient Method for Generating Normal
  /// Variables".
  public mutating func normal() -> Double {
    if let number = spare {
      spare = nil
      return number
    }
    while true {
      let (x, y) = (2 * uniform() - 1, 2 * uniform() - 1)
      let s = x * x + y * y
      if s > 0, s < 1 {
        let factor = (-2 * naturalLogarithm(s) / s).squareRoot()
        spare = y * factor
        return x * factor
      }
    }
  }

  /// The numbers of 0 ..< count in random order: that of a shuffled epoch. None where `count` is below 1.
  ///
  /// Not by `shuffled(using:)`, whose way may change with the standard library. Some orders are likelier than others by `count` parts in 2^64.
  /// Source: Durstenfeld 1964, "Algorithm 235: Random Permutation".
  public mutating func permutation(_ count: Int) -> [Int] {
    var numbers = Array(0..<max(0, count))
    for last in numbers.indices.dropFirst().reversed() {
      numbers.swapAt(last, Int(next().multipliedFullWidth(by: UInt64(last + 1)).high))
    }
    return numbers
  }

  /// Whether two generators will give the same numbers.
  public static func == (left: RandomGenerator, right: RandomGenerator) -> Bool {
    left.state == right.state && left.spare == right.spare
  }

  private static func rotated(_ x: UInt64, _ count: UInt64) -> UInt64 {
    x << count | x >> (64 - count)
  }
}
