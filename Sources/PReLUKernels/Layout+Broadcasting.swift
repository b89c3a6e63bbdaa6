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
    try broadcasting(slope: slope.span, to: dimensions.span)
  }

  /// The same of dimensions anywhere in memory. Calls from C make a layout each time: there is no array but where shared axes lie between
  /// others, and in what is thrown.
  package static func broadcasting(
    slope: Span<Int>, to dimensions: Span<Int>
  ) throws(PReLUError) -> Layout {
    guard dimensions.count <= maximumRank else { throw .tooManyDimensions(dimensions.count) }
    try checkSigns(dimensions)
    try checkSigns(slope)
    let count = try product(dimensions)
    let missing = dimensions.count - slope.count
    let isPossible =
      missing >= 0
      && slope.indices.allSatisfy { slope[$0] == 1 || slope[$0] == dimensions[missing + $0] }
    guard isPossible else { throw .notBroadcastable(slope: slope.array, to: dimensions.array) }
    guard count > 0 else {
      // Its slopes are there, and their gradients zero.
      return try Layout(outer: 0, channels: product(slope), inner: 1)
    }
    if let layout = reduced(dimensions, slope: slope, count: count) { return layout }
    return Layout(axes: joined(dimensions, slope: slope), count: count)
  }

  private static func checkSigns(_ sizes: Span<Int>) throws(PReLUError) {
    for index in sizes.indices where sizes[index] < 0 {
      throw .negativeDimension(name: "dimension", value: sizes[index])
    }
  }

  /// Whether slopes are shared along an axis: theirs is 1, or they lack it.
  @inline(always)
  private static func isShared(_ axis: Int, _ dimensions: Span<Int>, slope: Span<Int>) -> Bool {
    let missing = dimensions.count - slope.count
    return axis < missing || slope[axis - missing] == 1
  }

  /// Dimensions with elements as `[outer, channels, inner]`; `nil` where shared axes lie between others.
  private static func reduced(
    _ dimensions: Span<Int>, slope: Span<Int>, count: Int
  ) -> Layout? {
    var (outer, channels, inner) = (1, 1, 1)
    for index in dimensions.indices {
      if !isShared(index, dimensions, slope: slope) {
        guard inner == 1 else { return nil }
        channels *= dimensions[index]
      } else if channels == 1 {
        outer *= dimensions[index]
      } else {
        inner *= dimensions[index]
      }
    }
    // All elements share one slope where no axis is the slopes' own.
    if channels == 1 { (outer, inner) = (1, count) }
    return Layout(outer: outer, channels: channels, inner: inner, count: count, axes: nil)
  }

  /// The axes that have more than one place, neighbours of one kind joined.
  private static func joined(_ dimensions: Span<Int>, slope: Span<Int>) -> [Axis] {
    var axes: [Axis] = []
    for index in dimensions.indices where dimensions[index] > 1 {
      let isShared = isShared(index, dimensions, slope: slope)
      if axes.last?.isShared == isShared {
        axes[axes.count - 1].count *= dimensions[index]
      } else {
        axes.append(Axis(count: dimensions[index], isShared: isShared))
      }
    }
    return axes
  }

  /// Axes of alternating kinds, of which shared ones lie between others.
  private init(axes: [Axis], count: Int) {
    let (first, last) = (axes[0], axes[axes.count - 1])
    self.init(
      outer: first.isShared ? first.count : 1,
      channels: axes.reduce(1) { $1.isShared ? $0 : $0 * $1.count },
      inner: last.isShared ? last.count : 1, count: count, axes: axes)
  }

  private init(outer: Int, channels: Int, inner: Int, count: Int, axes: [Axis]?) {
    (self.outer, self.channels, self.inner) = (outer, channels, inner)
    (self.count, self.axes) = (count, axes)
  }
}
