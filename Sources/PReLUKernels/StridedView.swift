/// Where the elements of a tensor stand in a bigger one: a slice of it that need not be copied.
///
/// The element at `[i, j, …, k]` stands at index `offset + i * strides[0] + j * strides[1] + … + k`. Neighbours along the innermost axis are
/// neighbours in memory; the other axes may have any strides, negative ones and 0 among them.
///
/// ```swift
/// // Channels 16 to 31 of a batch of images.
/// let view = try StridedView.slice(
///   of: [32, 64, 56, 56], ranges: [0..<32, 16..<32, 0..<56, 0..<56])
/// ```
///
/// Strides and the offset are counted in elements.
public struct StridedView: Equatable, Hashable, Sendable {
  /// The number of elements.
  public let count: Int

  /// The indices of the first element and of the last that the view reaches; `nil` where it has no elements.
  public let reach: ClosedRange<Int>?

  /// The index of element `[0, 0, …, 0]`.
  let offset: Int

  /// The axes that have more than one place, neighbours joined where one goes on from the other.
  let axes: [Axis]

  struct Axis: Equatable, Hashable, Sendable {
    var count: Int
    var stride: Int
  }

  /// A view of any strides.
  ///
  /// A dimension may be zero: there are no elements then, and the strides have no meaning.
  ///
  /// - Throws: `PReLUError.tooManyDimensions` for more than `Layout.maximumRank` axes, `.rankMismatch` where there are not as many
  ///   strides as dimensions, `.negativeViewDimension`, `.viewTooLarge` where the product of the dimensions, zeros left out, is above
  ///   `Int.max / 32`, `.innerAxisNotDense` where the last axis has more than one place and a stride other than 1, `.viewTooFar` where
  ///   an index is below `Int.min / 32` or above `Int.max / 32`.
  public init(dimensions: [Int], strides: [Int], offset: Int = 0) throws(PReLUError) {
    guard dimensions.count <= Layout.maximumRank else {
      throw .tooManyDimensions(dimensions.count)
    }
    guard strides.count == dimensions.count else {
      throw .rankMismatch(dimensions: dimensions.count, strides: strides.count)
    }
    count = try Self.count(dimensions)
    if count > 0, let size = dimensions.last, size > 1, let stride = strides.last, stride != 1 {
      throw .innerAxisNotDense(stride: stride)
    }
    self.offset = offset
    reach = count > 0 ? try Self.reach(dimensions, strides, offset) : nil
    axes = count > 0 ? Self.joined(dimensions, strides) : []
  }

  /// The part of a dense row-major tensor of `dimensions` that lies in `ranges`, one an axis.
  ///
  /// - Throws: `PReLUError.rankMismatch` where there are not as many ranges as dimensions, `.sliceOutOfBounds` where a range goes beyond its
  ///   dimension, `.viewTooLarge` where the tensor is too large, and what `init` throws.
  public static func slice(
    of dimensions: [Int], ranges: [Range<Int>]
  ) throws(PReLUError) -> StridedView {
    guard ranges.count == dimensions.count else {
      throw .rankMismatch(dimensions: dimensions.count, strides: ranges.count)
    }
    // So that no stride overflows.
    _ = try count(dimensions)
    var strides = [Int](repeating: 1, count: dimensions.count)
    var (stride, offset) = (1, 0)
    for axis in dimensions.indices.reversed() {
      let range = ranges[axis]
      guard range.lowerBound >= 0, range.upperBound <= dimensions[axis] else {
        throw .sliceOutOfBounds(axis: axis, range: range, dimension: dimensions[axis])
      }
      strides[axis] = stride
      offset += range.lowerBound * stride
      stride *= max(1, dimensions[axis])
    }
    return try StridedView(dimensions: ranges.map(\.count), strides: strides, offset: offset)
  }

  /// A tensor of `count` elements that is dense from its buffer's first element on.
  init(dense count: Int) {
    self.count = count
    reach = count > 0 ? 0...count - 1 : nil
    offset = 0
    axes = count > 1 ? [Axis(count: count, stride: 1)] : []
  }
}

extension StridedView {
  /// The number of elements of a tensor that a view has, or lies in.
  private static func count(_ dimensions: [Int]) throws(PReLUError) -> Int {
    if let axis = dimensions.firstIndex(where: { $0 < 0 }) {
      throw .negativeViewDimension(axis: axis, value: dimensions[axis])
    }
    do throws(PReLUError) {
      return try Layout.product(dimensions.span)
    } catch {
      // What layouts throw, by the name that it has here.
      throw .viewTooLarge(dimensions: dimensions)
    }
  }

  private static func reach(
    _ dimensions: [Int], _ strides: [Int], _ offset: Int
  ) throws(PReLUError) -> ClosedRange<Int> {
    let limit = Layout.maximumCount
    var (lowest, highest) = (offset, offset)
    guard offset.magnitude <= UInt(limit) else { throw .viewTooFar }
    for (size, stride) in zip(dimensions, strides) {
      let (length, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
      guard !overflow, length.magnitude <= UInt(limit) else { throw .viewTooFar }
      if length < 0 { lowest += length } else { highest += length }
      guard lowest >= -limit, highest <= limit else { throw .viewTooFar }
    }
    return lowest...highest
  }

  private static func joined(_ dimensions: [Int], _ strides: [Int]) -> [Axis] {
    var axes: [Axis] = []
    for (size, stride) in zip(dimensions, strides) where size > 1 {
      if let outer = axes.last, outer.stride == size * stride {
        axes[axes.count - 1] = Axis(count: outer.count * size, stride: stride)
      } else {
        axes.append(Axis(count: size, stride: stride))
      }
    }
    return axes
  }
}
