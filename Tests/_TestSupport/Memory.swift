public import PReLUKernels

/// Numbers at an address of a test's choice, between two margins that nobody may write to.
public final class Memory<Scalar: StoredNumber> {
  private let whole: UnsafeMutableBufferPointer<Scalar>
  private let margin: Int

  /// The numbers.
  public let mutable: UnsafeMutableBufferPointer<Scalar>
  public var constant: UnsafeBufferPointer<Scalar> { UnsafeBufferPointer(mutable) }

  /// - Parameter offset: How many elements the first one stands behind a multiple of 64 bytes.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float16)
  @_specialize(where Scalar == BFloat16)
  public init(_ values: [Scalar], offset: Int = 0) {
    margin = 64 + offset
    whole = UnsafeMutableRawBufferPointer.allocate(
      byteCount: (margin + values.count + 64) * MemoryLayout<Scalar>.stride, alignment: 64
    ).bindMemory(to: Scalar.self)
    whole.initialize(repeating: Self.untouched)
    mutable = UnsafeMutableBufferPointer(
      rebasing: whole[margin..<margin + values.count])
    fill(values)
  }

  deinit { whole.deallocate() }

  /// A number that no kernel computes from the tests' inputs.
  public static var untouched: Scalar { -60_000.0 }

  /// Memory of `count` numbers that a kernel has not written to yet.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float16)
  @_specialize(where Scalar == BFloat16)
  public static func untouched(_ count: Int, offset: Int = 0) -> Memory {
    Memory([Scalar](repeating: untouched, count: count), offset: offset)
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float16)
  @_specialize(where Scalar == BFloat16)
  public func fill(_ values: [Scalar]) {
    precondition(values.count == mutable.count)
    _ = mutable.update(fromContentsOf: values)
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float16)
  @_specialize(where Scalar == BFloat16)
  public func fillUntouched() {
    mutable.update(repeating: Self.untouched)
  }

  /// Whether the margins are as they were made.
  public var marginsAreIntact: Bool {
    let end = margin + mutable.count
    return whole[..<margin].allSatisfy { $0 == Self.untouched }
      && whole[end...].allSatisfy { $0 == Self.untouched }
  }
}
