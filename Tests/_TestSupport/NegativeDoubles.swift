import Foundation

/// Random numbers not above zero, of every kind that matters to exp(x) and exp(x) - 1.
public enum NegativeDoubles: CaseIterable {
  /// Of every magnitude, subnormal ones among them: most of exp(x) - 1 is x, or -1.
  case anyMagnitude
  /// Of the magnitudes at which it is neither.
  case tellingMagnitude
  /// Where exp(x) - 1 is not -1.
  case small
  /// Where exp(x) is not 0, or is subnormal.
  case large
  /// Near the multiples of log(2) / 2: at the even ones exp(x) is a power of 2, at the odd ones the reduction breaks.
  case nearLog2

  public func random(_ generator: inout SplitMix64) -> Double {
    func magnitude(_ exponents: ClosedRange<Int>) -> Double {
      let exponent = Int.random(in: exponents, using: &generator)
      return scalbn(1 + generator.unit(), exponent)
    }
    switch self {
    case .anyMagnitude: return -magnitude(-1_075...9)
    case .tellingMagnitude: return -magnitude(-60...5)
    case .small: return -40 * generator.unit()
    case .large: return -750 * generator.unit()
    case .nearLog2:
      let middle = Double(Int.random(in: 1...2_160, using: &generator)) * (log(2) / 2)
      let away = magnitude(-54 ... -3)
      return generator.next() % 2 == 0 ? -middle * (1 + away) : -middle * (1 - away)
    }
  }

  /// As many numbers of each kind, to the nearest five.
  public static func random(count: Int, seed: UInt64) -> [Double] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { allCases[$0 % allCases.count].random(&generator) }
  }
}
