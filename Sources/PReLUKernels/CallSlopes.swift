internal import KernelCore

/// The slopes of a call, and the direction in which they change, in the type that they have in memory.
@safe struct CallSlopes<Slope: PReLUScalar>: @unchecked Sendable {
  let kernels: any KernelSet<Slope>.Type
  /// `nil` where no result depends on the slopes.
  let slope: UnsafePointer<Slope>?
  /// `nil` in calls of the first order.
  let v: UnsafePointer<Slope>?

  /// Whether slopes are of another type than kernels compute in.
  static var areConverted: Bool { Slope.self != Slope.Compute.self }

  /// The channels whose slopes are converted at a time, if they are: 8 KiB of Float, which stay in a first-level cache.
  private static var channelsTogether: Int { 2048 }

  /// Calls `body` with parts of `channels`, one after the other, and with their slopes in the type that kernels compute in. Where
  /// no result depends on them, they are any numbers.
  @inline(always)
  func convert(
    _ channels: Range<Int>, body: (Range<Int>, SlopePointers<Slope.Compute>) -> Void
  ) {
    if !Self.areConverted, let slope = unsafe slope {
      // In bounds: the call has slopes for all of its channels. The types are the same.
      let first = channels.lowerBound
      let slope = unsafe UnsafeRawPointer(slope + first)
        .assumingMemoryBound(to: Slope.Compute.self)
      let v = unsafe v.map {
        unsafe UnsafeRawPointer($0 + first).assumingMemoryBound(to: Slope.Compute.self)
      }
      unsafe body(channels, SlopePointers(slope: slope, v: v ?? slope))
      return
    }
    for first in stride(
      from: channels.lowerBound, to: channels.upperBound, by: Self.channelsTogether)
    {
      let part = first..<min(first + Self.channelsTogether, channels.upperBound)
      // In bounds, here and below: room for the part's slopes and for a vector behind them, twice if they have a direction.
      let room = part.count + 16
      unsafe withUnsafeTemporaryAllocation(
        of: Slope.Compute.self, capacity: unsafe v == nil ? room : 2 * room
      ) { scratch in
        let converted = unsafe scratch.baseAddress.unsafelyUnwrapped
        let direction = unsafe v == nil ? converted : converted + room
        unsafe convert(slope, part, to: converted)
        if let v = unsafe v { unsafe convert(v, part, to: direction) }
        unsafe body(part, SlopePointers(slope: converted, v: direction))
      }
    }
  }

  /// The room for `places` slopes, twice if they have a direction.
  func room(_ places: Int) -> Int { unsafe v == nil ? places : 2 * places }

  /// The slopes from the one of index `first` on where they stand, where results depend on them or on their direction; `nil` where none does, or
  /// where they are converted.
  func inPlace(from first: Int) -> SlopePointers<Slope.Compute>? {
    guard !Self.areConverted, let either = unsafe slope ?? v else { return nil }
    // In bounds: the call has slopes for all places. The types are the same.
    let slope = unsafe UnsafeRawPointer((slope ?? either) + first)
    let v = unsafe UnsafeRawPointer((v ?? either) + first)
    return unsafe SlopePointers(
      slope: slope.assumingMemoryBound(to: Slope.Compute.self),
      v: v.assumingMemoryBound(to: Slope.Compute.self))
  }

  /// The slopes of a row of places, the first of which is `first`, and which `axes` and their table say: laid out where there is `room` for
  /// them, unless they lie in their places already. Where `repeatsFirst`, the first ones stand behind them once more.
  func layOut(
    _ axes: UnsafeBufferPointer<SlopeAxis>, by table: PlaceTable?, from first: Int,
    into places: UnsafeMutablePointer<Slope.Compute>, room: Int, repeatsFirst: Bool
  ) -> SlopePointers<Slope.Compute> {
    // In bounds: the call has slopes for all places, and there is room for them, and for `placesBehind` behind them.
    if unsafe axes.isDense, let slopes = inPlace(from: first) { return slopes }
    let direction = unsafe v == nil ? places : places + room / 2
    if let slope = unsafe slope {
      unsafe kernels.layOut(axes, by: table, slope + first, into: places)
    } else {
      unsafe places.initialize(repeating: 0, count: v == nil ? room : room / 2)
    }
    if let v = unsafe v { unsafe kernels.layOut(axes, by: table, v + first, into: direction) }
    if repeatsFirst {
      let count = unsafe axes[0].count * axes[0].places
      unsafe repeatFirst(of: count, in: places)
      if unsafe v != nil { unsafe repeatFirst(of: count, in: direction) }
    }
    return unsafe SlopePointers(slope: places, v: direction)
  }

  /// Writes the first of `count` places, whole vectors, behind them once more.
  private func repeatFirst(of count: Int, in places: UnsafeMutablePointer<Slope.Compute>) {
    // In bounds: whole vectors, and room for `placesBehind` more.
    for place in stride(from: 0, to: placesBehind, by: 16) {
      unsafe (places + count + place).update(from: places + place, count: 16)
    }
  }

  /// Writes the gradients of the slopes of `channels`, each with one rounding: of the sums, or of the sums divided by the slopes.
  @inline(always)
  func finish(
    _ channels: Range<Int>, sums: UnsafeMutablePointer<Double>, isDivided: Bool,
    into gradients: UnsafeMutablePointer<Slope>, update: PReLU.GradientUpdate
  ) {
    // In bounds: the call has slopes and gradients for all of its channels.
    let first = channels.lowerBound
    unsafe kernels.finish(
      sums, count: channels.count, dividedBy: isDivided ? slope.map { unsafe $0 + first } : nil,
      into: gradients + first, accumulating: update == .accumulate)
  }

  private func convert(
    _ source: UnsafePointer<Slope>?, _ channels: Range<Int>,
    to converted: UnsafeMutablePointer<Slope.Compute>
  ) {
    guard let source = unsafe source else {
      unsafe converted.initialize(repeating: 0, count: channels.count)
      return
    }
    let axis = SlopeAxis(count: channels.count, isShared: false, slopes: 1, places: 1)
    unsafe withUnsafePointer(to: axis) { axis in
      unsafe kernels.layOut(
        UnsafeBufferPointer(start: axis, count: 1), by: nil, source + channels.lowerBound,
        into: converted)
    }
  }
}

extension UnsafeBufferPointer<SlopeAxis> {
  /// Whether slopes lie in their places.
  var isDense: Bool { unsafe count == 1 && !self[0].isShared }

  /// The slopes of all axes.
  var slopes: Int {
    guard let axis = unsafe first else { return 1 }
    return axis.isShared ? axis.slopes : axis.count * axis.slopes
  }
}
