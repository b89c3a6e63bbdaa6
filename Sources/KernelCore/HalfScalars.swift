public import CKernelSupport

// Numbers of sixteen bits: storage, computed in Float.

extension Float16: KernelScalar {
  public typealias Compute = Float
  public typealias Sums = HalfSums

  @inlinable @inline(always)
  public var _computed: Float { Float(self) }

  @inlinable @inline(always)
  public static func _load(_ first: UnsafePointer<Float16>) -> SIMD16<Float> {
    unsafe prelu_widened_float16(prelu_load_halves(first))
  }

  @inlinable @inline(always)
  public static func _store(_ vector: SIMD16<Float>, _ first: UnsafeMutablePointer<Float16>) {
    unsafe prelu_store_halves(prelu_rounded_float16(vector), first)
  }

  @inlinable @inline(always)
  public static func _loadSome(
    _ first: UnsafePointer<Float16>, _ skip: Int, _ count: Int
  ) -> SIMD16<Float> {
    unsafe prelu_widened_float16(prelu_load_some_halves(first, Int64(skip), Int64(count)))
  }

  @inlinable @inline(always)
  public static func _storeSome(
    _ vector: SIMD16<Float>, _ first: UnsafeMutablePointer<Float16>, _ skip: Int, _ count: Int
  ) {
    unsafe prelu_store_some_halves(
      prelu_rounded_float16(vector), first, Int64(skip), Int64(count))
  }

  @inlinable @inline(always)
  public static func _stream(_ vector: SIMD16<Float>, _ pointer: UnsafeMutablePointer<Float16>) {
    unsafe prelu_stream_halves(prelu_rounded_float16(vector), pointer)
  }

  @inlinable @inline(always)
  public static func _rounded(_ vector: SIMD16<Double>) -> SIMD16<Float> {
    prelu_rounded_to_odd(vector)
  }
}

extension BFloat16: KernelScalar {
  public typealias Compute = Float
  public typealias Sums = HalfSums

  @inlinable @inline(always)
  public var _computed: Float { Float(self) }

  @inlinable @inline(always)
  public static func _load(_ first: UnsafePointer<BFloat16>) -> SIMD16<Float> {
    unsafe prelu_load_bfloat16(first)
  }

  @inlinable @inline(always)
  public static func _store(_ vector: SIMD16<Float>, _ first: UnsafeMutablePointer<BFloat16>) {
    unsafe prelu_store_halves(prelu_rounded_bfloat16(vector), first)
  }

  @inlinable @inline(always)
  public static func _loadSome(
    _ first: UnsafePointer<BFloat16>, _ skip: Int, _ count: Int
  ) -> SIMD16<Float> {
    unsafe prelu_widened_bfloat16(prelu_load_some_halves(first, Int64(skip), Int64(count)))
  }

  @inlinable @inline(always)
  public static func _storeSome(
    _ vector: SIMD16<Float>, _ first: UnsafeMutablePointer<BFloat16>, _ skip: Int, _ count: Int
  ) {
    unsafe prelu_store_some_halves(
      prelu_rounded_bfloat16(vector), first, Int64(skip), Int64(count))
  }

  @inlinable @inline(always)
  public static func _stream(_ vector: SIMD16<Float>, _ pointer: UnsafeMutablePointer<BFloat16>) {
    unsafe prelu_stream_halves(prelu_rounded_bfloat16(vector), pointer)
  }

  @inlinable @inline(always)
  public static var _comeInPairs: Bool { true }

  @inlinable @inline(always)
  public static func _loadPairs(_ first: UnsafePointer<BFloat16>) -> Pair<SIMD16<Float>> {
    let pairs = unsafe prelu_load_pairs(first)
    return Pair(even: prelu_even_bfloat16(pairs), odd: prelu_odd_bfloat16(pairs))
  }

  @inlinable @inline(always)
  public static func _storePairs(
    _ pair: Pair<SIMD16<Float>>, _ first: UnsafeMutablePointer<BFloat16>
  ) {
    unsafe prelu_store_pairs(prelu_rounded_pairs(pair.even, pair.odd), first)
  }

  @inlinable @inline(always)
  public static func _streamPairs(
    _ pair: Pair<SIMD16<Float>>, _ first: UnsafeMutablePointer<BFloat16>
  ) {
    unsafe prelu_stream_pairs(prelu_rounded_pairs(pair.even, pair.odd), first)
  }

  @inlinable @inline(always)
  public static func _factors(_ vector: SIMD16<Float>) -> SIMD16<Float> {
    prelu_with_short_nan(vector)
  }

  @inlinable @inline(always)
  public static func _rounded(_ vector: SIMD16<Double>) -> SIMD16<Float> {
    // Other types' products may have made a NaN of more digits than this type holds.
    prelu_with_short_nan(prelu_rounded_to_odd(vector))
  }
}
