internal import KernelCore

/// How a call is cut into blocks whose slopes are shared along axes that lie between others.
///
/// What a kernel goes through at once is a *unit*: rows of places, each of which has a slope (or a run of elements that share it). The
/// innermost axes, as many as there is room for, are the places of a row; along some of them slopes come again. The next shared axis
/// makes rows. Of what is left of these axes and of those outside, the *own* ones lead to units with other slopes, the *shared* ones
/// to units with the same. A block has units of the same slopes, whose places it lays out once and whose sums it adds up, and in the end those of the
/// places of a slope; and it has units of other slopes that lie between these, in the order of memory.
///
/// Like `Plan`, a function of the layout and of whether sums are left, so that sums are formed in the same order whatever the number of
/// threads and the instruction set.
struct BroadcastPlan {
  /// An axis from unit to unit.
  struct Lead {
    let count: Int
    /// The elements, and the slopes, of one step.
    let stride: Int
    let slopes: Int
    /// What a step has of the unit's rows, places or elements, and what all have.
    let step: Int
    let whole: Int
    let kind: Kind

    enum Kind { case outside, rows, places, elements }

    static let none = Lead(count: 1, stride: 0, slopes: 0, step: 1, whole: 1, kind: .outside)
  }

  let count: Int
  let slopes: Int
  /// The elements of a run.
  private(set) var length = 1
  /// Where a place has its slope.
  private(set) var row = ShortList(
    filler: SlopeAxis(count: 1, isShared: true, slopes: 1, places: 1))
  private(set) var rows = 1
  private(set) var rowStride = 0
  /// The places of short rows that follow each other, of which `row` has as many as are whole vectors; 0 where rows are not short.
  private(set) var shortRow = 0
  /// The innermost first.
  private(set) var own = ShortList(filler: Lead.none)
  private(set) var shared = ShortList(filler: Lead.none)

  private(set) var unitsPerBlock = 1
  private(set) var segments = 1
  private(set) var ownsPerBlock = 1
  /// How many of these a block goes through before it comes to the next shared unit.
  private(set) var ownsTogether = 1

  /// The most places of a row: 8 KiB of Double sums, and half as much of Float slopes, which leave room in a first-level cache for what goes
  /// through it.
  static let mostPlaces = 1024

  /// The fewest elements of a unit of short rows, which repay calling a kernel.
  static let leastOfShortRows = 512

  /// The neighbouring elements that a block has of each of its shared units, if it can.
  static let wantedStretch = 8192

  /// The most places whose slopes and sums a block keeps from one shared unit to the next.
  static let mostPlacesKept = 2048

  /// The elements of a place in a block that repay laying out its slope and adding up its sum, if it has as many.
  ///
  /// Measured on Zen 4, backward in Float: 7 times 56 rows of 60, which come 200 times, take 0.9 of the time of blocks that have 14 elements of
  /// each place, and with 64 of them 0.87.
  static let wantedOfPlace = 32

  /// The fewest blocks that are left to be handed out where this makes them larger.
  static let leastLargerBlocks = 64

  /// The most places of a row that come again in few rows, where there are no sums: stretches of memory in which the processor's own
  /// prefetching comes up to speed.
  static let mostPlacesWithoutSums = Plan.longestRowWithoutSums

  /// The most places of a row that a kernel lays out whose slopes are converted, at most half as many, and whose sums it leaves.
  static let mostConvertedPlaces = 4096

  /// The shortest runs that are gone through as such. Each element of a shorter one is a place.
  static let shortestRun = 16

  /// The most rows of the same slopes that a kernel lays out part by part: some memory of each of them in turns.
  static let mostLaidOutRows = 8

  /// Whether a kernel lays out slopes, and adds up the sums of their places, part by part: of few rows, whose slopes no other unit has.
  var isLaidOutByKernel: Bool {
    units == 1 && rows <= Self.mostLaidOutRows && shortRow == 0 && length == 1 && row.count > 1
      && !row[0].isShared
  }

  /// Whether slopes are laid out, each in the places of its elements.
  var laysOutSlopes: Bool { length == 1 && (row.count != 1 || row[0].isShared) }

  /// The number of combinations of the own leads' steps, and of the shared ones'.
  private(set) var owns = 1
  private(set) var units = 1
  var blocks: Int { owns.dividedRoundingUp(by: ownsPerBlock) * segments }
  /// The number of partial sums to be folded; 0 where every block has whole sums.
  var partials: Int { segments > 1 ? segments * slopes : 0 }

  /// - Parameter convertsSlopes: Whether slopes are of another type than kernels compute in.
  init(_ axes: [Layout.Axis], leavesSums: Bool, convertsSlopes: Bool) {
    count = axes.reduce(1) { $0 * $1.count }
    slopes = axes.reduce(1) { $1.isShared ? $0 : $0 * $1.count }
    var left = AxesLeft(axes: axes[...])
    takeRun(from: &left)
    takePlaces(from: &left, leavesSums: leavesSums, convertsSlopes: convertsSlopes)
    takeRows(from: &left)
    while let axis = left.axes.last {
      let lead = Lead(
        count: axis.count, stride: left.elements, slopes: axis.isShared ? 0 : left.slopes, step: 1,
        whole: axis.count, kind: .outside)
      if axis.isShared { shared.append(lead) } else { own.append(lead) }
      left.takeLast()
    }
    for index in own.indices { owns *= own[index].count }
    for index in shared.indices { units *= shared[index].count }
    cut(leavesSums: leavesSums)
  }
}

/// The axes that are not yet gone through, and what lies inside of them.
private struct AxesLeft {
  var axes: ArraySlice<Layout.Axis>
  var elements = 1
  var slopes = 1

  mutating func takeLast() {
    guard let axis = axes.last else { return }
    // To remove it would copy what the layout keeps.
    axes = axes.dropLast()
    elements *= axis.count
    if !axis.isShared { slopes *= axis.count }
  }
}

extension BroadcastPlan {
  private mutating func takeRun(from left: inout AxesLeft) {
    guard let run = left.axes.last, run.isShared, run.count >= Self.shortestRun else { return }
    length = min(run.count, Plan.blockElements)
    shared.append(
      Lead(
        count: run.count.dividedRoundingUp(by: length), stride: length, slopes: 0, step: length,
        whole: run.count, kind: .elements))
    left.takeLast()
  }

  private mutating func takePlaces(
    from left: inout AxesLeft, leavesSums: Bool, convertsSlopes: Bool
  ) {
    // A run that is cut has no neighbours in its unit.
    let most = left.elements > length ? 1 : Plan.blockElements / length
    while let axis = left.axes.last, row.places * axis.count <= min(Self.mostPlaces, most),
      !makesShortRows(axis, left)
    {
      row.prepend(
        SlopeAxis(
          count: axis.count, isShared: axis.isShared, slopes: left.slopes, places: row.places))
      left.takeLast()
    }
    guard let axis = left.axes.last, !axis.isShared else { return }
    let mostPlaces =
      mostLaidOutPlaces(left, convertsSlopes: convertsSlopes)
      ?? min(most, Self.mostPlaces(left.axes.dropLast().last, leavesSums: leavesSums))
    guard mostPlaces >= 2 * row.places else { return }
    let step = Self.step(of: axis, of: row.places, mostPlaces: mostPlaces)
    own.append(
      Lead(
        count: axis.count.dividedRoundingUp(by: step), stride: step * left.elements,
        slopes: step * left.slopes, step: step, whole: axis.count, kind: .places))
    row.prepend(
      SlopeAxis(count: step, isShared: false, slopes: left.slopes, places: row.places))
    left.takeLast()
  }

  /// The most places of a row that is cut, if a kernel lays it out.
  private func mostLaidOutPlaces(_ left: AxesLeft, convertsSlopes: Bool) -> Int? {
    // Shared axes and own ones alternate: the second from outside of three is shared, and no other.
    guard length == 1, row.count > 0, left.axes.count <= 3 else { return nil }
    let rows = left.axes.dropLast().last?.count ?? 1
    guard rows <= Self.mostLaidOutRows else { return nil }
    return convertsSlopes ? Self.mostConvertedPlaces : Plan.blockElements / rows
  }

  /// The most places of a row that is cut, and comes again along the shared axis outside, if there is one.
  private static func mostPlaces(_ outside: Layout.Axis?, leavesSums: Bool) -> Int {
    guard !leavesSums, let outside else { return mostPlaces }
    return max(mostPlaces, min(mostPlacesWithoutSums, Plan.blockElements / outside.count))
  }

  /// The steps of an axis that a row has: about the same in every row, and whole vectors.
  private static func step(of axis: Layout.Axis, of places: Int, mostPlaces: Int) -> Int {
    let most = mostPlaces / places
    let rows = axis.count.dividedRoundingUp(by: most)
    let step = axis.count.dividedRoundingUp(by: rows)
    let whole = step.roundedUp(toMultipleOf: 16 / places.greatestCommonDivisor(16))
    // No longer than the axis: units are as long as the plan's row where they are not told otherwise.
    return whole <= min(most, axis.count) ? whole : step
  }

  /// Whether the row comes again and again along an axis, with nothing in between, and so often that its slopes and sums repay being kept
  /// for whole vectors.
  private func makesShortRows(_ axis: Layout.Axis, _ left: AxesLeft) -> Bool {
    let rowsOfVectors = 16 / row.places.greatestCommonDivisor(16)
    return axis.isShared && length == 1 && row.count > 0 && left.elements == row.places
      && rowsOfVectors * row.places <= Plan.longestPeriod
      && axis.count >= Plan.leastCycles * rowsOfVectors
      && axis.count * row.places >= Self.leastOfShortRows
  }

  private mutating func takeRows(from left: inout AxesLeft) {
    let places = row.places
    var mostRows = Plan.blockElements / (places * length)
    guard let axis = left.axes.last, axis.isShared, mostRows > 1 else { return }
    if makesShortRows(axis, left) {
      let rowsOfVectors = 16 / places.greatestCommonDivisor(16)
      shortRow = places
      row.prepend(
        SlopeAxis(count: rowsOfVectors, isShared: true, slopes: left.slopes, places: places))
      mostRows -= mostRows % rowsOfVectors
    }
    rows = min(axis.count, mostRows)
    rowStride = left.elements
    shared.append(
      Lead(
        count: axis.count.dividedRoundingUp(by: rows), stride: rows * left.elements, slopes: 0,
        step: rows, whole: axis.count, kind: .rows))
    left.takeLast()
  }
}

extension BroadcastPlan {
  /// Says which units are a block: neighbours in memory where units of other slopes lie between those of the same, so that memory is
  /// gone through in long stretches.
  private mutating func cut(leavesSums: Bool) {
    let unit = rows * (shortRow > 0 ? shortRow : row.places) * length
    let wanted = max(1, Plan.blockElements / unit)
    // Each has a vector behind its places; short rows have two, which are not counted.
    let mostTogether = max(1, Self.mostPlacesKept / (row.places.roundedUp(toMultipleOf: 16) + 16))
    let neighbours = units > 1 && own.count > 0 && own[0].stride == unit ? own[0].count : 1
    ownsPerBlock = min(neighbours, mostTogether, wanted)
    if ownsPerBlock < neighbours {
      ownsPerBlock = min(ownsPerBlock, Self.wantedStretch.dividedRoundingUp(by: unit))
      let parts = neighbours.dividedRoundingUp(by: ownsPerBlock)
      ownsPerBlock = neighbours.dividedRoundingUp(by: parts)
    }
    let mostSegments = leavesSums ? max(1, Plan.maximumPartials / slopes) : units
    unitsPerBlock = max(wanted / ownsPerBlock, units.dividedRoundingUp(by: mostSegments))
    if units <= 2 * unitsPerBlock {
      unitsPerBlock = units
    } else if leavesSums || laysOutSlopes {
      let repaying = Self.wantedOfPlace.dividedRoundingUp(by: unit / row.places)
      let most = owns.dividedRoundingUp(by: ownsPerBlock) * units / Self.leastLargerBlocks
      unitsPerBlock = max(unitsPerBlock, min(repaying, most))
    }
    segments = units.dividedRoundingUp(by: unitsPerBlock)
    if segments == 1 {
      let most = units == 1 ? owns : min(owns, mostTogether)
      ownsPerBlock = max(ownsPerBlock, min(most, wanted / units))
    }
    ownsTogether = units == 1 ? 1 : ownsPerBlock
  }
}

/// What a unit has, and where. Its first slope and its places are those of its step of the own leads alone.
struct BroadcastUnit {
  var offset = 0
  var slope = 0
  var rows: Int
  /// Steps of the outermost axis of a row.
  var steps: Int
  var length: Int
}

extension BroadcastPlan {
  /// What units have that are a step of the own leads' and another, the first, of the shared ones'.
  func unit(own index: Int) -> BroadcastUnit {
    var unit = BroadcastUnit(rows: rows, steps: row.count > 0 ? row[0].count : 1, length: length)
    unit.move(along: own, by: index)
    return unit
  }

  /// The unit of a step of the shared leads' where the own ones' is that of `unit`.
  func unit(_ unit: BroadcastUnit, shared: BroadcastUnit) -> BroadcastUnit {
    BroadcastUnit(
      offset: unit.offset + shared.offset, slope: unit.slope, rows: shared.rows, steps: unit.steps,
      length: shared.length)
  }

  func unit(shared index: Int) -> BroadcastUnit {
    var unit = BroadcastUnit(rows: rows, steps: row.count > 0 ? row[0].count : 1, length: length)
    unit.move(along: shared, by: index)
    return unit
  }

  /// The geometry of a unit for a kernel.
  func block(_ unit: BroadcastUnit) -> Block {
    let places = row.count > 0 ? unit.steps * row[0].places : 1
    if shortRow > 0 {
      return Block(
        style: .places(period: places), rows: unit.rows, rowStride: shortRow, channels: shortRow,
        length: 1)
    }
    return Block(
      style: places == 1 || unit.length > 1 ? .runs : .rows, rows: unit.rows,
      rowStride: rowStride, channels: places, length: unit.length)
  }
}

extension BroadcastUnit {
  /// Moves to the combination of the leads' steps of this number.
  fileprivate mutating func move(along leads: ShortList<BroadcastPlan.Lead>, by index: Int) {
    var rest = index
    for index in leads.indices {
      // What has not been moved is whole.
      guard rest > 0 else { return }
      let lead = leads[index]
      let step: Int
      (rest, step) = rest.quotientAndRemainder(dividingBy: lead.count)
      offset += step * lead.stride
      slope += step * lead.slopes
      let left = min(lead.step, lead.whole - step * lead.step)
      switch lead.kind {
      case .outside: break
      case .rows: rows = left
      case .places: steps = left
      case .elements: length = left
      }
    }
  }
}

extension ShortList<SlopeAxis> {
  /// The places and slopes of all axes.
  var places: Int { count == 0 ? 1 : self[0].count * self[0].places }
  var slopes: Int {
    count == 0 ? 1 : self[0].isShared ? self[0].slopes : self[0].count * self[0].slopes
  }
}
