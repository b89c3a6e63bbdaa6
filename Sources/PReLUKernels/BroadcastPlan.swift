internal import KernelCore

/// How a call is cut into blocks whose slopes are shared along axes that lie between others.
///
/// What a kernel goes through at once is a *unit*: rows of places, each of which has a slope (or a run of elements that share it). The
/// innermost axes, as many as there is room for, are the places of a row; along some of them slopes come again. The next shared axis
/// makes rows. Of what is left of these axes and of those outside, the *own* ones lead to units with other slopes, the *shared* ones
/// to units with the same. A block has units of the same slopes: it lays these out once, adds up the sums of its places, and in the
/// end those of the places of a slope.
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
  /// The innermost first.
  private(set) var own = ShortList(filler: Lead.none)
  private(set) var shared = ShortList(filler: Lead.none)

  private(set) var unitsPerBlock = 1
  private(set) var segments = 1

  /// The most places of a row: 16 KiB of Double sums, and as much of slopes, a first-level cache.
  static let mostPlaces = 2048

  /// The shortest runs that are gone through as such. Each element of a shorter one is a place.
  static let shortestRun = 16

  /// The number of combinations of the own leads' steps, and of the shared ones'.
  private(set) var owns = 1
  private(set) var units = 1
  var blocks: Int { owns * segments }
  /// The number of partial sums to be folded; 0 where every block has whole sums.
  var partials: Int { segments > 1 ? segments * slopes : 0 }

  init(_ axes: [Layout.Axis], leavesSums: Bool) {
    count = axes.reduce(1) { $0 * $1.count }
    slopes = axes.reduce(1) { $1.isShared ? $0 : $0 * $1.count }
    var left = axes[...]
    // The elements and slopes inside of what is left.
    var (elements, inner) = (1, 1)
    // Those of a row so far.
    var places = 1

    if let run = left.last, run.isShared, run.count >= Self.shortestRun {
      length = min(run.count, Plan.blockElements)
      shared.append(
        Lead(
          count: run.count.dividedRoundingUp(by: length), stride: length, slopes: 0, step: length,
          whole: run.count, kind: .elements))
      elements = run.count
      left.removeLast()
    }
    // A run that is cut has no neighbours in its unit.
    let mostPlaces = min(Self.mostPlaces, elements > length ? 1 : Plan.blockElements / length)
    while let axis = left.last, places * axis.count <= mostPlaces {
      row.prepend(
        SlopeAxis(count: axis.count, isShared: axis.isShared, slopes: inner, places: places))
      places *= axis.count
      elements *= axis.count
      if !axis.isShared { inner *= axis.count }
      left.removeLast()
    }
    if let axis = left.last, !axis.isShared, mostPlaces >= 2 * places {
      let step = mostPlaces / places
      own.append(
        Lead(
          count: axis.count.dividedRoundingUp(by: step), stride: step * elements,
          slopes: step * inner, step: step, whole: axis.count, kind: .places))
      row.prepend(SlopeAxis(count: step, isShared: false, slopes: inner, places: places))
      places *= step
      elements *= axis.count
      inner *= axis.count
      left.removeLast()
    }
    let mostRows = Plan.blockElements / (places * length)
    if let axis = left.last, axis.isShared, mostRows > 1 {
      rows = min(axis.count, mostRows)
      rowStride = elements
      shared.append(
        Lead(
          count: axis.count.dividedRoundingUp(by: rows), stride: rows * elements, slopes: 0,
          step: rows, whole: axis.count, kind: .rows))
      elements *= axis.count
      left.removeLast()
    }
    while let axis = left.popLast() {
      let lead = Lead(
        count: axis.count, stride: elements, slopes: axis.isShared ? 0 : inner, step: 1,
        whole: axis.count, kind: .outside)
      if axis.isShared { shared.append(lead) } else { own.append(lead) }
      elements *= axis.count
      if !axis.isShared { inner *= axis.count }
    }

    for index in own.indices { owns *= own[index].count }
    for index in shared.indices { units *= shared[index].count }
    let wanted = max(1, Plan.blockElements / (rows * places * length))
    let mostSegments = leavesSums ? max(1, Plan.maximumPartials / slopes) : units
    unitsPerBlock = max(min(wanted, units), units.dividedRoundingUp(by: mostSegments))
    segments = units.dividedRoundingUp(by: unitsPerBlock)
  }
}

/// What a unit has, and where.
struct BroadcastUnit {
  var offset = 0
  var slope = 0
  var rows: Int
  /// Steps of the outermost axis of a row.
  var steps: Int
  var length: Int
}

extension BroadcastPlan {
  /// The unit of the own and shared leads' steps of these numbers.
  func unit(own ownIndex: Int, shared sharedIndex: Int) -> BroadcastUnit {
    var unit = BroadcastUnit(rows: rows, steps: row.count > 0 ? row[0].count : 1, length: length)
    unit.move(along: own, by: ownIndex)
    unit.move(along: shared, by: sharedIndex)
    return unit
  }

  /// The axes of a unit's row.
  func row(of unit: BroadcastUnit) -> ShortList<SlopeAxis> {
    var row = row
    guard row.count > 0 else { return row }
    let axis = row[0]
    row[0] = SlopeAxis(
      count: unit.steps, isShared: axis.isShared, slopes: axis.slopes, places: axis.places)
    return row
  }

  /// The geometry of a unit for a kernel.
  func block(_ unit: BroadcastUnit, places: Int) -> Block {
    let isContiguous = unit.rows == 1 || rowStride == places * unit.length
    let style: Block.Style =
      isContiguous
      ? Plan.style(outer: unit.rows, channels: places, length: unit.length)
      : places == 1 || unit.length > 1 ? .runs : .rows
    return Block(
      style: style, rows: unit.rows, rowStride: rowStride, channels: places, length: unit.length)
  }
}

extension BroadcastUnit {
  /// Moves to the combination of the leads' steps of this number.
  fileprivate mutating func move(along leads: ShortList<BroadcastPlan.Lead>, by index: Int) {
    var rest = index
    for lead in leads.indices.lazy.map({ leads[$0] }) {
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
