public import CKernelSupport

/// A type of number that kernels are compiled for, with the few SIMD operations that a kernel generic
/// over the type cannot say.
///
/// Arithmetic on `SIMD16<Self>` comes from the standard library and compiles to vector instructions.
/// Comparisons and conversions do so only where the type is known, hence these requirements.
/// Every implementation is `@inline(always)`: left as a call, it would pass vectors through memory and
/// would have one symbol for all instruction sets.
public protocol KernelScalar: ExponentialScalar, Sendable {
  /// The lanes where `vector < 0`: false for -0 and NaN.
  static func _isNegative(_ vector: SIMD16<Self>) -> SIMDMask<SIMD16<Self>.MaskStorage>

  /// The lanes where not `vector > 0`: true for 0 and NaN.
  static func _isNotPositive(_ vector: SIMD16<Self>) -> SIMDMask<SIMD16<Self>.MaskStorage>

  /// `sums + a * b`, multiplied and added in Double, in the lanes where not `x > 0`; `sums` in the others.
  ///
  /// It is the product that is masked: an infinite factor where x > 0 adds nothing, where a masked operand
  /// would make the product NaN.
  static func _addingProducts(
    _ sums: SIMD16<Double>, x: SIMD16<Self>, _ a: SIMD16<Self>, _ b: SIMD16<Self>
  ) -> SIMD16<Double>

  /// `_addingProducts` in the lanes below lane `count` of a border.
  static func _addingFirstProducts(
    _ count: Int, _ sums: SIMD16<Double>, x: SIMD16<Self>, _ a: SIMD16<Self>, _ b: SIMD16<Self>
  ) -> SIMD16<Double>

  /// What `_addingProducts` adds, in the lanes from lane `count` of a border on, and zeros in the others.
  static func _otherProducts(
    _ count: Int, x: SIMD16<Self>, _ a: SIMD16<Self>, _ b: SIMD16<Self>
  ) -> SIMD16<Double>

  /// The lanes of `a` below lane `count` of a border, and those of `b` from there on.
  static func _border(_ count: Int, _ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>

  /// For each of sixteen `places` the lane of `first` that it says, and for 16 those of `last`, which are all the same.
  /// Only where `prelu_permutes`.
  static func _permuted(
    _ first: SIMD16<Self>, _ last: SIMD16<Self>, by places: UnsafePointer<UInt8>
  ) -> SIMD16<Self>

  /// Sixteen elements from `first` on, which may stand anywhere.
  static func _load(_ first: UnsafePointer<Self>) -> SIMD16<Self>

  /// Writes sixteen elements to `first` and behind it, which may stand anywhere.
  static func _store(_ vector: SIMD16<Self>, _ first: UnsafeMutablePointer<Self>)

  /// `count` elements from `first` on in the lanes from `skip` on, and zeros in the others. Touches no more
  /// memory than theirs.
  static func _loadSome(_ first: UnsafePointer<Self>, _ skip: Int, _ count: Int) -> SIMD16<Self>

  /// Writes `count` lanes from lane `skip` on to `first`, and touches no more memory than theirs.
  static func _storeSome(
    _ vector: SIMD16<Self>, _ first: UnsafeMutablePointer<Self>, _ skip: Int, _ count: Int)

  /// Writes a vector past the caches to an address that is a multiple of 64.
  static func _stream(_ vector: SIMD16<Self>, _ pointer: UnsafeMutablePointer<Self>)

  /// Every lane with one rounding.
  static func _rounded(_ vector: SIMD16<Double>) -> SIMD16<Self>

  /// Every lane as a Double.
  static func _widened(_ vector: SIMD16<Self>) -> SIMD16<Double>
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
    _ sums: SIMD16<Double>, x: SIMD16<Float>, _ a: SIMD16<Float>, _ b: SIMD16<Float>
  ) -> SIMD16<Double> {
    prelu_adding_products(sums, x, a, b)
  }

  @inlinable @inline(always)
  public static func _addingFirstProducts(
    _ count: Int, _ sums: SIMD16<Double>, x: SIMD16<Float>, _ a: SIMD16<Float>, _ b: SIMD16<Float>
  ) -> SIMD16<Double> {
    prelu_adding_first_products(Int64(count), sums, x, a, b)
  }

  @inlinable @inline(always)
  public static func _otherProducts(
    _ count: Int, x: SIMD16<Float>, _ a: SIMD16<Float>, _ b: SIMD16<Float>
  ) -> SIMD16<Double> {
    prelu_other_products(Int64(count), x, a, b)
  }

  @inlinable @inline(always)
  public static func _border(
    _ count: Int, _ a: SIMD16<Float>, _ b: SIMD16<Float>
  ) -> SIMD16<Float> {
    prelu_border_float(Int64(count), a, b)
  }

  @inlinable @inline(always)
  public static func _permuted(
    _ first: SIMD16<Float>, _ last: SIMD16<Float>, by places: UnsafePointer<UInt8>
  ) -> SIMD16<Float> {
    unsafe prelu_permuted_float(first, last, places)
  }

  @inlinable @inline(always)
  public static func _load(_ first: UnsafePointer<Float>) -> SIMD16<Float> {
    unsafe prelu_load_float(first)
  }

  @inlinable @inline(always)
  public static func _store(_ vector: SIMD16<Float>, _ first: UnsafeMutablePointer<Float>) {
    unsafe prelu_store_float(vector, first)
  }

  @inlinable @inline(always)
  public static func _loadSome(
    _ first: UnsafePointer<Float>, _ skip: Int, _ count: Int
  ) -> SIMD16<Float> {
    unsafe prelu_load_some_float(first, Int64(skip), Int64(count))
  }

  @inlinable @inline(always)
  public static func _storeSome(
    _ vector: SIMD16<Float>, _ first: UnsafeMutablePointer<Float>, _ skip: Int, _ count: Int
  ) {
    unsafe prelu_store_some_float(vector, first, Int64(skip), Int64(count))
  }

  @inlinable @inline(always)
  public static func _stream(_ vector: SIMD16<Float>, _ pointer: UnsafeMutablePointer<Float>) {
    unsafe prelu_stream_float(vector, pointer)
  }

  @inlinable @inline(always)
  public static func _rounded(_ vector: SIMD16<Double>) -> SIMD16<Float> {
    prelu_rounded(vector)
  }

  @inlinable @inline(always)
  public static func _widened(_ vector: SIMD16<Float>) -> SIMD16<Double> {
    prelu_widened(vector)
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
    _ sums: SIMD16<Double>, x: SIMD16<Double>, _ a: SIMD16<Double>, _ b: SIMD16<Double>
  ) -> SIMD16<Double> {
    // The product is rounded before it is added, on every instruction set.
    sums + (a * b).replacing(with: 0, where: x .> 0)
  }

  @inlinable @inline(always)
  public static func _addingFirstProducts(
    _ count: Int, _ sums: SIMD16<Double>, x: SIMD16<Double>, _ a: SIMD16<Double>,
    _ b: SIMD16<Double>
  ) -> SIMD16<Double> {
    sums + _border(count, (a * b).replacing(with: 0, where: x .> 0), .zero)
  }

  @inlinable @inline(always)
  public static func _otherProducts(
    _ count: Int, x: SIMD16<Double>, _ a: SIMD16<Double>, _ b: SIMD16<Double>
  ) -> SIMD16<Double> {
    _border(count, .zero, (a * b).replacing(with: 0, where: x .> 0))
  }

  @inlinable @inline(always)
  public static func _border(
    _ count: Int, _ a: SIMD16<Double>, _ b: SIMD16<Double>
  ) -> SIMD16<Double> {
    prelu_border_double(Int64(count), a, b)
  }

  @inlinable @inline(always)
  public static func _permuted(
    _ first: SIMD16<Double>, _ last: SIMD16<Double>, by places: UnsafePointer<UInt8>
  ) -> SIMD16<Double> {
    unsafe prelu_permuted_double(first, last, places)
  }

  @inlinable @inline(always)
  public static func _load(_ first: UnsafePointer<Double>) -> SIMD16<Double> {
    unsafe prelu_load_double(first)
  }

  @inlinable @inline(always)
  public static func _store(_ vector: SIMD16<Double>, _ first: UnsafeMutablePointer<Double>) {
    unsafe prelu_store_double(vector, first)
  }

  @inlinable @inline(always)
  public static func _loadSome(
    _ first: UnsafePointer<Double>, _ skip: Int, _ count: Int
  ) -> SIMD16<Double> {
    unsafe prelu_load_some_double(first, Int64(skip), Int64(count))
  }

  @inlinable @inline(always)
  public static func _storeSome(
    _ vector: SIMD16<Double>, _ first: UnsafeMutablePointer<Double>, _ skip: Int, _ count: Int
  ) {
    unsafe prelu_store_some_double(vector, first, Int64(skip), Int64(count))
  }

  @inlinable @inline(always)
  public static func _stream(_ vector: SIMD16<Double>, _ pointer: UnsafeMutablePointer<Double>) {
    unsafe prelu_stream_double(vector, pointer)
  }

  @inlinable @inline(always)
  public static func _rounded(_ vector: SIMD16<Double>) -> SIMD16<Double> {
    vector
  }

  @inlinable @inline(always)
  public static func _widened(_ vector: SIMD16<Double>) -> SIMD16<Double> {
    vector
  }
}
