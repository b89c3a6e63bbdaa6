/// A function of each element alone that leaves what is positive as it is, or scales it: ReLU, Leaky ReLU, ELU or SELU.
///
/// ```swift
/// let elu = Rectifier.elu()
/// let y = try elu.forward(x)
/// let dx = try elu.backward(x, gradient: g)
/// ```
///
/// Constants are numbers of Double, and rounded once to the type that is computed in: that of the elements, or Float for Float16 and
/// `BFloat16`, whose results are rounded once more at the end. Functions come in the three forms
/// that those of `PReLU` have, with the same schedule and the same errors.
public struct Rectifier: Equatable, Hashable, Sendable {
  enum Function: Equatable, Hashable, Sendable {
    case relu
    case leakyReLU(slope: Double)
    case elu(alpha: Double)
    case selu(alpha: Double, gamma: Double)
  }

  let function: Function

  /// ReLU: `y = x < 0 ? +0 : x`, and `dx = x > 0 ? g : +0`.
  ///
  /// Not PReLU with slope 0, which makes NaN of an infinite input. -0 stays -0, NaN stays NaN; at 0 and NaN the gradient
  /// is +0. Exact.
  ///
  /// Source: Nair and Hinton 2010, "Rectified Linear Units Improve Restricted Boltzmann Machines".
  public static let relu = Rectifier(function: .relu)

  /// Leaky ReLU: `y = x < 0 ? slope * x : x`, and `dx = x > 0 ? g : slope * g`.
  ///
  /// PReLU with one slope that is not learned, and with PReLU's edge cases. One rounding, that of the product.
  ///
  /// Source: Maas, Hannun and Ng 2013, "Rectifier Nonlinearities Improve Neural Network Acoustic Models".
  public static func leakyReLU(slope: Double = 0.01) -> Rectifier {
    Rectifier(function: .leakyReLU(slope: slope))
  }

  /// ELU: `y = x < 0 ? alpha * (exp(x) - 1) : x`, and `dx = x > 0 ? g : g * alpha * exp(x)`.
  ///
  /// - Edge cases: 0, -0 and NaN come back as they went in, and -infinity becomes -alpha; no digits are lost where x is
  ///   small. An infinite alpha makes every y infinite whose x is below 0. At 0 the gradient is `g * alpha`, of a NaN it is NaN.
  /// - Error bound, Float, with alpha 1: y is within 1 ULP, with another alpha within 2. dx has the rounding of the product
  ///   with g on top of the same bounds for `alpha * exp(x)`. Double: within 2 ULP.
  ///
  /// Source: Clevert, Unterthiner and Hochreiter 2016, "Fast and Accurate Deep Network Learning by Exponential Linear
  /// Units".
  public static func elu(alpha: Double = 1) -> Rectifier {
    Rectifier(function: .elu(alpha: alpha))
  }

  /// SELU: `y = gamma * (x < 0 ? alpha * (exp(x) - 1) : x)`, and `dx = gamma * (x > 0 ? g : g * alpha * exp(x))`.
  ///
  /// Edge cases as ELU's, but that positive numbers are scaled. `gamma * alpha` is rounded once. Error bound: within 2 ULP; dx has
  /// the rounding of the product with g on top.
  ///
  /// Source: Klambauer, Unterthiner, Mayr and Hochreiter 2017, "Self-Normalizing Neural Networks", whose constants are the
  /// defaults.
  public static func selu(
    alpha: Double = 1.6732632423543772848, gamma: Double = 1.0507009873554804934
  ) -> Rectifier {
    Rectifier(function: .selu(alpha: alpha, gamma: gamma))
  }
}
