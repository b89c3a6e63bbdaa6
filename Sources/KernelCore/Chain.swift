/// The slopes and sums of some neighbouring vectors, in registers, or the sums alone (`SumsLink`). A chain of a certain length is a type:
/// `Link<Link<End<T, Sums>>>` has two vectors.
public protocol Chain {
  associatedtype Scalar: ComputeScalar
  associatedtype Sums: LaneSums

  static var vectors: Int { get }

  /// Loads the slopes and sums of the chain's vectors, the first of which begins at `index`.
  static func load<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, slopes: SlopePointers<Scalar>, sums: UnsafeMutablePointer<Double>?,
    at index: Int
  ) -> Self where O.Scalar == Scalar

  /// Computes the chain's vectors, the first of which begins at index `at`, and whose slopes, where they are not in registers, begin
  /// at the pointers.
  mutating func compute<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
    _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, at: Int,
    _ slopes: SlopePointers<Scalar>
  ) where O.Scalar == Scalar, O.Sums == Sums, T.Compute == Scalar

  func store<I: KernelInstructionSet>(
    _: I.Type, sums: UnsafeMutablePointer<Double>?, at index: Int)
}

/// The chain of no vectors.
public struct End<Scalar: ComputeScalar, Sums: LaneSums>: Chain {
  @inlinable @inline(always)
  init() {}

  @inlinable @inline(always)
  public static var vectors: Int { 0 }

  @inlinable @inline(always)
  public static func load<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, slopes: SlopePointers<Scalar>, sums: UnsafeMutablePointer<Double>?,
    at index: Int
  ) -> Self where O.Scalar == Scalar { End() }

  @inlinable @inline(always)
  public mutating func compute<
    I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar
  >(
    _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, at: Int,
    _ slopes: SlopePointers<Scalar>
  ) where O.Scalar == Scalar, O.Sums == Sums, T.Compute == Scalar {}

  @inlinable @inline(always)
  public func store<I: KernelInstructionSet>(
    _: I.Type, sums: UnsafeMutablePointer<Double>?, at index: Int
  ) {}
}

/// One vector, and the chain of those behind it.
public struct Link<Rest: Chain>: Chain {
  public typealias Scalar = Rest.Scalar
  public typealias Sums = Rest.Sums

  @usableFromInline var slopes: Slopes<Scalar>
  @usableFromInline var sums: Sums
  @usableFromInline var rest: Rest

  @inlinable @inline(always)
  init(slopes: Slopes<Scalar>, sums: Sums, rest: Rest) {
    self.slopes = slopes
    self.sums = sums
    self.rest = rest
  }

  @inlinable @inline(always)
  public static var vectors: Int { Rest.vectors &+ 1 }

  // In bounds, below: the caller's pointers have all of the chain's vectors.
  @inlinable @inline(always)
  public static func load<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, slopes: SlopePointers<Scalar>, sums: UnsafeMutablePointer<Double>?,
    at index: Int
  ) -> Self where O.Scalar == Scalar {
    unsafe Link(
      slopes: slopes.load(I.self, O.self, at: index), sums: Sums.load(I.self, sums, at: index),
      rest: Rest.load(I.self, O.self, slopes: slopes, sums: sums, at: index &+ lanes))
  }

  @inlinable @inline(always)
  public mutating func compute<
    I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar
  >(
    _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, at: Int,
    _ pointers: SlopePointers<Scalar>
  ) where O.Scalar == Scalar, O.Sums == Sums, T.Compute == Scalar {
    streams.compute(I.self, O.self, S.self, at: at, slopes, sums: &sums)
    rest.compute(I.self, O.self, S.self, streams, at: at &+ lanes, pointers.from(lanes))
  }

  @inlinable @inline(always)
  public func store<I: KernelInstructionSet>(
    _: I.Type, sums pointer: UnsafeMutablePointer<Double>?, at index: Int
  ) {
    unsafe sums.store(I.self, pointer, at: index)
    unsafe rest.store(I.self, sums: pointer, at: index &+ lanes)
  }
}

/// One vector, of which only the sums are in registers, and the chain of those behind it.
public struct SumsLink<Rest: Chain>: Chain {
  public typealias Scalar = Rest.Scalar
  public typealias Sums = Rest.Sums

  @usableFromInline var sums: Sums
  @usableFromInline var rest: Rest

  @inlinable @inline(always)
  init(sums: Sums, rest: Rest) {
    self.sums = sums
    self.rest = rest
  }

  @inlinable @inline(always)
  public static var vectors: Int { Rest.vectors &+ 1 }

  // In bounds, below: the caller's pointers have all of the chain's vectors.
  @inlinable @inline(always)
  public static func load<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, slopes: SlopePointers<Scalar>, sums: UnsafeMutablePointer<Double>?,
    at index: Int
  ) -> Self where O.Scalar == Scalar {
    unsafe SumsLink(
      sums: Sums.load(I.self, sums, at: index),
      rest: Rest.load(I.self, O.self, slopes: slopes, sums: sums, at: index &+ lanes))
  }

  @inlinable @inline(always)
  public mutating func compute<
    I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar
  >(
    _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, at: Int,
    _ slopes: SlopePointers<Scalar>
  ) where O.Scalar == Scalar, O.Sums == Sums, T.Compute == Scalar {
    streams.compute(
      I.self, O.self, S.self, at: at, slopes.load(I.self, O.self, at: 0), sums: &sums)
    rest.compute(I.self, O.self, S.self, streams, at: at &+ lanes, slopes.from(lanes))
  }

  @inlinable @inline(always)
  public func store<I: KernelInstructionSet>(
    _: I.Type, sums pointer: UnsafeMutablePointer<Double>?, at index: Int
  ) {
    unsafe sums.store(I.self, pointer, at: index)
    unsafe rest.store(I.self, sums: pointer, at: index &+ lanes)
  }
}

/// Two vectors in pairs, and the chain of those behind them.
public struct PairLink<Rest: Chain>: Chain {
  public typealias Scalar = Rest.Scalar
  public typealias Sums = Rest.Sums

  @usableFromInline var slopes: Pair<Slopes<Scalar>>
  @usableFromInline var sums: Pair<Sums>
  @usableFromInline var rest: Rest

  @inlinable @inline(always)
  init(slopes: Pair<Slopes<Scalar>>, sums: Pair<Sums>, rest: Rest) {
    self.slopes = slopes
    self.sums = sums
    self.rest = rest
  }

  @inlinable @inline(always)
  public static var vectors: Int { Rest.vectors &+ 2 }

  // In bounds, below: the caller's pointers have all of the chain's vectors.
  @inlinable @inline(always)
  public static func load<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, slopes: SlopePointers<Scalar>, sums: UnsafeMutablePointer<Double>?,
    at index: Int
  ) -> Self where O.Scalar == Scalar {
    unsafe PairLink(
      slopes: slopes.loadPairs(I.self, at: index),
      sums: Sums.paired(
        .load(I.self, sums, at: index), .load(I.self, sums, at: index &+ lanes)),
      rest: Rest.load(I.self, O.self, slopes: slopes, sums: sums, at: index &+ 2 &* lanes))
  }

  @inlinable @inline(always)
  public mutating func compute<
    I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar
  >(
    _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, at: Int,
    _ pointers: SlopePointers<Scalar>
  ) where O.Scalar == Scalar, O.Sums == Sums, T.Compute == Scalar {
    streams.computePairs(I.self, O.self, S.self, at: at, slopes, sums: &sums)
    rest.compute(I.self, O.self, S.self, streams, at: at &+ 2 &* lanes, pointers.from(2 &* lanes))
  }

  @inlinable @inline(always)
  public func store<I: KernelInstructionSet>(
    _: I.Type, sums pointer: UnsafeMutablePointer<Double>?, at index: Int
  ) {
    let (first, second) = Sums.unpaired(sums)
    unsafe first.store(I.self, pointer, at: index)
    unsafe second.store(I.self, pointer, at: index &+ lanes)
    unsafe rest.store(I.self, sums: pointer, at: index &+ 2 &* lanes)
  }
}
