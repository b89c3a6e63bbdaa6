/// The numbers that a case computes with.
public struct Tensors<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  /// The inputs x.
  public let x: [Scalar]
  /// The upstream gradients g.
  public let gradient: [Scalar]
  /// The slopes.
  public let slope: [Scalar]

  /// Large tensors repeat this many numbers; odd, so that repetitions meet other slopes, and more
  /// than a branch predictor can learn.
  static var period: Int { (1 << 22) - 1 }

  /// Normal numbers for `count` elements and `slopes` slopes. Half of x and of g is negative.
  public static func normal(count: Int, slopes: Int) -> Tensors {
    var generator = NormalGenerator(seed: 1)
    let x = numbers(min(count, period), &generator)
    return around(x: repeated(x, count), slopes: slopes)
  }

  /// Tensors around given inputs x.
  ///
  /// g is a normal number too, correlated with x: otherwise the products in a slope's gradient
  /// would cancel, and a gradient of zero would be within the tolerance of a long sum.
  public static func around(x: [Scalar], slopes: Int) -> Tensors {
    var generator = NormalGenerator(seed: 2)
    let noise = numbers(min(x.count, period), &generator)
    let slope = numbers(slopes, &generator).map { 0.25 + 0.1 * $0 }
    return Tensors(x: x, gradient: correlated(x, noise), slope: slope)
  }

  /// Upstream gradients of backward's gradients: u of dx, correlated with g for the reason above, and v of the slopes'.
  public func direction(slopes: Int) -> (u: [Scalar], v: [Scalar]) {
    let more = Tensors.around(x: gradient, slopes: slopes)
    return (more.gradient, more.slope)
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  private static func numbers(_ count: Int, _ generator: inout NormalGenerator) -> [Scalar] {
    (0..<count).map { _ in Scalar(generator.next()) }
  }

  /// `0.6 * x + 0.8 * noise`, of variance 1 where both are; `noise` starts again at its end.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  private static func correlated(_ x: [Scalar], _ noise: [Scalar]) -> [Scalar] {
    [Scalar](unsafeUninitializedCapacity: x.count) { memory, count in
      var from = 0
      for k in 0..<x.count {
        memory.initializeElement(at: k, to: 0.6 * x[k] + 0.8 * noise[from])
        from = from + 1 == noise.count ? 0 : from + 1
      }
      count = x.count
    }
  }

  /// `count` of `numbers`, which start again at their end.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  private static func repeated(_ numbers: [Scalar], _ count: Int) -> [Scalar] {
    [Scalar](unsafeUninitializedCapacity: count) { memory, initialised in
      var from = 0
      for k in 0..<count {
        memory.initializeElement(at: k, to: numbers[from])
        from = from + 1 == numbers.count ? 0 : from + 1
      }
      initialised = count
    }
  }
}
