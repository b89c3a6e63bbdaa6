public import CKernelSupport

/// A type of number that kernels compute in, Float or Double, with the few SIMD operations that a kernel generic over the type cannot
/// say.
///
/// Of the standard library's operators generic code gets those that work lane by lane, which compilers need long to make vectors of: hence
/// these requirements.
/// Every implementation is `@inline(always)`: left as a call, it would pass vectors through memory and
/// would have one symbol for all instruction sets.
public protocol ComputeScalar: KernelScalar, ExponentialScalar where Compute == Self {
  /// `number` in every lane.
  static func _repeated(_ number: Self) -> SIMD16<Self>

  static func _product(_ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>
  static func _sum(_ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>
  static func _difference(_ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>

  /// The lanes of `a` where `x < 0`, which is false for -0 and NaN, and those of `b` elsewhere.
  static func _whereNegative(
    _ x: SIMD16<Self>, _ a: SIMD16<Self>, else b: SIMD16<Self>
  ) -> SIMD16<Self>

  /// The lanes of `a` where not `x > 0`, which is true for 0 and NaN, and those of `b` elsewhere.
  static func _whereNotPositive(
    _ x: SIMD16<Self>, _ a: SIMD16<Self>, else b: SIMD16<Self>
  ) -> SIMD16<Self>

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

  /// `a * b` of numbers of sixteen bits in the lanes where not `x > 0`, and zeros in the others.
  static func _halfProducts(
    _ x: SIMD16<Self>, _ a: SIMD16<Self>, _ b: SIMD16<Self>
  ) -> SIMD16<Self>

  /// The lanes of `a` below lane `count` of a border, and those of `b` from there on.
  static func _border(_ count: Int, _ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>

  /// For each of sixteen `places` the lane of `first` that it says, and for 16 those of `last`, which are all the same.
  /// Only where `prelu_permutes`.
  static func _permuted(
    _ first: SIMD16<Self>, _ last: SIMD16<Self>, by places: UnsafePointer<UInt8>
  ) -> SIMD16<Self>

  /// Every lane as a Double.
  static func _widened(_ vector: SIMD16<Self>) -> SIMD16<Double>
}

// In the place of the standard library's, which are less specific.
extension SIMD16 where Scalar: ComputeScalar {
  @inlinable @inline(always)
  init(repeating number: Scalar) { self = Scalar._repeated(number) }

  @inlinable @inline(always)
  static func * (a: Self, b: Self) -> Self { Scalar._product(a, b) }

  @inlinable @inline(always)
  static func + (a: Self, b: Self) -> Self { Scalar._sum(a, b) }

  @inlinable @inline(always)
  static func - (a: Self, b: Self) -> Self { Scalar._difference(a, b) }
}

extension Float: ComputeScalar {
  @inlinable @inline(always)
  public static func _repeated(_ number: Float) -> SIMD16<Float> { prelu_repeated_float(number) }

  @inlinable @inline(always)
  public static func _product(_ a: SIMD16<Float>, _ b: SIMD16<Float>) -> SIMD16<Float> {
    prelu_product_float(a, b)
  }

  @inlinable @inline(always)
  public static func _sum(_ a: SIMD16<Float>, _ b: SIMD16<Float>) -> SIMD16<Float> {
    prelu_sum_float(a, b)
  }

  @inlinable @inline(always)
  public static func _difference(_ a: SIMD16<Float>, _ b: SIMD16<Float>) -> SIMD16<Float> {
    prelu_difference_float(a, b)
  }

  @inlinable @inline(always)
  public static func _whereNegative(
    _ x: SIMD16<Float>, _ a: SIMD16<Float>, else b: SIMD16<Float>
  ) -> SIMD16<Float> {
    prelu_where_negative_float(x, a, b)
  }

  @inlinable @inline(always)
  public static func _whereNotPositive(
    _ x: SIMD16<Float>, _ a: SIMD16<Float>, else b: SIMD16<Float>
  ) -> SIMD16<Float> {
    prelu_where_not_positive_float(x, a, b)
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
  public static func _halfProducts(
    _ x: SIMD16<Float>, _ a: SIMD16<Float>, _ b: SIMD16<Float>
  ) -> SIMD16<Float> {
    prelu_half_products(x, a, b)
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
  public static func _widened(_ vector: SIMD16<Float>) -> SIMD16<Double> {
    prelu_widened(vector)
  }
}

extension Double: ComputeScalar {
  @inlinable @inline(always)
  public static func _repeated(_ number: Double) -> SIMD16<Double> { prelu_repeated_double(number) }

  @inlinable @inline(always)
  public static func _product(_ a: SIMD16<Double>, _ b: SIMD16<Double>) -> SIMD16<Double> {
    prelu_product_double(a, b)
  }

  @inlinable @inline(always)
  public static func _sum(_ a: SIMD16<Double>, _ b: SIMD16<Double>) -> SIMD16<Double> {
    prelu_sum_double(a, b)
  }

  @inlinable @inline(always)
  public static func _difference(_ a: SIMD16<Double>, _ b: SIMD16<Double>) -> SIMD16<Double> {
    prelu_difference_double(a, b)
  }

  @inlinable @inline(always)
  public static func _whereNegative(
    _ x: SIMD16<Double>, _ a: SIMD16<Double>, else b: SIMD16<Double>
  ) -> SIMD16<Double> {
    prelu_where_negative_double(x, a, b)
  }

  @inlinable @inline(always)
  public static func _whereNotPositive(
    _ x: SIMD16<Double>, _ a: SIMD16<Double>, else b: SIMD16<Double>
  ) -> SIMD16<Double> {
    prelu_where_not_positive_double(x, a, b)
  }

  @inlinable @inline(always)
  public static func _addingProducts(
    _ sums: SIMD16<Double>, x: SIMD16<Double>, _ a: SIMD16<Double>, _ b: SIMD16<Double>
  ) -> SIMD16<Double> {
    // The product is rounded before it is added, on every instruction set.
    sums + _halfProducts(x, a, b)
  }

  @inlinable @inline(always)
  public static func _addingFirstProducts(
    _ count: Int, _ sums: SIMD16<Double>, x: SIMD16<Double>, _ a: SIMD16<Double>,
    _ b: SIMD16<Double>
  ) -> SIMD16<Double> {
    sums + _border(count, _halfProducts(x, a, b), .zero)
  }

  @inlinable @inline(always)
  public static func _otherProducts(
    _ count: Int, x: SIMD16<Double>, _ a: SIMD16<Double>, _ b: SIMD16<Double>
  ) -> SIMD16<Double> {
    _border(count, .zero, _halfProducts(x, a, b))
  }

  @inlinable @inline(always)
  public static func _halfProducts(
    _ x: SIMD16<Double>, _ a: SIMD16<Double>, _ b: SIMD16<Double>
  ) -> SIMD16<Double> {
    _whereNotPositive(x, a * b, else: .zero)
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
  public static func _widened(_ vector: SIMD16<Double>) -> SIMD16<Double> {
    vector
  }
}
