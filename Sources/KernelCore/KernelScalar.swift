public import CKernelSupport

/// A type of number that kernels are compiled for, with the few SIMD operations that a kernel generic
/// over the type cannot say.
///
/// Arithmetic on `SIMD16<Self>` comes from the standard library and compiles to vector instructions.
/// Comparisons and conversions do so only where the type is known, hence these requirements.
/// Every implementation is `@inline(always)`: left as a call, it would pass vectors through memory and
/// would have one symbol for all instruction sets.
public protocol KernelScalar: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
  /// The lanes where `vector < 0`: false for -0 and NaN.
  static func _isNegative(_ vector: SIMD16<Self>) -> SIMDMask<SIMD16<Self>.MaskStorage>

  /// The lanes where not `vector > 0`: true for 0 and NaN.
  static func _isNotPositive(_ vector: SIMD16<Self>) -> SIMDMask<SIMD16<Self>.MaskStorage>

  /// `sums + x * g`, multiplied and added in Double, in the lanes where not `x > 0`; `sums` in the others.
  ///
  /// It is the product that is masked: an infinite g where x > 0 adds nothing, where a masked operand
  /// would make the product NaN.
  static func _addingProducts(
    _ sums: SIMD16<Double>, x: SIMD16<Self>, g: SIMD16<Self>
  ) -> SIMD16<Double>

  /// The first `count` elements (0 to 15) from `pointer`, followed by zeros. Touches no more memory than
  /// theirs.
  static func _loadFirst(_ count: Int, _ pointer: UnsafePointer<Self>) -> SIMD16<Self>

  /// Writes the first `count` lanes (0 to 15) to `pointer`, and touches no more memory than theirs.
  static func _storeFirst(
    _ count: Int, _ vector: SIMD16<Self>, _ pointer: UnsafeMutablePointer<Self>)
}

extension Float: KernelScalar {
  @inlinable @inline(always)
  public static func _isNegative(_ vector: SIMD16<Float>) -> SIMDMask<SIMD16<Int32>> {
    vector .< 0
  }

  @inlinable @inline(always)
  public static func _isNotPositive(_ vector: SIMD16<Float>) -> SIMDMask<SIMD16<Int32>> {
    .!(vector .> 0)
  }

  @inlinable @inline(always)
  public static func _addingProducts(
    _ sums: SIMD16<Double>, x: SIMD16<Float>, g: SIMD16<Float>
  ) -> SIMD16<Double> {
    prelu_adding_products(sums, x, g)
  }

  @inlinable @inline(always)
  public static func _loadFirst(_ count: Int, _ pointer: UnsafePointer<Float>) -> SIMD16<Float> {
    unsafe prelu_load_first_float(pointer, Int64(count))
  }

  @inlinable @inline(always)
  public static func _storeFirst(
    _ count: Int, _ vector: SIMD16<Float>, _ pointer: UnsafeMutablePointer<Float>
  ) {
    unsafe prelu_store_first_float(vector, pointer, Int64(count))
  }
}

extension Double: KernelScalar {
  @inlinable @inline(always)
  public static func _isNegative(_ vector: SIMD16<Double>) -> SIMDMask<SIMD16<Int64>> {
    vector .< 0
  }

  @inlinable @inline(always)
  public static func _isNotPositive(_ vector: SIMD16<Double>) -> SIMDMask<SIMD16<Int64>> {
    .!(vector .> 0)
  }

  @inlinable @inline(always)
  public static func _addingProducts(
    _ sums: SIMD16<Double>, x: SIMD16<Double>, g: SIMD16<Double>
  ) -> SIMD16<Double> {
    // The product is rounded before it is added, on every instruction set.
    sums + (x * g).replacing(with: 0, where: x .> 0)
  }

  @inlinable @inline(always)
  public static func _loadFirst(_ count: Int, _ pointer: UnsafePointer<Double>) -> SIMD16<Double> {
    unsafe prelu_load_first_double(pointer, Int64(count))
  }

  @inlinable @inline(always)
  public static func _storeFirst(
    _ count: Int, _ vector: SIMD16<Double>, _ pointer: UnsafeMutablePointer<Double>
  ) {
    unsafe prelu_store_first_double(vector, pointer, Int64(count))
  }
}
