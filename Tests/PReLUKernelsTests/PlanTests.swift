import Testing
import _TestSupport

@testable import PReLUKernels

/// A plan's tiles are the whole tensor, once.
@Suite struct PlanTests {
  static let named =
    NamedLayout.small + NamedLayout.large + [
      // Just below, at and above what a block has.
      NamedLayout("a block", 1, 1, Plan.blockElements),
      NamedLayout("a block and one", 1, 1, Plan.blockElements + 1),
      NamedLayout("a block less one", 1, 1, Plan.blockElements - 1),
      NamedLayout("rows of a block", 9, Plan.blockElements, 1),
      NamedLayout("rows of a block and one", 9, Plan.blockElements + 1, 1),
      NamedLayout("longest short runs", 100, 40, 15),
      NamedLayout("shortest runs", 100, 40, 16),
      NamedLayout("longest row of a cycle", 1_000, Plan.shortestPeriod, 1),
      NamedLayout("longest row of a cycle and one", 1_000, Plan.shortestPeriod + 1, 1),
    ]

  @Test(arguments: named)
  func tilesCoverEveryElementOnce(_ named: NamedLayout) {
    expectCover(named.layout, "\(named)")
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func tilesOfRandomLayouts(_ seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    /// A dimension whose logarithm is uniform.
    func dimension(_ most: Int) -> Int {
      let bits = Int(generator.next() % UInt64(most.bitWidth - most.leadingZeroBitCount))
      return 1 + Int(generator.next() % (1 << UInt64(bits)))
    }
    for _ in 0..<10 {
      let channels = dimension(1 << 17)
      let inner = dimension(max(1, (1 << 18) / channels))
      let outer = dimension(max(1, (1 << 20) / (channels * inner)))
      let layout = try Layout(outer: outer, channels: channels, inner: inner)
      expectCover(layout, "\(layout), seed \(seed)")
    }
  }

  private func expectCover(_ layout: Layout, _ context: String) {
    expectCover(Plan(layout, leavesSums: true), layout, context)
    let plan = Plan(layout, leavesSums: false)
    expectCover(plan, layout, "\(context), no sums", partialsAreUsed: false)
  }

  private func expectCover(
    _ plan: Plan, _ layout: Layout, _ context: String, partialsAreUsed: Bool = true
  ) {
    #expect(plan.outer * plan.channels * plan.length == layout.count, "\(context)")
    if partialsAreUsed { #expect(plan.partials <= Plan.maximumPartials, "\(context)") }
    var elements = Cover(count: layout.count)
    var partials = Cover(count: plan.partials)
    for block in 0..<plan.blocks {
      let tile = plan.tile(block)
      // Empty tiles would be blocks without work.
      #expect(!tile.rows.isEmpty && !tile.channels.isEmpty && !tile.elements.isEmpty, "\(context)")
      #expect(
        plan.offset(tile)
          == (tile.rows.lowerBound * plan.channels + tile.channels.lowerBound) * plan.length
            + tile.elements.lowerBound,
        "\(context)")
      // A kernel's runs are neighbours only where a tile has whole runs, or one channel.
      #expect(tile.channels.count == 1 || tile.elements == 0..<plan.length, "\(context)")
      for row in tile.rows {
        let start = row * plan.rowLength
        if tile.elements.count == plan.length {
          elements.add(
            start + tile.channels.lowerBound * plan.length..<start + tile.channels.upperBound
              * plan.length)
        } else {
          let run = start + tile.channels.lowerBound * plan.length
          elements.add(run + tile.elements.lowerBound..<run + tile.elements.upperBound)
        }
      }
      if plan.partials > 0 {
        partials.add(tile.firstPartial..<tile.firstPartial + tile.channels.count)
        // The sums that only fill a segment's last cache line.
        if plan.pieces == 1, tile.channels.upperBound == plan.channels {
          let end = tile.firstPartial + tile.channels.count
          partials.add(end..<end + plan.partialsPerSegment - plan.channels)
        }
      }
    }
    #expect(elements.isComplete, "elements of \(context)")
    #expect(partials.isComplete, "partial sums of \(context)")
    if plan.partials == 0 { #expect(plan.segments == 1 && plan.pieces == 1, "\(context)") }
    if plan.pieces > 1 { #expect(plan.pieceLength % 16 == 0, "\(context)") }
    if case .cycle(let period) = plan.style {
      #expect(period % 16 == 0 && period % plan.rowLength == 0, "\(context)")
      #expect(period <= Plan.longestPeriod, "\(context)")
      #expect(plan.groups == 1 && plan.pieces == 1, "\(context)")
      #expect(
        plan.rowsPerSegment % (period / plan.rowLength) == 0 || plan.segments == 1, "\(context)")
    }
    if plan.style == .runs { #expect(plan.channels == 1 || plan.length >= 16, "\(context)") }
    if plan.style == .rows { #expect(plan.length == 1, "\(context)") }
  }

  static let huge: [(Int, Int, Int)] = {
    let (kilo, mega, giga, tera) = (1 << 10, 1 << 20, 1 << 30, 1 << 40)
    let most = Plan.maximumPartials
    return [
      (1, 1, kilo * kilo * tera / 16), (tera, 3, 1), (mega, mega, 1), (mega, kilo, mega),
      (1, 30_000, mega), (7, 30_000, giga), (1, tera, kilo), (kilo * tera, 1, 9), (giga, 70, 9),
      (most, most, 1), (most, most + 1, 1), (2, tera, 5), (3, most / 2 + 1, mega),
    ]
  }()

  /// Layouts too large to have memory for: nothing overflows, and the ceiling holds.
  @Test(arguments: huge)
  func hugeLayouts(_ dimensions: (Int, Int, Int)) throws {
    let layout = try Layout(outer: dimensions.0, channels: dimensions.1, inner: dimensions.2)
    let plan = Plan(layout, leavesSums: true)
    #expect(plan.partials <= Plan.maximumPartials)
    #expect(plan.outer * plan.channels * plan.length == layout.count)
    let last = plan.tile(plan.blocks - 1)
    #expect(last.rows.upperBound == plan.outer && !last.rows.isEmpty)
    #expect(last.channels.upperBound == plan.channels && !last.channels.isEmpty)
    #expect(last.elements.upperBound == plan.length && !last.elements.isEmpty)
    let first = plan.tile(0)
    #expect(first.rows.lowerBound == 0 && first.channels.lowerBound == 0)
    #expect(first.elements.lowerBound == 0 && first.firstPartial == 0)
    if plan.partials > 0 {
      let padding = plan.partialsPerSegment - plan.channels * plan.pieces
      #expect(last.firstPartial + last.channels.count + padding == plan.partials)
    }
  }

  /// What a view's blocks take of scratch memory: no more than the largest of those that no ceiling makes larger, or a 256th of the tensor.
  @Test func memoryOfParts() throws {
    var cut = 0
    func verify(_ layout: Layout) {
      for leavesSums in [true, false] {
        let plan = Plan(layout, leavesSums: leavesSums)
        for tile in [plan.tile(0), plan.tile(plan.blocks - 1)] {
          let channels = min(plan.channelsAtOnce(tile), tile.channels.count)
          let elements = tile.rows.count * channels * tile.elements.count
          #expect(channels > 0)
          #expect(
            elements <= max(Plan.mostBlockElements, layout.count / 256), "\(layout), \(leavesSums)")
          if channels < tile.channels.count { cut += 1 }
        }
      }
    }
    for named in Self.named { verify(named.layout) }
    // No ceiling holds, and every block is whole.
    #expect(cut == 0)
    for named in NamedLayout.atCeiling { verify(named.layout) }
    for (outer, channels, inner) in Self.huge {
      verify(try Layout(outer: outer, channels: channels, inner: inner))
    }
    #expect(cut > 0)
    // Cycles stay together: the shortest runs, as many channels as one has, and rows in as few segments as the ceiling leaves.
    for channels in [64, 96, 128, 256, 512] {
      for inner in [1, 2, 4, 8] {
        verify(try Layout(outer: 1 << 30, channels: channels, inner: inner))
      }
    }
    var generator = SplitMix64(seed: 3)
    for _ in 0..<10_000 {
      let bits = (0..<3).map { _ in generator.next() % 20 }
      let sizes = bits.map { 1 + Int(generator.next() % (1 << $0)) }
      verify(try Layout(outer: sizes[0], channels: sizes[1], inner: sizes[2]))
    }
  }

  /// The calls of docs/schedule.md: scripts/simulate-schedule has these numbers.
  @Test func callsOfTheCalculatedSchedule() throws {
    let calls: [(Int, Int, Int, leavesSums: Bool, blocks: Int, elements: [Int], partials: Int)] = [
      (32, 256, 196, false, 64, [167 * 196, 89 * 196], 0),
      (32, 64, 12_544, false, 1024, [2 * 12_544], 0),
      (32, 256, 196, true, 64, [167 * 196, 89 * 196], 32 * 256),
      (32, 64, 12_544, true, 1024, [2 * 12_544], 32 * 64),
      (169_343, 256, 1, true, 512, [331 * 256], 512 * 256),
    ]
    for (outer, channels, inner, leavesSums, blocks, elements, partials) in calls {
      let layout = try Layout(outer: outer, channels: channels, inner: inner)
      let plan = Plan(layout, leavesSums: leavesSums)
      #expect(plan.blocks == blocks)
      // The last block has what is left.
      for block in 0..<blocks - 1 {
        let tile = plan.tile(block)
        let count = tile.rows.count * tile.channels.count * tile.elements.count
        #expect(count == elements[block % elements.count], "\(layout), block \(block)")
      }
      if leavesSums { #expect(plan.partials == partials) }
    }
  }

  /// The lists of layouts have every style of plan, and some that the ceiling acts on.
  @Test func everyStyleIsTested() {
    let small = NamedLayout.small.map { Plan($0.layout, leavesSums: true) }
    let large = NamedLayout.large.map { Plan($0.layout, leavesSums: true) }
    for plans in [small, large] {
      #expect(plans.contains { $0.style == .runs && $0.channels == 1 })
      #expect(plans.contains { $0.style == .runs && $0.channels > 1 })
      #expect(plans.contains { $0.style == .rows })
      #expect(plans.contains { $0.style == .shortRuns })
      #expect(plans.contains { $0.style == .expandedRows })
      #expect(plans.contains { if case .cycle = $0.style { $0.length == 1 } else { false } })
      #expect(plans.contains { if case .cycle = $0.style { $0.length > 1 } else { false } })
    }
    #expect(large.contains { $0.pieces > 1 && $0.segments == 1 })
    #expect(large.contains { $0.pieces > 1 && $0.segments > 1 })
    #expect(large.contains { $0.segments > 1 && $0.style == .rows })
    #expect(large.contains { $0.segments > 1 && $0.style == .runs })
    #expect(large.contains { if case .cycle = $0.style { $0.segments > 1 } else { false } })
    #expect(large.contains { $0.groups > 1 && $0.style == .rows })
    #expect(large.contains { $0.groups > 1 && $0.style == .runs })
    #expect(large.contains { $0.groups > 1 && $0.style == .expandedRows })
    #expect(large.contains { $0.segments > 1 && $0.style == .expandedRows })
    for named in NamedLayout.atCeiling {
      let plan = Plan(named.layout, leavesSums: true)
      // One row more a block than the ceiling asks for would not be at the ceiling.
      let segments = plan.outer.dividedRoundingUp(by: max(1, plan.rowsPerSegment / 2))
      #expect(segments * plan.partialsPerSegment > Plan.maximumPartials, "\(named)")
    }
  }
}

/// Counts how often each of `count` places is covered.
private struct Cover {
  private var ends: [Int: Int] = [:]
  private let count: Int

  init(count: Int) {
    self.count = count
  }

  mutating func add(_ range: Range<Int>) {
    ends[range.lowerBound, default: 0] += 1
    ends[range.upperBound, default: 0] -= 1
  }

  /// Whether every place is covered once.
  var isComplete: Bool {
    let net = ends.filter { $0.value != 0 }
    return count == 0 ? net.isEmpty : net == [0: 1, count: -1]
  }
}
