// Thirty-two elements at once, where two neighbours share a lane in memory: numbers of bfloat16.

/// What there is of the elements with even numbers, and of those with odd ones.
public struct Pair<Part> {
  @usableFromInline var even: Part
  @usableFromInline var odd: Part

  @inlinable @inline(always)
  init(even: Part, odd: Part) {
    self.even = even
    self.odd = odd
  }
}

extension Pair {
  /// Thirty-two numbers of two vectors that follow each other.
  @inlinable @inline(always)
  init<T>(_ first: SIMD16<T>, _ second: SIMD16<T>) where Part == SIMD16<T> {
    self.init(
      even: SIMD16(lowHalf: first.evenHalf, highHalf: second.evenHalf),
      odd: SIMD16(lowHalf: first.oddHalf, highHalf: second.oddHalf))
  }

}

extension Pair where Part == SIMD16<Double> {
  /// The two vectors that follow each other.
  @inlinable @inline(always)
  var vectors: (Part, Part) {
    var (first, second) = (Part.zero, Part.zero)
    (first.evenHalf, first.oddHalf) = (even.lowHalf, odd.lowHalf)
    (second.evenHalf, second.oddHalf) = (even.highHalf, odd.highHalf)
    return (first, second)
  }
}

// In bounds, below: callers name elements of their block.
extension Streams {
  /// Whether an operation goes through these numbers in pairs. Operations of the second order are rare, and would be as much code again.
  @inlinable @inline(always)
  func comeInPairs<O: Access>(_: O.Type) -> Bool { T._comeInPairs && !O.isSecondOrder }

  /// Whether the sixteen elements from index `at` on are the second half of a cache line of what is written, or read
  /// where nothing is.
  @inlinable @inline(always)
  func isAmidPairs<O: Access>(_: O.Type, at: Int) -> Bool {
    let first = unsafe O.writesOutput ? UnsafePointer(output.unsafelyUnwrapped) : x
    return unsafe Int(bitPattern: first + at) / MemoryLayout<T>.stride & lanes != 0
  }

  /// The place of the first of a block's `count` elements in vectors that begin at cache lines, or, where a period is whole pairs of them,
  /// in pairs that do.
  @inlinable @inline(always)
  func firstPlace<I: KernelInstructionSet, O: Access, S: StoreKind>(
    _: I.Type, _: O.Type, _: S.Type, count: Int, period: Int
  ) -> Int where O.Scalar == T.Compute {
    let lane = firstLane(I.self, O.self, S.self, at: 0, count: count)
    guard comeInPairs(O.self), count >= S.leastAligned, period % (2 &* lanes) == 0 else {
      return lane
    }
    return isAmidPairs(O.self, at: 0) ? lanes &+ lane : lane
  }

  /// Thirty-two elements from index `at` on.
  @inlinable @inline(always)
  func pairs<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, at: Int
  ) -> Pair<Elements<T.Compute>> where O.Scalar == T.Compute {
    let x = unsafe T._loadPairs(x + at)
    let g = O.readsGradient ? unsafe T._loadPairs(g + at) : x
    return Pair(
      even: Elements(x: x.even, g: g.even, u: x.even), odd: Elements(x: x.odd, g: g.odd, u: x.odd))
  }

  @inlinable @inline(always)
  func write<I: KernelInstructionSet, O: Access, S: StoreKind>(
    _: I.Type, _: O.Type, _: S.Type, _ pair: Pair<SIMD16<T.Compute>>, at: Int
  ) where O.Scalar == T.Compute {
    guard O.writesOutput else { return }
    unsafe S.store(I.self, pair, output.unsafelyUnwrapped + at)
  }

  /// Computes thirty-two elements that have a slope and a sum each.
  @inlinable @inline(always)
  func computePairs<I: KernelInstructionSet, O: Operation, S: StoreKind>(
    _: I.Type, _: O.Type, _: S.Type, at: Int, _ slopes: Pair<Slopes<T.Compute>>,
    sums: inout Pair<O.Sums>
  ) where O.Scalar == T.Compute {
    let pairs = pairs(I.self, O.self, at: at)
    let (even, odd) = (slopes.even.factors(T.self), slopes.odd.factors(T.self))
    write(
      I.self, O.self, S.self,
      Pair(even: O.output(I.self, pairs.even, even), odd: O.output(I.self, pairs.odd, odd)),
      at: at)
    sums.even.addProducts(I.self, x: pairs.even.x, O.factors(I.self, pairs.even))
    sums.odd.addProducts(I.self, x: pairs.odd.x, O.factors(I.self, pairs.odd))
  }

  /// Computes thirty-two elements that share a vector of slopes, all of them the same. Sums are in the order of
  /// `pairedLanes`.
  @inlinable @inline(always)
  func computePairs<I: KernelInstructionSet, O: Operation, S: StoreKind>(
    _: I.Type, _: O.Type, _: S.Type, at: Int, _ slopes: Slopes<T.Compute>, sums: inout O.Sums
  ) where O.Scalar == T.Compute {
    let pairs = pairs(I.self, O.self, at: at)
    let slopes = slopes.factors(T.self)
    write(
      I.self, O.self, S.self,
      Pair(
        even: O.output(I.self, pairs.even, slopes), odd: O.output(I.self, pairs.odd, slopes)),
      at: at)
    sums.addProductsOfPairs(
      I.self, x: Pair(even: pairs.even.x, odd: pairs.odd.x), O.factors(I.self, pairs.even),
      O.factors(I.self, pairs.odd))
  }

  /// Computes thirty-two elements.
  @inlinable @inline(always)
  func computePairs<I: KernelInstructionSet, O: ElementOperation, S: StoreKind>(
    _: I.Type, _ operation: O, _: S.Type, at: Int
  ) where O.Scalar == T.Compute {
    let pairs = pairs(I.self, O.self, at: at)
    write(
      I.self, O.self, S.self,
      Pair(even: operation.output(I.self, pairs.even), odd: operation.output(I.self, pairs.odd)),
      at: at)
  }
}
