/// The memory that an operation reads and writes, one element of each for an index.
@safe public struct Streams<T: KernelScalar> {
  public let x: UnsafePointer<T>
  /// The upstream gradient, or x where an operation reads none.
  @usableFromInline let g: UnsafePointer<T>
  /// y or dx, or `nil` where an operation writes none.
  public let output: UnsafeMutablePointer<T>?

  @inlinable @inline(always)
  public init(x: UnsafePointer<T>, g: UnsafePointer<T>, output: UnsafeMutablePointer<T>?) {
    unsafe self.x = x
    unsafe self.g = g
    unsafe self.output = output
  }
}

// In bounds, below: callers name elements of their block.
extension Streams {
  /// Sixteen elements from index `at` on.
  @inlinable @inline(always)
  func elements<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, at: Int
  ) -> Elements<T> where O.Scalar == T {
    let vector = unsafe load(I.self, x + at)
    return Elements(x: vector, g: O.readsGradient ? unsafe load(I.self, g + at) : vector)
  }

  /// `count` elements from index `at` on in the lanes from `skip` on, and zeros in the others.
  @inlinable @inline(always)
  func someElements<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, at: Int, skip: Int, count: Int
  ) -> Elements<T> where O.Scalar == T {
    let vector = unsafe T._loadSome(x + at, skip, count)
    return Elements(
      x: vector, g: O.readsGradient ? unsafe T._loadSome(g + at, skip, count) : vector)
  }

  @inlinable @inline(always)
  func write<I: KernelInstructionSet, O: Access, S: StoreKind>(
    _: I.Type, _: O.Type, _: S.Type, _ vector: SIMD16<T>, at: Int
  ) where O.Scalar == T {
    guard O.writesOutput else { return }
    unsafe S.store(I.self, vector, output.unsafelyUnwrapped + at)
  }

  @inlinable @inline(always)
  func writeSome<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, _ vector: SIMD16<T>, at: Int, skip: Int, count: Int
  ) where O.Scalar == T {
    guard O.writesOutput else { return }
    unsafe T._storeSome(vector, output.unsafelyUnwrapped + at, skip, count)
  }

  /// Asks for the elements of the vector at index `at`, which may lie beyond the memory.
  @inlinable @inline(always)
  func prefetch<I: KernelInstructionSet, O: Access, S: StoreKind>(
    _: I.Type, _: O.Type, _: S.Type, at: Int
  ) where O.Scalar == T {
    for line in stride(from: 0, to: lanes &* MemoryLayout<T>.stride, by: 64) {
      unsafe S.prefetch(I.self, UnsafeRawPointer(x + at) + line)
      if O.readsGradient { unsafe S.prefetch(I.self, UnsafeRawPointer(g + at) + line) }
    }
  }

  /// Computes sixteen elements that share a vector of slopes.
  @inlinable @inline(always)
  func compute<I: KernelInstructionSet, O: Operation, S: StoreKind>(
    _: I.Type, _: O.Type, _: S.Type, at: Int, slope: SIMD16<T>, sums: inout O.Sums
  ) where O.Scalar == T {
    let elements = elements(I.self, O.self, at: at)
    write(I.self, O.self, S.self, O.output(I.self, elements, slope: slope), at: at)
    O.add(I.self, elements, to: &sums)
  }

  /// Computes the `count` elements from index `at` on, which stand in the lanes from `skip` on.
  @inlinable @inline(always)
  func computeSome<I: KernelInstructionSet, O: Operation>(
    _: I.Type, _: O.Type, at: Int, skip: Int, count: Int, slope: SIMD16<T>, sums: inout O.Sums
  ) where O.Scalar == T {
    let elements = someElements(I.self, O.self, at: at, skip: skip, count: count)
    writeSome(
      I.self, O.self, O.output(I.self, elements, slope: slope), at: at, skip: skip, count: count)
    O.add(I.self, elements, to: &sums)
  }

  /// The lane of the first of `count` elements in vectors that begin at a cache line of the output, or of x
  /// where there is no output.
  @inlinable @inline(always)
  func firstLane<I: KernelInstructionSet, O: Access, S: StoreKind>(
    _: I.Type, _: O.Type, _: S.Type, at: Int, count: Int
  ) -> Int where O.Scalar == T {
    let first = unsafe O.writesOutput ? UnsafePointer(output.unsafelyUnwrapped) : x
    return unsafe S.firstLane(I.self, first + at, count: count)
  }
}
