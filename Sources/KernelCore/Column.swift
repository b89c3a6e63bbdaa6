/// Vectors of some rows, one below the other, which share their slopes and sums. All of them are loaded before the first is computed:
/// a load behind a store to an address with the same last twelve bits waits for it, and rows of 1,024 numbers have
/// such addresses. A column of a certain height is a type: `Above<Above<Ground<T>>>` has two vectors.
public protocol Column {
  associatedtype Scalar: ComputeScalar

  static var rows: Int { get }

  /// Goes through the elements of a block from index `from` to index `to` of each row, from row `row` on: by columns of this height, and
  /// what is left by lower ones.
  static func goThrough<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
    _: I.Type, _: O.Type, _: S.Type, _ block: Block, _ streams: Streams<T>, row: Int, from: Int,
    to: Int, slopes: SlopePointers<Scalar>, sums: UnsafeMutablePointer<Double>?
  ) where O.Scalar == Scalar, T.Compute == Scalar

  /// Loads the column's vectors, the first of which begins at index `at`, and each of the others `rowStride` behind the one before.
  static func load<I: KernelInstructionSet, O: Access, T: KernelScalar>(
    _: I.Type, _: O.Type, _ streams: Streams<T>, at: Int, rowStride: Int
  ) -> Self where O.Scalar == Scalar, T.Compute == Scalar

  /// Computes them in their order.
  func compute<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
    _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, at: Int, rowStride: Int,
    _ slopes: Slopes<Scalar>, sums: inout O.Sums
  ) where O.Scalar == Scalar, T.Compute == Scalar

  /// Adds their products in their order.
  func addProducts<I: KernelInstructionSet, O: Operation>(
    _: I.Type, _: O.Type, to sums: inout O.Sums
  ) where O.Scalar == Scalar
}

/// The column of no vectors.
public struct Ground<Scalar: ComputeScalar>: Column {
  @inlinable @inline(always)
  init() {}

  @inlinable @inline(always)
  public static var rows: Int { 0 }

  @inlinable @inline(always)
  public static func goThrough<
    I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar
  >(
    _: I.Type, _: O.Type, _: S.Type, _ block: Block, _ streams: Streams<T>, row: Int, from: Int,
    to: Int, slopes: SlopePointers<Scalar>, sums: UnsafeMutablePointer<Double>?
  ) where O.Scalar == Scalar, T.Compute == Scalar {}

  @inlinable @inline(always)
  public static func load<I: KernelInstructionSet, O: Access, T: KernelScalar>(
    _: I.Type, _: O.Type, _ streams: Streams<T>, at: Int, rowStride: Int
  ) -> Self where O.Scalar == Scalar, T.Compute == Scalar { Ground() }

  @inlinable @inline(always)
  public func compute<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
    _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, at: Int, rowStride: Int,
    _ slopes: Slopes<Scalar>, sums: inout O.Sums
  ) where O.Scalar == Scalar, T.Compute == Scalar {}

  @inlinable @inline(always)
  public func addProducts<I: KernelInstructionSet, O: Operation>(
    _: I.Type, _: O.Type, to sums: inout O.Sums
  ) where O.Scalar == Scalar {}
}

/// One vector, and the column below it.
public struct Above<Below: Column>: Column {
  public typealias Scalar = Below.Scalar

  @usableFromInline let elements: Elements<Scalar>
  @usableFromInline let below: Below

  @inlinable @inline(always)
  init(elements: Elements<Scalar>, below: Below) {
    self.elements = elements
    self.below = below
  }

  @inlinable @inline(always)
  public static var rows: Int { Below.rows &+ 1 }

  @inlinable @inline(always)
  public static func goThrough<
    I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar
  >(
    _: I.Type, _: O.Type, _: S.Type, _ block: Block, _ streams: Streams<T>, row: Int, from: Int,
    to: Int, slopes: SlopePointers<Scalar>, sums: UnsafeMutablePointer<Double>?
  ) where O.Scalar == Scalar, T.Compute == Scalar {
    // In bounds: rows of the block.
    var row = row
    if row == 0, rows <= block.rows, !block.addsToSums {
      unsafe goThroughColumn(
        I.self, O.self, S.self, Self.self, block, streams, row: 0, from: from, to: to,
        slopes: slopes, sums: sums, adding: false)
      row = rows
    }
    while row &+ rows <= block.rows {
      unsafe goThroughColumn(
        I.self, O.self, S.self, Self.self, block, streams, row: row, from: from, to: to,
        slopes: slopes, sums: sums, adding: true)
      row &+= rows
    }
    unsafe Below.goThrough(
      I.self, O.self, S.self, block, streams, row: row, from: from, to: to, slopes: slopes,
      sums: sums)
  }

  @inlinable @inline(always)
  public static func load<I: KernelInstructionSet, O: Access, T: KernelScalar>(
    _: I.Type, _: O.Type, _ streams: Streams<T>, at: Int, rowStride: Int
  ) -> Self where O.Scalar == Scalar, T.Compute == Scalar {
    Above(
      elements: streams.elements(I.self, O.self, at: at),
      below: .load(I.self, O.self, streams, at: at &+ rowStride, rowStride: rowStride))
  }

  @inlinable @inline(always)
  public func compute<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
    _: I.Type, _: O.Type, _: S.Type, _ streams: Streams<T>, at: Int, rowStride: Int,
    _ slopes: Slopes<Scalar>, sums: inout O.Sums
  ) where O.Scalar == Scalar, T.Compute == Scalar {
    streams.compute(I.self, O.self, S.self, elements, at: at, slopes, sums: &sums)
    below.compute(
      I.self, O.self, S.self, streams, at: at &+ rowStride, rowStride: rowStride, slopes,
      sums: &sums)
  }

  @inlinable @inline(always)
  public func addProducts<I: KernelInstructionSet, O: Operation>(
    _: I.Type, _: O.Type, to sums: inout O.Sums
  ) where O.Scalar == Scalar {
    sums.addProducts(I.self, x: elements.x, O.factors(I.self, elements))
    below.addProducts(I.self, O.self, to: &sums)
  }
}
