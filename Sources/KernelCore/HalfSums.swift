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
    sums = T._addingHalfProducts(sums, x: x, factors.0, factors.1)
  }

  @inlinable @inline(always)
  public mutating func addFirstProducts<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, _ count: Int, x: SIMD16<T>, _ factors: (SIMD16<T>, SIMD16<T>)
  ) {
    sums = T._addingFirstHalfProducts(count, sums, x: x, factors.0, factors.1)
  }

  @inlinable @inline(always)
  public static func otherProducts<I: KernelInstructionSet, T: ComputeScalar>(
    _: I.Type, after count: Int, x: SIMD16<T>, _ factors: (SIMD16<T>, SIMD16<T>)
  ) -> HalfSums {
    HalfSums(T._otherHalfProducts(count, x: x, factors.0, factors.1))
  }

  @inlinable @inline(always)
  public func addedHalves<I: KernelInstructionSet>(_: I.Type) -> SIMD8<Double> {
    sums.addedHalves(I.self)
  }
}
