/// The partial sums of products of numbers of sixteen bits: as those of others, in Double, but that products are formed in the type that
/// is computed in, where they are exact. That saves half of the conversions.
public struct HalfSums: LaneSums {
  @usableFromInline var sums: SIMD16<Double>

  @inlinable @inline(always)
  init(_ sums: SIMD16<Double>) {
    self.sums = sums
  }

  @inlinable @inline(always)
  public static var none: HalfSums { HalfSums(.none) }

  @inlinable @inline(always)
  public static var areKept: Bool { true }

  @inlinable @inline(always)
  public static func load<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int
  ) -> HalfSums {
    unsafe HalfSums(.load(I.self, pointer, at: index))
  }

  @inlinable @inline(always)
  public func store<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int
  ) {
    unsafe sums.store(I.self, pointer, at: index)
  }

  @inlinable @inline(always)
  public static func loadSome<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int, skip: Int, count: Int
  ) -> HalfSums {
    unsafe HalfSums(.loadSome(I.self, pointer, at: index, skip: skip, count: count))
  }

  @inlinable @inline(always)
  public func storeSome<I: KernelInstructionSet>(
    _: I.Type, _ pointer: UnsafeMutablePointer<Double>?, at index: Int, skip: Int, count: Int
  ) {
    unsafe sums.storeSome(I.self, pointer, at: index, skip: skip, count: count)
  }

  @inlinable @inline(always)
  public mutating func addProducts<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, x: SIMD16<T>, _ factors: (SIMD16<T>, SIMD16<T>)
  ) {
    sums = sums + T._widened(T._halfProducts(x, factors.0, factors.1))
  }

  @inlinable @inline(always)
  public mutating func addFirstProducts<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, _ count: Int, x: SIMD16<T>, _ factors: (SIMD16<T>, SIMD16<T>)
  ) {
    sums = sums + T._widened(T._border(count, T._halfProducts(x, factors.0, factors.1), .zero))
  }

  @inlinable @inline(always)
  public static func otherProducts<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, after count: Int, x: SIMD16<T>, _ factors: (SIMD16<T>, SIMD16<T>)
  ) -> HalfSums {
    HalfSums(T._widened(T._border(count, .zero, T._halfProducts(x, factors.0, factors.1))))
  }

  @inlinable @inline(always)
  public static func paired(_ first: HalfSums, _ second: HalfSums) -> Pair<HalfSums> {
    let pair = Pair(first.sums, second.sums)
    return Pair(even: HalfSums(pair.even), odd: HalfSums(pair.odd))
  }

  @inlinable @inline(always)
  public static func unpaired(_ pair: Pair<HalfSums>) -> (HalfSums, HalfSums) {
    let (first, second) = Pair(even: pair.even.sums, odd: pair.odd.sums).vectors
    return (HalfSums(first), HalfSums(second))
  }

  @inlinable @inline(always)
  public var pairedLanes: HalfSums {
    HalfSums(SIMD16(lowHalf: sums.evenHalf, highHalf: sums.oddHalf))
  }

  @inlinable @inline(always)
  public var unpairedLanes: HalfSums {
    var unpaired = SIMD16<Double>.zero
    unpaired.evenHalf = sums.lowHalf
    unpaired.oddHalf = sums.highHalf
    return HalfSums(unpaired)
  }

  @inlinable @inline(always)
  public mutating func addProductsOfPairs<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, x: Pair<SIMD16<T>>, _ even: (SIMD16<T>, SIMD16<T>), _ odd: (SIMD16<T>, SIMD16<T>)
  ) {
    let even = T._widened(T._halfProducts(x.even, even.0, even.1))
    let odd = T._widened(T._halfProducts(x.odd, odd.0, odd.1))
    // Of thirty-two elements the first sixteen, and then the others: every lane adds its two in their order.
    sums = sums + SIMD16(lowHalf: even.lowHalf, highHalf: odd.lowHalf)
    sums = sums + SIMD16(lowHalf: even.highHalf, highHalf: odd.highHalf)
  }

  @inlinable @inline(always)
  public func addedHalves<I: KernelInstructionSet>(_: I.Type) -> SIMD8<Double> {
    sums.addedHalves(I.self)
  }
}
