public import PReLULayers

/// A type of number that windows of pooling are compared in, four windows at a time.
///
/// For each type on its own, and by bits: of a vector whose type is known the compiler makes one instruction an operation, while in
/// generic code, and with `replacing(with:where:)`, it goes from lane to lane.
public protocol PoolingScalar: BLASScalar {
  /// The second where it is greater or NaN: at a tie the first, and NaN wins.
  static func greater(_ first: SIMD4<Self>, _ second: SIMD4<Self>) -> SIMD4<Self>

  /// What each element of windows gets of their gradients: all where it is the first that is the greatest, 0 elsewhere.
  static func shares(
    of gradient: SIMD4<Self>, greatest: SIMD4<Self>, in window: PoolingWindows<Self>
  ) -> PoolingWindows<Self>
}

/// The elements of four windows, row by row.
public struct PoolingWindows<Scalar: SIMDScalar> {
  var first: SIMD4<Scalar>
  var second: SIMD4<Scalar>
  var third: SIMD4<Scalar>
  var fourth: SIMD4<Scalar>
}

extension Float: PoolingScalar {
  @inline(__always)
  public static func greater(_ first: SIMD4<Float>, _ second: SIMD4<Float>) -> SIMD4<Float> {
    let wins = bits(second .> first) | bits(second .!= second)
    return number(bits(second) & wins | bits(first) & ~wins)
  }

  @inline(__always)
  public static func shares(
    of gradient: SIMD4<Float>, greatest: SIMD4<Float>, in window: PoolingWindows<Float>
  ) -> PoolingWindows<Float> {
    // A NaN is no equal of itself, and is there only where it won.
    let first = bits(window.first .== greatest) | bits(window.first .!= window.first)
    let second = bits(window.second .== greatest) | bits(window.second .!= window.second)
    let third = bits(window.third .== greatest) | bits(window.third .!= window.third)
    let (above, gradient) = (first | second, bits(gradient))
    return PoolingWindows(
      first: number(gradient & first), second: number(gradient & second & ~first),
      third: number(gradient & third & ~above), fourth: number(gradient & ~(above | third)))
  }

  @inline(__always)
  private static func bits(_ vector: SIMD4<Float>) -> SIMD4<UInt32> {
    unsafeBitCast(vector, to: SIMD4<UInt32>.self)
  }

  /// All bits where it is true.
  @inline(__always)
  private static func bits(_ mask: SIMDMask<SIMD4<SIMDMaskScalar>>) -> SIMD4<UInt32> {
    unsafeBitCast(mask, to: SIMD4<UInt32>.self)
  }

  @inline(__always)
  private static func number(_ bits: SIMD4<UInt32>) -> SIMD4<Float> {
    unsafeBitCast(bits, to: SIMD4<Float>.self)
  }
}

extension Double: PoolingScalar {
  @inline(__always)
  public static func greater(_ first: SIMD4<Double>, _ second: SIMD4<Double>) -> SIMD4<Double> {
    let wins = bits(second .> first) | bits(second .!= second)
    return number(bits(second) & wins | bits(first) & ~wins)
  }

  @inline(__always)
  public static func shares(
    of gradient: SIMD4<Double>, greatest: SIMD4<Double>, in window: PoolingWindows<Double>
  ) -> PoolingWindows<Double> {
    let first = bits(window.first .== greatest) | bits(window.first .!= window.first)
    let second = bits(window.second .== greatest) | bits(window.second .!= window.second)
    let third = bits(window.third .== greatest) | bits(window.third .!= window.third)
    let (above, gradient) = (first | second, bits(gradient))
    return PoolingWindows(
      first: number(gradient & first), second: number(gradient & second & ~first),
      third: number(gradient & third & ~above), fourth: number(gradient & ~(above | third)))
  }

  @inline(__always)
  private static func bits(_ vector: SIMD4<Double>) -> SIMD4<UInt64> {
    unsafeBitCast(vector, to: SIMD4<UInt64>.self)
  }

  /// All bits where it is true.
  @inline(__always)
  private static func bits(_ mask: SIMDMask<SIMD4<SIMDMaskScalar>>) -> SIMD4<UInt64> {
    unsafeBitCast(mask, to: SIMD4<UInt64>.self)
  }

  @inline(__always)
  private static func number(_ bits: SIMD4<UInt64>) -> SIMD4<Double> {
    unsafeBitCast(bits, to: SIMD4<Double>.self)
  }
}
