/// The sums of some neighbouring vectors, in registers, and their slopes there or in memory. A chain of a certain length is a type:
/// `Joined<VectorChain<T, Sums>, VectorChain<T, Sums>>` has two vectors.
public protocol Chain {
  associatedtype Scalar: ComputeScalar
  associatedtype Sums: LaneSums

  static var vectors: Int { get }

  /// Loads what the chain's vectors have in registers. Their slopes and sums begin at `index`.
  static func load<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, slopes: SlopePointers<Scalar>, sums: UnsafeMutablePointer<Double>?,
    at index: Int
  ) -> Self where O.Scalar == Scalar

  /// Computes the chain's vectors, the first of which begins at index `at`. What slopes are in memory begin at the pointers.
  mutating func compute<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
    _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, at: Int,
    _ pointers: SlopePointers<Scalar>
  ) where O.Scalar == Scalar, O.Sums == Sums, T.Compute == Scalar

  func store<I: KernelInstructionSet>(
    _: I.Type, sums: UnsafeMutablePointer<Double>?, at index: Int)
}

// In bounds, below: the caller's pointers have all of a chain's vectors.

/// A chain, and behind it another.
public struct Joined<First: Chain, Second: Chain>: Chain
where First.Scalar == Second.Scalar, First.Sums == Second.Sums {
  public typealias Scalar = First.Scalar
  public typealias Sums = First.Sums

  @usableFromInline var first: First
  @usableFromInline var second: Second

  @inlinable @inline(always)
  init(first: First, second: Second) {
    self.first = first
    self.second = second
  }

  @inlinable @inline(always)
  public static var vectors: Int { First.vectors &+ Second.vectors }

  /// The elements of the first chain.
  @inlinable @inline(always)
  static var ahead: Int { First.vectors &* lanes }

  @inlinable @inline(always)
  public static func load<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, slopes: SlopePointers<Scalar>, sums: UnsafeMutablePointer<Double>?,
    at index: Int
  ) -> Self where O.Scalar == Scalar {
    unsafe Joined(
      first: First.load(I.self, O.self, slopes: slopes, sums: sums, at: index),
      second: Second.load(I.self, O.self, slopes: slopes, sums: sums, at: index &+ ahead))
  }

  @inlinable @inline(always)
  public mutating func compute<
    I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar
  >(
    _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, at: Int,
    _ pointers: SlopePointers<Scalar>
  ) where O.Scalar == Scalar, O.Sums == Sums, T.Compute == Scalar {
    first.compute(I.self, O.self, S.self, streams, at: at, pointers)
    second.compute(
      I.self, O.self, S.self, streams, at: at &+ Self.ahead, pointers.from(Self.ahead))
  }

  @inlinable @inline(always)
  public func store<I: KernelInstructionSet>(
    _: I.Type, sums: UnsafeMutablePointer<Double>?, at index: Int
  ) {
    unsafe first.store(I.self, sums: sums, at: index)
    unsafe second.store(I.self, sums: sums, at: index &+ Self.ahead)
  }
}

/// One vector.
public struct VectorChain<Scalar: ComputeScalar, Sums: LaneSums>: Chain {
  @usableFromInline var slopes: Slopes<Scalar>
  @usableFromInline var sums: Sums

  @inlinable @inline(always)
  init(slopes: Slopes<Scalar>, sums: Sums) {
    self.slopes = slopes
    self.sums = sums
  }

  @inlinable @inline(always)
  public static var vectors: Int { 1 }

  @inlinable @inline(always)
  public static func load<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, slopes: SlopePointers<Scalar>, sums: UnsafeMutablePointer<Double>?,
    at index: Int
  ) -> Self where O.Scalar == Scalar {
    unsafe VectorChain(
      slopes: slopes.load(I.self, O.self, at: index), sums: Sums.load(I.self, sums, at: index))
  }

  @inlinable @inline(always)
  public mutating func compute<
    I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar
  >(
    _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, at: Int, _: SlopePointers<Scalar>
  ) where O.Scalar == Scalar, O.Sums == Sums, T.Compute == Scalar {
    streams.compute(I.self, O.self, S.self, at: at, slopes, sums: &sums)
  }

  @inlinable @inline(always)
  public func store<I: KernelInstructionSet>(
    _: I.Type, sums pointer: UnsafeMutablePointer<Double>?, at index: Int
  ) {
    unsafe sums.store(I.self, pointer, at: index)
  }
}

/// One vector whose slopes are in memory.
public struct SumsChain<Scalar: ComputeScalar, Sums: LaneSums>: Chain {
  @usableFromInline var sums: Sums

  @inlinable @inline(always)
  init(sums: Sums) { self.sums = sums }

  @inlinable @inline(always)
  public static var vectors: Int { 1 }

  @inlinable @inline(always)
  public static func load<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, slopes: SlopePointers<Scalar>, sums: UnsafeMutablePointer<Double>?,
    at index: Int
  ) -> Self where O.Scalar == Scalar {
    unsafe SumsChain(sums: Sums.load(I.self, sums, at: index))
  }

  @inlinable @inline(always)
  public mutating func compute<
    I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar
  >(
    _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, at: Int,
    _ pointers: SlopePointers<Scalar>
  ) where O.Scalar == Scalar, O.Sums == Sums, T.Compute == Scalar {
    streams.compute(
      I.self, O.self, S.self, at: at, pointers.load(I.self, O.self, at: 0), sums: &sums)
  }

  @inlinable @inline(always)
  public func store<I: KernelInstructionSet>(
    _: I.Type, sums pointer: UnsafeMutablePointer<Double>?, at index: Int
  ) {
    unsafe sums.store(I.self, pointer, at: index)
  }
}

/// Two vectors in pairs.
public struct PairChain<Scalar: ComputeScalar, Sums: LaneSums>: Chain {
  @usableFromInline var slopes: Pair<Slopes<Scalar>>
  @usableFromInline var sums: Pair<Sums>

  @inlinable @inline(always)
  init(slopes: Pair<Slopes<Scalar>>, sums: Pair<Sums>) {
    self.slopes = slopes
    self.sums = sums
  }

  @inlinable @inline(always)
  public static var vectors: Int { 2 }

  @inlinable @inline(always)
  public static func load<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, slopes: SlopePointers<Scalar>, sums: UnsafeMutablePointer<Double>?,
    at index: Int
  ) -> Self where O.Scalar == Scalar {
    unsafe PairChain(
      slopes: slopes.loadPairs(I.self, at: index),
      sums: Sums.paired(
        .load(I.self, sums, at: index), .load(I.self, sums, at: index &+ lanes)))
  }

  @inlinable @inline(always)
  public mutating func compute<
    I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar
  >(
    _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, at: Int, _: SlopePointers<Scalar>
  ) where O.Scalar == Scalar, O.Sums == Sums, T.Compute == Scalar {
    streams.computePairs(I.self, O.self, S.self, at: at, slopes, sums: &sums)
  }

  @inlinable @inline(always)
  public func store<I: KernelInstructionSet>(
    _: I.Type, sums pointer: UnsafeMutablePointer<Double>?, at index: Int
  ) {
    let (first, second) = Sums.unpaired(sums)
    unsafe first.store(I.self, pointer, at: index)
    unsafe second.store(I.self, pointer, at: index &+ lanes)
  }
}
