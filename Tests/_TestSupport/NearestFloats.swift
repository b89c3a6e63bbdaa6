#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// exp(x) - 1 and exp(x) of many numbers of Float that are not above zero, in Double.
public struct Exponentials {
  let x: [Float]
  let minusOne: [Double]
  let whole: [Double]

  public init(_ x: [Float]) {
    self.x = x
    minusOne = x.map { expm1(Double($0)) }
    whole = x.map { exp(Double($0)) }
  }

  /// The Floats nearest to `scale * (exp(x) - 1)`, or to `scale * exp(x)`. Where a Double is too near to the middle between
  /// two to tell, MPFR does; `settled` counts these.
  public func nearest(
    scale: Float, minusOne isMinusOne: Bool, exact: ExactLibrary, settled: inout Int
  ) -> [Float] {
    let values = isMinusOne ? minusOne : whole
    var nearest = [Float](repeating: 0, count: x.count)
    for index in x.indices {
      let value = Double(scale) * values[index]
      nearest[index] = Float(value)
      // The functions of the C library err by less than 2 units, twice that in the product, which is rounded by half of one.
      let slack = 16 * value.ulp
      if Float(value - slack) < Float(value + slack) {
        nearest[index] = exact.nearest(x[index], scale: scale, minusOne: isMinusOne)
        settled += 1
      }
    }
    return nearest
  }
}
