/// The partial sums of an operation, one a lane, or none.
public protocol LaneSums {
  /// Sums of nothing.
  static var none: Self { get }

  /// Whether there is anything to be kept.
  static var areKept: Bool { get }

  /// Sixteen sums from `pointer`, which is `nil` only where there are none.
  static func load<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int
  ) -> Self

  func store<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int)

  /// `count` sums in the lanes from `skip` on.
  static func loadSome<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int, skip: Int, count: Int
  ) -> Self

  func storeSome<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int, skip: Int, count: Int)

  /// Adds the product of two `factors`, multiplied where it is exact or rounded once, and added in Double, in the lanes where not `x > 0`.
  mutating func addProducts<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, x: SIMD16<T>, _ factors: (SIMD16<T>, SIMD16<T>))

  /// `addProducts` in a border of two runs: in the lanes below lane `count`.
  mutating func addFirstProducts<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, _ count: Int, x: SIMD16<T>, _ factors: (SIMD16<T>, SIMD16<T>))

  /// What `addProducts` adds in the other lanes of a border.
  static func otherProducts<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, after count: Int, x: SIMD16<T>, _ factors: (SIMD16<T>, SIMD16<T>)
  ) -> Self

  /// Two vectors of sums as those of a pair of vectors, and the inverse.
  static func paired(_ first: Self, _ second: Self) -> Pair<Self>
  static func unpaired(_ pair: Pair<Self>) -> (Self, Self)

  /// The sums of the even lanes, and behind them those of the odd ones.
  var pairedLanes: Self { get }

  /// The inverse of `pairedLanes`.
  var unpairedLanes: Self { get }

  /// `addProducts` of thirty-two elements, sixteen after sixteen, to sums in the order of `pairedLanes`.
  mutating func addProductsOfPairs<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, x: Pair<SIMD16<T>>, _ even: (SIMD16<T>, SIMD16<T>), _ odd: (SIMD16<T>, SIMD16<T>))

  /// The sums of lanes i and i + 8.
  func addedHalves<I: KernelInstructionSet>(_: I.Type) -> SIMD8<Double>
}

// What is never asked for but of sums of numbers that come in pairs.
extension LaneSums {
  @inlinable @inline(always)
  public static func paired(_ first: Self, _ second: Self) -> Pair<Self> {
    Pair(even: first, odd: second)
  }
  @inlinable @inline(always)
  public static func unpaired(_ pair: Pair<Self>) -> (Self, Self) { (pair.even, pair.odd) }
  @inlinable @inline(always)
  public var pairedLanes: Self { self }
  @inlinable @inline(always)
  public var unpairedLanes: Self { self }
  @inlinable @inline(always)
  public mutating func addProductsOfPairs<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, x: Pair<SIMD16<T>>, _ even: (SIMD16<T>, SIMD16<T>), _ odd: (SIMD16<T>, SIMD16<T>)
  ) {}
}

/// What an operation has that sums nothing. Its pointers are never touched.
public struct NoSums: LaneSums {
  @inlinable @inline(always)
  init() {}

  @inlinable @inline(always)
  public static var none: NoSums { NoSums() }

  @inlinable @inline(always)
  public static var areKept: Bool { false }

  @inlinable @inline(always)
  public static func load<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int
  ) -> NoSums { NoSums() }

  @inlinable @inline(always)
  public func store<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int
  ) {}

  @inlinable @inline(always)
  public static func loadSome<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int, skip: Int, count: Int
  ) -> NoSums { NoSums() }

  @inlinable @inline(always)
  public func storeSome<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int, skip: Int, count: Int
  ) {}

  @inlinable @inline(always)
  public mutating func addProducts<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, x: SIMD16<T>, _ factors: (SIMD16<T>, SIMD16<T>)
  ) {}

  @inlinable @inline(always)
  public mutating func addFirstProducts<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, _ count: Int, x: SIMD16<T>, _ factors: (SIMD16<T>, SIMD16<T>)
  ) {}

  @inlinable @inline(always)
  public static func otherProducts<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, after count: Int, x: SIMD16<T>, _ factors: (SIMD16<T>, SIMD16<T>)
  ) -> NoSums { NoSums() }

  @inlinable @inline(always)
  public func addedHalves<I: KernelInstructionSet>(_: I.Type) -> SIMD8<Double> { .zero }
}

// In bounds, below: an operation that has sums is given a pointer to those of its block.
extension SIMD16: LaneSums where Scalar == Double {
  @inlinable @inline(always)
  public static var none: SIMD16<Double> { .zero }

  @inlinable @inline(always)
  public static var areKept: Bool { true }

  @inlinable @inline(always)
  public static func load<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int
  ) -> SIMD16<Double> {
    unsafe KernelCore.load(I.self, UnsafePointer(pointer.unsafelyUnwrapped + index))
  }

  @inlinable @inline(always)
  public func store<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int
  ) {
    unsafe KernelCore.store(I.self, self, pointer.unsafelyUnwrapped + index)
  }

  @inlinable @inline(always)
  public static func loadSome<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int, skip: Int, count: Int
  ) -> SIMD16<Double> {
    unsafe Double._loadSome(UnsafePointer(pointer.unsafelyUnwrapped + index), skip, count)
  }

  @inlinable @inline(always)
  public func storeSome<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int, skip: Int, count: Int
  ) {
    unsafe Double._storeSome(self, pointer.unsafelyUnwrapped + index, skip, count)
  }

  @inlinable @inline(always)
  public mutating func addProducts<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, x: SIMD16<T>, _ factors: (SIMD16<T>, SIMD16<T>)
  ) {
    self = T._addingProducts(self, x: x, factors.0, factors.1)
  }

  @inlinable @inline(always)
  public mutating func addFirstProducts<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, _ count: Int, x: SIMD16<T>, _ factors: (SIMD16<T>, SIMD16<T>)
  ) {
    self = T._addingFirstProducts(count, self, x: x, factors.0, factors.1)
  }

  @inlinable @inline(always)
  public static func otherProducts<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, after count: Int, x: SIMD16<T>, _ factors: (SIMD16<T>, SIMD16<T>)
  ) -> SIMD16<Double> {
    T._otherProducts(count, x: x, factors.0, factors.1)
  }

  @inlinable @inline(always)
  public func addedHalves<I: KernelInstructionSet>(_: I.Type) -> SIMD8<Double> {
    lowHalf + highHalf
  }
}
