import Foundation

/// The rectifiers without slopes by their definitions, in Double, with their usual constants.
public enum RectifierReference: Sendable {
  case relu, leakyReLU, elu, selu

  public static let slope = 0.01
  /// SELU's; ELU's alpha is 1.
  public static let alpha = 1.6732632423543772848
  public static let gamma = 1.0507009873554804934

  /// How far a kernel may be from this reference where there is an exponential: its own error, 2 units in the last place; half of one
  /// for the product with g and for the constants' rounding to the elements' type, each; half of one for rounding the reference; and
  /// in Double up to one for the C library's exp and expm1.
  public static let ulps = 5

  public var isExponential: Bool {
    switch self {
    case .relu, .leakyReLU: false
    case .elu, .selu: true
    }
  }

  /// y of every x.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func forward<Scalar: BinaryFloatingPoint>(_ x: [Scalar]) -> [Scalar] {
    x.map { x in
      switch self {
      case .relu: x < 0 ? 0 : x
      case .leakyReLU: x < 0 ? Scalar(Self.slope) * x : x
      case .elu: x < 0 ? Scalar(expm1(Double(x))) : x
      case .selu:
        x < 0 ? Scalar(Self.gamma * Self.alpha * expm1(Double(x))) : Scalar(Self.gamma) * x
      }
    }
  }

  /// dx of every x and g.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func backward<Scalar: BinaryFloatingPoint>(_ x: [Scalar], _ g: [Scalar]) -> [Scalar] {
    zip(x, g).map { x, g in
      switch self {
      case .relu: x > 0 ? g : 0
      case .leakyReLU: x > 0 ? g : Scalar(Self.slope) * g
      case .elu: x > 0 ? g : Scalar(Double(g) * exp(Double(x)))
      case .selu:
        x > 0
          ? Scalar(Self.gamma) * g : Scalar(Double(g) * (Self.gamma * Self.alpha) * exp(Double(x)))
      }
    }
  }
}
