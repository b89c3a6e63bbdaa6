public import PReLUKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The exact results of functions whose slopes are numbers of sixteen bits, of ELU with alpha 1 and of SELU with its constants, as far
/// as Double can tell.
public enum HalfRectifiers {
  @_specialize(where Value == Float16)
  @_specialize(where Value == BFloat16)
  public static func relu<Value: Half>(_ x: [Value]) -> [Value] {
    x.map { $0._computed < 0 ? Value.nearest(0) : $0 }
  }

  /// A product of two numbers of sixteen bits is one of Double.
  @_specialize(where Value == Float16)
  @_specialize(where Value == BFloat16)
  public static func leakyReLU<Value: Half>(_ x: [Value], slope: Value) -> [Value] {
    let slope = Double(slope._computed)
    return x.map { $0._computed < 0 ? Value.nearest(slope * Double($0._computed)) : $0 }
  }

  /// `x > 0 ? g : slope * g` of a single g.
  @_specialize(where Value == Float16)
  @_specialize(where Value == BFloat16)
  public static func leakyReLUGradient<Value: Half>(_ x: [Value], slope: Value, g: Value)
    -> [Value]
  {
    let product = Value.nearest(Double(slope._computed) * Double(g._computed))
    return x.map { $0._computed > 0 ? g : product }
  }

  /// Results in Double, before they are rounded, of what is not NaN.
  public static func elu<Value: Half>(_ x: [Value]) -> [Double] {
    scaled(x, gamma: 1, negative: 1)
  }

  /// With constants in Double, which neither Float's nor their product's rounding has touched.
  public static func selu<Value: Half>(_ x: [Value]) -> [Double] {
    let gamma = 1.0507009873554804934
    return scaled(x, gamma: gamma, negative: gamma * 1.6732632423543772848)
  }

  @_specialize(where Value == Float16)
  @_specialize(where Value == BFloat16)
  private static func scaled<Value: Half>(
    _ x: [Value], gamma: Double, negative: Double
  ) -> [Double] {
    x.map {
      let x = Double($0._computed)
      return x < 0 ? negative * expm1(x) : gamma * x
    }
  }

  /// dx where g is 1, before it is rounded.
  public static func eluDerivative<Value: Half>(_ x: [Value]) -> [Double] {
    scaledDerivative(x, gamma: 1, negative: 1)
  }

  public static func seluDerivative<Value: Half>(_ x: [Value]) -> [Double] {
    let gamma = 1.0507009873554804934
    return scaledDerivative(x, gamma: gamma, negative: gamma * 1.6732632423543772848)
  }

  @_specialize(where Value == Float16)
  @_specialize(where Value == BFloat16)
  private static func scaledDerivative<Value: Half>(
    _ x: [Value], gamma: Double, negative: Double
  ) -> [Double] {
    x.map {
      let x = Double($0._computed)
      return x > 0 ? gamma : negative * exp(x)
    }
  }

  /// How near the results are to the middle between two numbers, as a part of them, where they are not a middle themselves: what
  /// Double computes of x has an error of some 2^-52.
  public static func leastDistanceToMiddle(_ values: [Double], _ format: HalfFormat) -> Double {
    values.filter { $0.isFinite && $0 != 0 }.map { format.distanceToMiddle($0) }.min()!
  }
}
