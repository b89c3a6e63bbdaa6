public import CKernelSupport

/// A type of number that tensors hold in memory. Kernels compute in `Compute`: a type converts where vectors are loaded and stored, and
/// is only storage otherwise.
///
/// Every implementation is `@inline(always)`: left as a call, it would pass vectors through memory and
/// would have one symbol for all instruction sets.
public protocol KernelScalar: Sendable {
  /// The type that kernels compute in: the numbers of this one are numbers of it.
  associatedtype Compute: ComputeScalar

  /// The partial sums of products of these numbers.
  associatedtype Sums: LaneSums

  /// Zero.
  init()

  /// The number in the type that is computed in.
  var _computed: Compute { get }

  /// Sixteen elements from `first` on, which may stand anywhere.
  static func _load(_ first: UnsafePointer<Self>) -> SIMD16<Compute>

  /// Writes sixteen elements to `first` and behind it, which may stand anywhere, each with one rounding.
  static func _store(_ vector: SIMD16<Compute>, _ first: UnsafeMutablePointer<Self>)

  /// `count` elements from `first` on in the lanes from `skip` on, and zeros in the others. Touches no more
  /// memory than theirs.
  static func _loadSome(
    _ first: UnsafePointer<Self>, _ skip: Int, _ count: Int
  ) -> SIMD16<Compute>

  /// Writes `count` lanes from lane `skip` on to `first`, and touches no more memory than theirs.
  static func _storeSome(
    _ vector: SIMD16<Compute>, _ first: UnsafeMutablePointer<Self>, _ skip: Int, _ count: Int)

  /// Writes a vector past the caches to an address that is a multiple of `64`, or of the vector's size if that is less.
  static func _stream(_ vector: SIMD16<Compute>, _ pointer: UnsafeMutablePointer<Self>)

  /// Whether kernels take thirty-two elements at a time, those with even numbers in one vector and those with odd ones in another.
  static var _comeInPairs: Bool { get }

  /// Thirty-two elements from `first` on, which may stand anywhere. Only where `_comeInPairs`, as what follows.
  static func _loadPairs(_ first: UnsafePointer<Self>) -> Pair<SIMD16<Compute>>

  /// Writes thirty-two elements to `first` and behind it, which may stand anywhere, each with one rounding.
  static func _storePairs(_ pair: Pair<SIMD16<Compute>>, _ first: UnsafeMutablePointer<Self>)

  /// Writes thirty-two elements past the caches to an address that is a multiple of 64.
  static func _streamPairs(_ pair: Pair<SIMD16<Compute>>, _ first: UnsafeMutablePointer<Self>)

  /// Slopes in the type that is computed in, so that products of them and of numbers of this type can be stored: of a NaN not more than
  /// this type holds.
  static func _factors(_ vector: SIMD16<Compute>) -> SIMD16<Compute>

  /// Every lane so that storing it is the one rounding of the Double, and a NaN stays one.
  static func _rounded(_ vector: SIMD16<Double>) -> SIMD16<Compute>
}

extension KernelScalar {
  /// The alignment of a vector that begins at a cache line, or fills a part of one, in elements.
  @inlinable @inline(always)
  static var alignedElements: Int { min(lanes, 64 / MemoryLayout<Self>.stride) }

  @inlinable @inline(always)
  public static func _factors(_ vector: SIMD16<Compute>) -> SIMD16<Compute> { vector }
}

// Of numbers that do not come in pairs, which is never asked for but the first.
extension KernelScalar {
  @inlinable @inline(always)
  public static var _comeInPairs: Bool { false }
  @inlinable @inline(always)
  public static func _loadPairs(_ first: UnsafePointer<Self>) -> Pair<SIMD16<Compute>> {
    Pair(even: SIMD16(repeating: 0), odd: SIMD16(repeating: 0))
  }
  @inlinable @inline(always)
  public static func _storePairs(
    _ pair: Pair<SIMD16<Compute>>, _ first: UnsafeMutablePointer<Self>
  ) {}
  @inlinable @inline(always)
  public static func _streamPairs(
    _ pair: Pair<SIMD16<Compute>>, _ first: UnsafeMutablePointer<Self>
  ) {}
}

extension Float: KernelScalar {
  public typealias Sums = SIMD16<Double>

  @inlinable @inline(always)
  public var _computed: Float { self }

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
}

extension Double: KernelScalar {
  public typealias Sums = SIMD16<Double>

  @inlinable @inline(always)
  public var _computed: Double { self }

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
}
