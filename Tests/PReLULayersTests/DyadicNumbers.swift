import PReLULayers
import _TestSupport

/// Numbers of few binary digits, of which Double computes sums of products without rounding.
///
/// Every result then has only one right value, whatever the order of a sum, and tests ask for equality.
struct DyadicNumbers {
  private var random: SplitMix64

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  /// `count` multiples of 2^-4 of magnitude 1 at most.
  mutating func numbers<Scalar: BLASScalar>(_ count: Int) -> [Scalar] {
    (0..<count).map { _ in Scalar(Int.random(in: -16...16, using: &random)) / 16 }
  }

  /// `count` odd multiples of 2^-9 of magnitude 1 at most. With such a bias a product of the numbers above, a multiple of 2^-8, is
  /// never nearer to 0 than 2^-9.
  mutating func biases<Scalar: BLASScalar>(_ count: Int) -> [Scalar] {
    (0..<count).map { _ in Scalar(2 * Int.random(in: -256...255, using: &random) + 1) / 512 }
  }

  /// `count` slopes, multiples of 2^-4 in -0.25 ... 0.75: some negative, some 0.
  mutating func slopes<Scalar: BLASScalar>(_ count: Int) -> [Scalar] {
    (0..<count).map { _ in Scalar(Int.random(in: -4...12, using: &random)) / 16 }
  }
}

/// Where two sequences of numbers first differ, in words, or `nil` where all are equal; 0 and -0 are.
func inequality<Scalar: BLASScalar>(_ actual: [Scalar], _ expected: [Scalar]) -> String? {
  deviation(actual, expected, allowed: 0)
}

/// Where two sequences of numbers first differ by more than `allowed`, in words, or `nil` where none do.
func deviation<Scalar: BLASScalar>(
  _ actual: [Scalar], _ expected: [Scalar], allowed: Scalar
) -> String? {
  guard actual.count == expected.count else {
    return "\(actual.count) elements, expected \(expected.count)"
  }
  // A NaN is not below anything.
  for index in actual.indices where !(abs(actual[index] - expected[index]) <= allowed) {
    return "element \(index) of \(actual.count) is \(actual[index]), expected \(expected[index])"
  }
  return nil
}
