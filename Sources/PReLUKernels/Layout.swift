/// How the elements of a tensor share slopes.
///
/// Every dense row-major layout reduces to `[outer, channels, inner]`: element `(o, c, i)` stands at index
/// `(o * channels + c) * inner + i` and has slope `c`. The named constructors do the reduction, so that
/// the channel axis is said once, by name:
///
/// ```swift
/// let layout = try Layout.nchw(batch: 32, channels: 64, height: 56, width: 56)
/// ```
///
/// Dimensions may be zero. A negative one throws, and so do dimensions whose product, zeros left out,
/// is above `Int.max / 32`.
public struct Layout: Equatable, Hashable, Sendable {
  /// How many slopes a tensor has.
  public enum Slopes: Equatable, Hashable, Sendable {
    /// One for all elements.
    case shared
    /// One a channel.
    case perChannel
    /// One an element of a sample, the same for every sample of the batch.
    case perElement
  }

  /// The number of times that the sequence of slopes is gone through.
  public let outer: Int
  /// The number of slopes.
  public let channels: Int
  /// The number of contiguous elements that have the same slope.
  public let inner: Int

  /// The number of elements: `outer * channels * inner`, unless slopes are shared along axes that lie between those along which they
  /// are not (`broadcasting`).
  public let count: Int

  /// The axes of a layout that has shared ones in between, neighbours of one kind joined; `nil` where the reduced form says it all.
  let axes: [Axis]?

  /// Neighbouring axes of a tensor along which slopes are all shared, or all their own.
  struct Axis: Equatable, Hashable, Sendable {
    var count: Int
    var isShared: Bool
  }

  /// A layout given by its reduced form.
  public init(outer: Int, channels: Int, inner: Int) throws(PReLUError) {
    guard outer >= 0 else { throw .negativeDimension(name: "outer", value: outer) }
    guard channels >= 0 else { throw .negativeDimension(name: "channels", value: channels) }
    guard inner >= 0 else { throw .negativeDimension(name: "inner", value: inner) }
    // Without the arrays of the named constructors, because calls from C make a layout each time.
    let (rows, overflow) = max(1, outer).multipliedReportingOverflow(by: max(1, channels))
    let (product, overflowOfAll) = rows.multipliedReportingOverflow(by: max(1, inner))
    guard !overflow, !overflowOfAll, product <= Self.maximumCount else {
      throw .layoutTooLarge(dimensions: [outer, channels, inner])
    }
    (self.outer, self.channels, self.inner) = (outer, channels, inner)
    axes = nil
    count = outer == 0 || channels == 0 || inner == 0 ? 0 : product
  }

  /// Images, channels before pixels: `[batch, channels, height, width]`.
  public static func nchw(
    batch: Int, channels: Int, height: Int, width: Int, slopes: Slopes = .perChannel
  ) throws(PReLUError) -> Layout {
    try Layout(
      named: [("batch", batch), ("channels", channels), ("height", height), ("width", width)],
      channelAxis: 1, slopes: slopes)
  }

  /// Volumes, channels before voxels: `[batch, channels, depth, height, width]`.
  public static func ncdhw(
    batch: Int, channels: Int, depth: Int, height: Int, width: Int, slopes: Slopes = .perChannel
  ) throws(PReLUError) -> Layout {
    try Layout(
      named: [
        ("batch", batch), ("channels", channels), ("depth", depth), ("height", height),
        ("width", width),
      ],
      channelAxis: 1, slopes: slopes)
  }

  /// Images, channels last: `[batch, height, width, channels]`.
  public static func nhwc(
    batch: Int, height: Int, width: Int, channels: Int, slopes: Slopes = .perChannel
  ) throws(PReLUError) -> Layout {
    try Layout(
      named: [("batch", batch), ("height", height), ("width", width), ("channels", channels)],
      channelAxis: 3, slopes: slopes)
  }

  /// Vectors: `[batch, channels]`.
  public static func nc(
    batch: Int, channels: Int, slopes: Slopes = .perChannel
  ) throws(PReLUError) -> Layout {
    try Layout(
      named: [("batch", batch), ("channels", channels)], channelAxis: 1, slopes: slopes)
  }

  /// Sequences, channels before time: `[batch, channels, length]`.
  public static func ncl(
    batch: Int, channels: Int, length: Int, slopes: Slopes = .perChannel
  ) throws(PReLUError) -> Layout {
    try Layout(
      named: [("batch", batch), ("channels", channels), ("length", length)], channelAxis: 1,
      slopes: slopes)
  }

  /// Any tensor of `count` elements with one slope for all.
  public static func shared(count: Int) throws(PReLUError) -> Layout {
    try Layout(named: [("count", count)], channelAxis: 0, slopes: .shared)
  }
}

extension Layout {
  /// Reduces `dimensions`, the first of which is the batch, to `[outer, channels, inner]`.
  private init(
    named dimensions: [(name: String, size: Int)], channelAxis: Int, slopes: Slopes
  ) throws(PReLUError) {
    for (name, size) in dimensions where size < 0 {
      throw .negativeDimension(name: name, value: size)
    }
    let sizes = dimensions.map(\.size)
    let count = try Self.product(sizes.span)
    switch slopes {
    case .shared:
      (outer, channels, inner) = (1, 1, count)
    case .perChannel:
      outer = try Self.product(sizes.span.extracting(..<channelAxis))
      channels = sizes[channelAxis]
      inner = try Self.product(sizes.span.extracting((channelAxis + 1)...))
    case .perElement:
      outer = sizes[0]
      channels = try Self.product(sizes.span.extracting(1...))
      inner = 1
    }
    self.count = count
    axes = nil
  }

  /// Room for the bytes of three buffers of Double, and for a block's worth of elements on top.
  static let maximumCount = Int.max / 32

  /// The product of `sizes`, which is thrown at where it is too large, zeros left out.
  static func product(_ sizes: Span<Int>) throws(PReLUError) -> Int {
    var product = 1
    var hasZero = false
    for index in sizes.indices {
      guard sizes[index] > 0 else {
        hasZero = true
        continue
      }
      let (value, overflow) = product.multipliedReportingOverflow(by: sizes[index])
      guard !overflow, value <= maximumCount else { throw .layoutTooLarge(dimensions: sizes.array) }
      product = value
    }
    return hasZero ? 0 : product
  }
}

extension Span<Int> {
  /// For what is thrown.
  var array: [Int] { indices.map { self[$0] } }
}
