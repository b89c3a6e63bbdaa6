import Foundation

/// Random numbers with 64 bits of state (SplitMix64: Steele, Lea and Flood 2014): the same for the
/// same seed on every machine.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) {
    state = seed
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Normal numbers of mean 0 and variance 1, by Box and Muller's transformation.
public struct NormalGenerator: Sendable {
  private var source: SplitMix64
  private var spare: Double?

  public init(seed: UInt64) {
    source = SplitMix64(seed: seed)
  }

  public mutating func next() -> Double {
    if let spare {
      self.spare = nil
      return spare
    }
    // In (0, 1], so that the logarithm is finite.
    let first = Double((source.next() >> 11) + 1) * 0x1p-53
    let second = Double(source.next() >> 11) * 0x1p-53
    let radius = (-2 * log(first)).squareRoot()
    let angle = 2 * Double.pi * second
    spare = radius * sin(angle)
    return radius * cos(angle)
  }
}
