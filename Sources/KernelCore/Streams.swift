public import CKernelSupport

/// The memory that an operation reads and writes, one element of each for an index.
@safe public struct Streams<T: KernelScalar> {
  public let x: UnsafePointer<T>
  /// The upstream gradient, or x where an operation reads none, or where what it computes of it is not wanted.
  public let g: UnsafePointer<T>
  /// The direction in which x changes, or x where an operation is not of the second order.
  public let u: UnsafePointer<T>
  /// y or dx, or `nil` where an operation writes none.
  public let output: UnsafeMutablePointer<T>?
  /// The second output, or `nil` where an operation writes none.
  public let secondOutput: UnsafeMutablePointer<T>?

  @inlinable @inline(always)
  public init(x: UnsafePointer<T>, g: UnsafePointer<T>, output: UnsafeMutablePointer<T>?) {
    unsafe self.init(x: x, g: g, u: x, output: output, secondOutput: nil)
  }

  @inlinable @inline(always)
  public init(
    x: UnsafePointer<T>, g: UnsafePointer<T>, u: UnsafePointer<T>,
    output: UnsafeMutablePointer<T>?, secondOutput: UnsafeMutablePointer<T>?
  ) {
    unsafe self.x = x
    unsafe self.g = g
    unsafe self.u = u
    unsafe self.output = output
    unsafe self.secondOutput = secondOutput
  }

  /// The memory from index `offset` on.
  @inlinable @inline(always)
  public func from(_ offset: Int) -> Streams<T> {
    // In bounds: the caller names an element.
    unsafe Streams(
      x: x + offset, g: g + offset, u: u + offset, output: output.map { unsafe $0 + offset },
      secondOutput: secondOutput.map { unsafe $0 + offset })
  }
}

// In bounds, below: callers name elements of their block.
extension Streams {
  /// Sixteen elements from index `at` on.
  @inlinable @inline(always)
  func elements<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, at: Int
  ) -> Elements<T.Compute> where O.Scalar == T.Compute {
    let vector = unsafe load(I.self, x + at)
    return Elements(
      x: vector, g: O.readsGradient ? unsafe load(I.self, g + at) : vector,
      u: O.isSecondOrder ? unsafe load(I.self, u + at) : vector)
  }

  /// `count` elements from index `at` on in the lanes from `skip` on, and zeros in the others.
  @inlinable @inline(always)
  func someElements<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, at: Int, skip: Int, count: Int
  ) -> Elements<T.Compute> where O.Scalar == T.Compute {
    let vector = unsafe T._loadSome(x + at, skip, count)
    return Elements(
      x: vector, g: O.readsGradient ? unsafe T._loadSome(g + at, skip, count) : vector,
      u: O.isSecondOrder ? unsafe T._loadSome(u + at, skip, count) : vector)
  }

  @inlinable @inline(always)
  func write<I: KernelInstructionSet, O: Access, S: StoreKind>(
    _: I.Type, _: O.Type, _: S.Type, _ vector: SIMD16<T.Compute>, at: Int
  ) where O.Scalar == T.Compute {
    guard O.writesOutput else { return }
    unsafe S.store(I.self, vector, output.unsafelyUnwrapped + at)
  }

  @inlinable @inline(always)
  func writeSome<I: KernelInstructionSet, O: Access>(
    _: I.Type, _: O.Type, _ vector: SIMD16<T.Compute>, at: Int, skip: Int, count: Int
  ) where O.Scalar == T.Compute {
    guard O.writesOutput else { return }
    unsafe T._storeSome(vector, output.unsafelyUnwrapped + at, skip, count)
  }

  /// Writes what an operation computes of the sixteen elements from index `at` on.
  @inlinable @inline(always)
  func writeOutputs<I: KernelInstructionSet, O: Operation, S: StoreKind>(
    _: I.Type, _: O.Type, _: S.Type, of elements: Elements<T.Compute>, _ slopes: Slopes<T.Compute>,
    at: Int
  ) where O.Scalar == T.Compute {
    let slopes = slopes.factors(T.self)
    guard O.isSecondOrder else {
      write(I.self, O.self, S.self, O.output(I.self, elements, slopes), at: at)
      return
    }
    if let output = unsafe output {
      unsafe S.store(I.self, O.output(I.self, elements, slopes), output + at)
    }
    if let secondOutput = unsafe secondOutput {
      unsafe S.store(I.self, O.secondOutput(I.self, elements, slopes), secondOutput + at)
    }
  }

  /// Asks for the elements of the vector at index `at`, which may lie beyond the memory.
  @inlinable @inline(always)
  func prefetch<I: KernelInstructionSet, O: Access>(_: I.Type, _: O.Type, at: Int)
  where O.Scalar == T.Compute {
    for line in stride(from: 0, to: lanes &* MemoryLayout<T>.stride, by: 64) {
      unsafe prelu_prefetch(UnsafeRawPointer(x + at) + line)
      if O.readsGradient { unsafe prelu_prefetch(UnsafeRawPointer(g + at) + line) }
      if O.isSecondOrder { unsafe prelu_prefetch(UnsafeRawPointer(u + at) + line) }
    }
  }

  /// `prefetch` where stores go past the caches, and memory is in none.
  @inlinable @inline(always)
  func prefetch<I: KernelInstructionSet, O: Access, S: StoreKind>(
    _: I.Type, _: O.Type, _: S.Type, at: Int
  ) where O.Scalar == T.Compute {
    if S.passCaches { prefetch(I.self, O.self, at: at) }
  }

  /// Computes sixteen elements that share a vector of slopes.
  @inlinable @inline(always)
  func compute<I: KernelInstructionSet, O: Operation, S: StoreKind>(
    _: I.Type, _: O.Type, _: S.Type, at: Int, _ slopes: Slopes<T.Compute>, sums: inout O.Sums
  ) where O.Scalar == T.Compute {
    compute(
      I.self, O.self, S.self, elements(I.self, O.self, at: at), at: at, slopes, sums: &sums)
  }

  /// `compute` of elements that are loaded already.
  @inlinable @inline(always)
  func compute<I: KernelInstructionSet, O: Operation, S: StoreKind>(
    _: I.Type, _: O.Type, _: S.Type, _ elements: Elements<T.Compute>, at: Int,
    _ slopes: Slopes<T.Compute>, sums: inout O.Sums
  ) where O.Scalar == T.Compute {
    writeOutputs(I.self, O.self, S.self, of: elements, slopes, at: at)
    sums.addProducts(I.self, x: elements.x, O.factors(I.self, elements))
  }

  /// Computes the `count` elements from index `at` on, which stand in the lanes from `skip` on.
  @inlinable @inline(always)
  func computeSome<I: KernelInstructionSet, O: Operation>(
    _: I.Type, _: O.Type, at: Int, skip: Int, count: Int, _ slopes: Slopes<T.Compute>,
    sums: inout O.Sums
  ) where O.Scalar == T.Compute {
    let elements = someElements(I.self, O.self, at: at, skip: skip, count: count)
    sums.addProducts(I.self, x: elements.x, O.factors(I.self, elements))
    writeSomeOutputs(
      I.self, O.self, of: elements, at: at, skip: skip, count: count, slopes)
  }

  /// `writeOutputs` of the `count` elements from index `at` on, which stand in the lanes from `skip` on.
  @inlinable @inline(always)
  func writeSomeOutputs<I: KernelInstructionSet, O: Operation>(
    _: I.Type, _: O.Type, of elements: Elements<T.Compute>, at: Int, skip: Int, count: Int,
    _ slopes: Slopes<T.Compute>
  ) where O.Scalar == T.Compute {
    let slopes = slopes.factors(T.self)
    guard O.isSecondOrder else {
      writeSome(
        I.self, O.self, O.output(I.self, elements, slopes), at: at, skip: skip, count: count)
      return
    }
    if let output = unsafe output {
      unsafe T._storeSome(O.output(I.self, elements, slopes), output + at, skip, count)
    }
    if let secondOutput = unsafe secondOutput {
      unsafe T._storeSome(O.secondOutput(I.self, elements, slopes), secondOutput + at, skip, count)
    }
  }

  /// The lane of the first of `count` elements in vectors that begin at a cache line of the first output that there is, or of
  /// x where there is none.
  @inlinable @inline(always)
  func firstLane<I: KernelInstructionSet, O: Access, S: StoreKind>(
    _: I.Type, _: O.Type, _: S.Type, at: Int, count: Int
  ) -> Int where O.Scalar == T.Compute {
    let written =
      unsafe O.isSecondOrder
      ? UnsafePointer(output ?? secondOutput) ?? x
      : O.writesOutput ? UnsafePointer(output.unsafelyUnwrapped) : x
    return unsafe S.firstLane(I.self, written + at, count: count)
  }
}
