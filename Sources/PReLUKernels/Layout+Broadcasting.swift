extension Layout {
  /// The most axes that a tensor may have whose slopes are broadcast.
  public static let maximumRank = 8

  /// A tensor of any `dimensions`, whose slopes are broadcast to it: along each axis there is either one for all of its places or one for
  /// each.
  ///
  /// ```swift
  /// let layout = try Layout.broadcasting(slope: [7, 1, 3, 1], to: [2, 7, 5, 3, 2])
  /// ```
  ///
  /// Slopes lie dense and row-major. Their axes are the tensor's last ones; those that they lack are shared. This is ONNX's unidirectional
  /// broadcasting (PRelu, opset 7 to 16), and oneDNN's with the missing axes left out.
  ///
  /// Wherever the axes allow it the layout reduces to `[outer, channels, inner]`, and costs what such a layout costs. Where shared axes lie
  /// between others, slopes are laid out for up to 8,192 elements at a time, each in the place of its element, in scratch memory of at most 66 KiB a
  /// thread, 131 KiB in calls of the second order, in the place of what functions say of theirs.
  ///
  /// - Throws: `PReLUError.tooManyDimensions` for more than `maximumRank` axes, `.negativeDimension`, `.layoutTooLarge` where the product
  ///   of the dimensions, zeros left out, is above `Int.max / 32`, `.notBroadcastable` where the slopes have more axes than the tensor, or
  ///   an axis that is neither 1 nor the tensor's.
  public static func broadcasting(
    slope: [Int], to dimensions: [Int]
  ) throws(PReLUError) -> Layout {
    guard dimensions.count <= maximumRank else { throw .tooManyDimensions(dimensions.count) }
    if let size = (dimensions + slope).first(where: { $0 < 0 }) {
      throw .negativeDimension(name: "dimension", value: size)
    }
    let count = try product(dimensions[...], of: dimensions)
    let missing = dimensions.count - slope.count
    guard missing >= 0 else { throw .notBroadcastable(slope: slope, to: dimensions) }
    let slope = [Int](repeating: 1, count: missing) + slope
    for (size, own) in zip(dimensions, slope) where own != 1 && own != size {
      throw .notBroadcastable(slope: Array(slope[missing...]), to: dimensions)
    }
    guard count > 0 else {
      // Its slopes are there, and their gradients zero.
      return try Layout(outer: 0, channels: product(slope[...], of: slope), inner: 1)
    }
    return Layout(axes: joined(dimensions, slope: slope), count: count)
  }

  /// The axes that have more than one place, neighbours of one kind joined.
  private static func joined(_ dimensions: [Int], slope: [Int]) -> [Axis] {
    var axes: [Axis] = []
    for (size, own) in zip(dimensions, slope) where size > 1 {
      let isShared = own == 1
      if axes.last?.isShared == isShared {
        axes[axes.count - 1].count *= size
      } else {
        axes.append(Axis(count: size, isShared: isShared))
      }
    }
    return axes
  }

  /// Reduces axes of alternating kinds.
  private init(axes: [Axis], count: Int) {
    let own = axes.filter { !$0.isShared }.count
    let isReduced = own <= 1
    let first = axes.first.map { $0.isShared ? $0.count : 1 } ?? 1
    let last = axes.last.map { $0.isShared ? $0.count : 1 } ?? 1
    self.count = count
    self.axes = isReduced ? nil : axes
    channels = axes.reduce(1) { $1.isShared ? $0 : $0 * $1.count }
    // All elements share one slope where no axis is the slopes' own.
    (outer, inner) = own == 0 ? (1, count) : (first, last)
  }
}
