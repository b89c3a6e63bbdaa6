/// One vector of slopes, and of the direction in which they change.
public struct Slopes<T: ComputeScalar> {
  @usableFromInline var slope: SIMD16<T>
  /// The direction; of no meaning to an operation that is not of the second order.
  @usableFromInline var v: SIMD16<T>

  @inlinable @inline(always)
  init(slope: SIMD16<T>, v: SIMD16<T>) {
    self.slope = slope
    self.v = v
  }

  /// The same slope in every lane, which does not change.
  @inlinable @inline(always)
  init(repeating slope: T) {
    self.init(slope: SIMD16(repeating: slope), v: SIMD16(repeating: 0))
  }

  /// These slopes as factors of numbers of `Number`.
  @inlinable @inline(always)
  func factors<Number: KernelScalar>(_: Number.Type) -> Slopes<T> where Number.Compute == T {
    Slopes(slope: Number._factors(slope), v: Number._factors(v))
  }

  /// The lanes of `a` below lane `count` of a border, and those of `b` from there on.
  @inlinable @inline(always)
  static func border<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, _ count: Int, _ a: Slopes<T>, _ b: Slopes<T>
  ) -> Slopes<T> where O.Scalar == T {
    let slope = T._border(count, a.slope, b.slope)
    return Slopes(slope: slope, v: O.isSecondOrder ? T._border(count, a.v, b.v) : slope)
  }
}

/// The slopes in memory, one for an index, and the direction in which they change.
@safe public struct SlopePointers<T: ComputeScalar> {
  public let slope: UnsafePointer<T>
  /// The direction, or the slopes where an operation is not of the second order.
  public let v: UnsafePointer<T>

  @inlinable @inline(always)
  public init(slope: UnsafePointer<T>, v: UnsafePointer<T>) {
    unsafe self.slope = slope
    unsafe self.v = v
  }
}

// In bounds, below: callers name channels of their block.
extension SlopePointers {
  /// The slopes from `index` on.
  @inlinable @inline(always)
  func from(_ index: Int) -> SlopePointers<T> {
    unsafe SlopePointers(slope: slope + index, v: v + index)
  }

  /// The slope at `index` in every lane.
  @inlinable @inline(always)
  func repeated<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, at index: Int
  ) -> Slopes<T> where O.Scalar == T {
    let vector = SIMD16(repeating: unsafe slope[index])
    return Slopes(
      slope: vector, v: O.isSecondOrder ? SIMD16(repeating: unsafe v[index]) : vector)
  }

  /// Sixteen slopes from `index` on.
  @inlinable @inline(always)
  func load<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, at index: Int
  ) -> Slopes<T> where O.Scalar == T {
    let vector = unsafe KernelCore.load(I.self, slope + index)
    return Slopes(
      slope: vector, v: O.isSecondOrder ? unsafe KernelCore.load(I.self, v + index) : vector)
  }

  /// Sixteen of the slopes from `index` on, those that `places` say. Only where `prelu_permutes`.
  @inlinable @inline(always)
  func load<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, at index: Int, permutedBy places: UnsafePointer<UInt8>
  ) -> Slopes<T> where O.Scalar == T {
    let vectors = load(I.self, O.self, at: index)
    let slope = unsafe T._permuted(vectors.slope, vectors.slope, by: places)
    return Slopes(
      slope: slope,
      v: O.isSecondOrder ? unsafe T._permuted(vectors.v, vectors.v, by: places) : slope)
  }

  /// Thirty-two slopes from `index` on. Only where an operation is of the first order.
  @inlinable @inline(always)
  func loadPairs<I: KernelInstructionSet>(_: I.Type, at index: Int) -> Pair<Slopes<T>> {
    let pair = unsafe Pair(
      KernelCore.load(I.self, slope + index), KernelCore.load(I.self, slope + index + lanes))
    return Pair(
      even: Slopes(slope: pair.even, v: pair.even), odd: Slopes(slope: pair.odd, v: pair.odd))
  }

  /// `count` slopes from `index` on in the lanes from `skip` on, and zeros in the others.
  @inlinable @inline(always)
  func loadSome<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, at index: Int, skip: Int, count: Int
  ) -> Slopes<T> where O.Scalar == T {
    let vector = unsafe T._loadSome(slope + index, skip, count)
    return Slopes(
      slope: vector, v: O.isSecondOrder ? unsafe T._loadSome(v + index, skip, count) : vector)
  }

  /// Calls `use` with slopes that are laid out in memory for `places` places, as `write` writes those of one
  /// pointer.
  @inlinable @inline(always)
  func withLaidOut<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, places: Int, write: (UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void,
    use: (SlopePointers<T>) -> Void
  ) where O.Scalar == T {
    // In bounds: room for one layout, or for two.
    unsafe withUnsafeTemporaryAllocation(
      of: T.self, capacity: O.isSecondOrder ? 2 &* places : places
    ) { scratch in
      let first = unsafe scratch.baseAddress.unsafelyUnwrapped
      unsafe write(slope, first)
      guard O.isSecondOrder else {
        unsafe use(SlopePointers(slope: first, v: first))
        return
      }
      unsafe write(v, first + places)
      unsafe use(SlopePointers(slope: first, v: first + places))
    }
  }
}
