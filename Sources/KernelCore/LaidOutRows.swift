public import CKernelSupport

// Rows whose slopes are shared along axes that lie between others, laid out part by part.

/// The places of a row: where their slopes stand, and what becomes of the sums.
@safe public struct LaidOutRow {
  /// The outermost first, along which slopes are their own.
  public let axes: UnsafeBufferPointer<SlopeAxis>
  /// What may say of the axes once more where slopes stand.
  public let table: PlaceTable?
  /// The slopes' gradients, of the type that kernels compute in, which are written as `KernelSet.finish` does; or `nil` where there are
  /// none, or where the sums are wanted themselves.
  public let gradients: UnsafeMutableRawPointer?
  public let isDivided: Bool
  public let accumulates: Bool

  @inlinable
  public init(
    axes: UnsafeBufferPointer<SlopeAxis>, table: PlaceTable?, gradients: UnsafeMutableRawPointer?,
    isDivided: Bool, accumulates: Bool
  ) {
    unsafe self.axes = axes
    self.table = table
    unsafe self.gradients = gradients
    self.isDivided = isDivided
    self.accumulates = accumulates
  }
}

/// Where a `LaidOutRow` stands, during a call of a kernel.
@safe public struct LaidOutRowPointer: Equatable, @unchecked Sendable {
  @usableFromInline let row: UnsafePointer<LaidOutRow>

  @inlinable
  public init(_ row: UnsafePointer<LaidOutRow>) { unsafe self.row = row }

  @inlinable
  public static func == (a: Self, b: Self) -> Bool { unsafe a.row == b.row }
}

/// The places of a part, about, and the most where parts cannot begin at cache lines.
///
/// Measured on Zen 4, two threads, backward in Float: 300,000 times 15 places of 3 slopes past the caches, parts of 128 and 512 places take 1.0
/// to 1.05 times as long, of 960 1.2 times; three rows of 64 slopes that come three times, in the third-level cache, parts of 512 1.05 times,
/// of 1,024 1.3 times.
@inlinable @inline(always)
var placesOfPart: Int { 256 }
@inlinable @inline(always)
var mostPlacesOfPart: Int { 1024 }

/// Lays out the slopes of a part of a row, goes through it in all rows and adds up the sums of its places, before it comes to the part behind
/// it: nothing but going through it takes as long as memory takes to answer, so that what the processor has asked for ahead keeps memory busy
/// meanwhile.
///
/// A slope has all of its places in one part. Where there are no gradients, there is a sum for each slope of the row, and room for seven behind
/// them.
@inlinable @inline(never)
func goThroughLaidOutRows<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, _ row: LaidOutRow, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  let axis = unsafe row.axes[0]
  let lane = streams.firstLane(I.self, O.self, S.self, at: 0, count: block.rowLength)
  let next = streams.firstLane(I.self, O.self, S.self, at: block.rowStride, count: block.rowLength)
  // Stores through the caches may begin anywhere.
  let parts = PartSteps(
    of: axis.count, places: axis.places,
    lane: !S.passCaches ? 0 : block.rows == 1 || next == lane ? lane : nil)
  let room = PartRoom(I.self, O.self, row, steps: parts.most)
  // In bounds: scratch memory has what a part takes.
  unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: room.doubles) { scratch in
    let memory = unsafe PartMemory<O.Scalar>(row, room, in: scratch.atCacheLine)
    unsafe goThroughParts(
      I.self, O.self, S.self, block, row, parts, memory, streams, slopes: slopes, sums: sums)
  }
}

@inlinable @inline(never)
func goThroughParts<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ block: Block, _ row: LaidOutRow, _ parts: PartSteps,
  _ memory: PartMemory<O.Scalar>, _ streams: Streams<T>, slopes: SlopePointers<O.Scalar>,
  sums: UnsafeMutablePointer<Double>?
) where T.Compute == O.Scalar {
  // In bounds: the block's elements and slopes.
  let axis = unsafe row.axes[0]
  var first = 0
  var steps = parts.first
  while first < axis.count {
    steps = min(steps, axis.count &- first)
    unsafe memory.axes[0] = SlopeAxis(
      count: steps, isShared: false, slopes: axis.slopes, places: axis.places)
    let slope = first &* axis.slopes
    var part = block
    part.channels = steps &* axis.places
    goThroughPart(
      I.self, O.self, S.self, part, memory, row.table, streams.from(first &* axis.places),
      slopes: slopes.from(slope), slopesLeft: axis.count &* axis.slopes &- slope)
    if O.Sums.areKept {
      unsafe foldPart(I.self, O.self, row, memory, slopes, at: slope, to: sums.unsafelyUnwrapped)
    }
    first &+= steps
    steps = parts.most
  }
}

/// How many steps of a row's outermost axis a part has: whole vectors that begin at cache lines, if that can be.
@usableFromInline
struct PartSteps {
  /// What the first part has, so that the others begin at cache lines.
  @usableFromInline let first: Int
  /// What the others have.
  @usableFromInline let most: Int

  /// Of `count` steps. `lane` is that of the first place of all rows, or `nil` where they have not the same.
  @inlinable @inline(always)
  init(of count: Int, places: Int, lane: Int?) {
    // Steps of an odd number of places are whole vectors sixteen by sixteen, those of twice that eight by eight.
    let whole = max(1, lanes / (places & -places))
    var ahead = 0
    while ahead < whole, ((lane ?? 0) &+ ahead &* places) % lanes != 0 { ahead &+= 1 }
    let fits = whole &* places <= mostPlacesOfPart
    let isAligned = fits && lane != nil && ahead < whole
    let wanted = (isAligned ? placesOfPart : mostPlacesOfPart) / places
    most = min(count, fits ? max(whole, wanted / whole &* whole) : max(1, wanted))
    // Fewer than `whole`, and so than `most`, or than all.
    first = isAligned && ahead > 0 ? ahead : most
  }
}

/// The bytes of what a part takes, for at most so many steps of the outermost axis and a vector behind them: whole cache lines.
@usableFromInline
struct PartRoom {
  @usableFromInline let places: Int
  @usableFromInline let sums: Int
  @usableFromInline let slopes: Int
  @usableFromInline let directions: Int
  @usableFromInline let axes: Int

  @inlinable @inline(always)
  init<I: KernelInstructionSet, O: Operation>(
    _: I.Type, _: O.Type, _ row: LaidOutRow, steps: Int
  ) {
    let axis = unsafe row.axes[0]
    let room = wholeVectors(steps &* axis.places) &+ lanes
    places = O.Sums.areKept ? room &* MemoryLayout<Double>.stride : 0
    sums =
      O.Sums.areKept
      ? (wholeVectors(steps &* axis.slopes) &+ lanes) &* MemoryLayout<Double>.stride : 0
    slopes = room &* MemoryLayout<O.Scalar>.stride
    directions = O.isSecondOrder ? slopes : 0
    axes = unsafe row.axes.count &* MemoryLayout<SlopeAxis>.stride
  }

  /// What all take, wherever memory begins.
  @inlinable @inline(always)
  var doubles: Int {
    (places &+ sums &+ slopes &+ directions &+ axes) / MemoryLayout<Double>.stride &+ sumsBeforeLine
  }
}

/// The memory of a part: its axes, its slopes and directions, each in its place, sums likewise, and the sums of its slopes.
@safe @usableFromInline struct PartMemory<T: ComputeScalar> {
  @usableFromInline let axes: UnsafeMutableBufferPointer<SlopeAxis>
  @usableFromInline let slope: UnsafeMutablePointer<T>
  /// The slopes where an operation is not of the second order.
  @usableFromInline let v: UnsafeMutablePointer<T>
  /// Of no meaning to an operation that has no sums.
  @usableFromInline let places: UnsafeMutablePointer<Double>
  @usableFromInline let sums: UnsafeMutablePointer<Double>

  @inlinable @inline(always)
  init(_ row: LaidOutRow, _ room: PartRoom, in memory: UnsafeMutablePointer<Double>) {
    // In bounds: one behind the other, the first at a cache line.
    let first = UnsafeMutableRawPointer(memory)
    let second = unsafe first + room.places
    let third = unsafe second + room.sums
    let fourth = unsafe third + room.slopes
    let count = unsafe row.axes.count
    unsafe places = first.assumingMemoryBound(to: Double.self)
    unsafe sums = second.assumingMemoryBound(to: Double.self)
    unsafe slope = third.assumingMemoryBound(to: T.self)
    unsafe v = room.directions == 0 ? slope : fourth.assumingMemoryBound(to: T.self)
    unsafe axes = UnsafeMutableBufferPointer(
      start: (fourth + room.directions).assumingMemoryBound(to: SlopeAxis.self), count: count)
    for index in 0..<count { unsafe axes[index] = row.axes[index] }
    // Sums behind the last place are read, and are of no meaning.
    unsafe places.initialize(repeating: 0, count: room.places / MemoryLayout<Double>.stride)
  }
}

/// The lanes of the vectors that `count` numbers take.
@inlinable @inline(always)
func wholeVectors(_ count: Int) -> Int { (count &+ lanes &- 1) & ~(lanes &- 1) }

/// Goes through the rows of a part; the sums of its places are overwritten. `slopesLeft` are there from its first one on.
@inlinable @inline(always)
func goThroughPart<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ part: Block, _ memory: PartMemory<O.Scalar>,
  _ table: PlaceTable?, _ streams: Streams<T>, slopes: SlopePointers<O.Scalar>, slopesLeft: Int
) where T.Compute == O.Scalar {
  // In bounds: the places and slopes of the part's axes, and no more than are left.
  let axes = unsafe UnsafeBufferPointer(memory.axes)
  let count = part.rowLength
  if prelu_permutes() != 0, let table, table.axes == axes.count,
    table.isOfWholePeriods(count, slopesLeft: slopesLeft),
    streams.firstLane(I.self, O.self, S.self, at: 0, count: count) == 0,
    part.rows == 1
      || streams.firstLane(I.self, O.self, S.self, at: part.rowStride, count: count) == 0
  {
    for row in 0..<part.rows {
      unsafe goThroughPeriods(
        I.self, O.self, S.self, table, count: count, streams.from(row &* part.rowStride),
        slopes: slopes, sums: memory.places, adding: row > 0)
    }
    return
  }
  // Without an output no slope is of any meaning, and there may be none.
  if O.writesOutput { unsafe layOut(I.self, axes, by: table, slopes.slope, into: memory.slope) }
  if O.isSecondOrder { unsafe layOut(I.self, axes, by: table, slopes.v, into: memory.v) }
  unsafe goThroughRows(
    I.self, O.self, S.self, part, streams,
    slopes: SlopePointers(slope: memory.slope, v: memory.v), sums: memory.places)
}

/// Goes through whole periods of a table, whose slopes go from where they stand to their places in registers. Sums are overwritten where not
/// `adding`.
@inlinable @inline(always)
func goThroughPeriods<I: KernelInstructionSet, O: Operation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _: O.Type, _: S.Type, _ table: PlaceTable, count: Int, _ streams: Streams<T>,
  slopes: SlopePointers<O.Scalar>, sums: UnsafeMutablePointer<Double>?, adding: Bool
) where T.Compute == O.Scalar {
  // In bounds: the elements and their sums; and a whole vector of slopes from the first of each of the table's vectors on.
  var (at, period) = (0, 0)
  while at < count {
    for vector in 0..<table.vectors {
      let slopes =
        unsafe O.writesOutput
        ? slopes.load(
          I.self, O.self, at: period &+ Int(table.firsts[vector]),
          permutedBy: table.lanes + vector &* lanes)
        : Slopes(repeating: 0)
      var total = adding ? unsafe O.Sums.load(I.self, sums, at: at) : .none
      streams.compute(I.self, O.self, S.self, at: at, slopes, sums: &total)
      unsafe total.store(I.self, sums, at: at)
      at &+= lanes
    }
    period &+= table.slopes
  }
}

/// Adds up the sums of a part's places, whose first slope has index `slope` in the row, and rounds them to gradients if there are any.
@inlinable @inline(always)
func foldPart<I: KernelInstructionSet, O: Operation>(
  _: I.Type, _: O.Type, _ row: LaidOutRow, _ memory: PartMemory<O.Scalar>,
  _ slopes: SlopePointers<O.Scalar>, at slope: Int, to sums: UnsafeMutablePointer<Double>
) {
  // In bounds: the part's places and slopes, the row's sums or gradients.
  let axes = unsafe UnsafeBufferPointer(memory.axes)
  guard let gradients = unsafe row.gradients else {
    unsafe foldPlaces(I.self, axes, memory.places, into: sums + slope)
    return
  }
  unsafe foldPlaces(I.self, axes, memory.places, into: memory.sums)
  unsafe finish(
    I.self, memory.sums, count: axes[0].count &* axes[0].slopes,
    dividedBy: row.isDivided ? slopes.slope + slope : nil,
    into: gradients.assumingMemoryBound(to: O.Scalar.self) + slope, accumulating: row.accumulates)
}
