internal import KernelCore

/// The memory of a table of places, and what it says.
struct PlaceTableMemory {
  /// The fewest elements of a call that repays writing a table, microseconds.
  static let leastElements = 1 << 18

  /// Room for tables of at most so many vectors: 960 bytes, which a call has on its stack.
  static let mostVectors = 48

  private var firsts = InlineArray<48, Int32>(repeating: 0)
  private var lanes = InlineArray<768, UInt8>(repeating: 0)
  private var axes = 0
  private var vectors = 0
  private var slopes = 0

  /// The table of a row: of its outermost axis that has a short period whose vectors have neighbouring slopes each.
  init(_ row: ShortList<SlopeAxis>, elements: Int) {
    guard elements >= Self.leastElements else { return }
    for index in row.indices.dropLast() where !row[index].isShared {
      if write(row, from: index) {
        axes = row.count - index
        return
      }
    }
  }

  /// Writes the table of axis `outer`, and says whether it has one.
  private mutating func write(_ row: ShortList<SlopeAxis>, from outer: Int) -> Bool {
    let axis = row[outer]
    let steps = 16 / axis.places.greatestCommonDivisor(16)
    vectors = axis.places * steps / 16
    slopes = axis.slopes * steps
    guard vectors <= Self.mostVectors, axis.count >= steps else { return false }
    var ofLanes = InlineArray<16, Int>(repeating: 0)
    for vector in 0..<vectors {
      var first = Int.max
      var last = 0
      for lane in 0..<16 {
        let slope = row.slope(at: 16 * vector + lane, from: outer)
        (first, last) = (min(first, slope), max(last, slope))
        ofLanes[lane] = slope
      }
      guard last - first < 16 else { return false }
      firsts[vector] = Int32(first)
      for lane in 0..<16 { lanes[16 * vector + lane] = UInt8(ofLanes[lane] - first) }
    }
    return true
  }

  /// Calls `body` with the table, or with `nil` if there is none.
  func withTable(_ body: (PlaceTable?) -> Void) {
    guard axes > 0 else {
      body(nil)
      return
    }
    // In bounds: the table's vectors are no more than there is room for.
    unsafe withUnsafePointer(to: firsts) { firsts in
      unsafe withUnsafePointer(to: lanes) { lanes in
        unsafe firsts.withMemoryRebound(to: Int32.self, capacity: Self.mostVectors) { firsts in
          unsafe lanes.withMemoryRebound(to: UInt8.self, capacity: 16 * Self.mostVectors) { lanes in
            unsafe body(
              PlaceTable(axes: axes, vectors: vectors, slopes: slopes, firsts: firsts, lanes: lanes)
            )
          }
        }
      }
    }
  }
}

extension ShortList<SlopeAxis> {
  /// The slope of a place of the axes from `outer` on, whose outermost may go on beyond its end.
  fileprivate func slope(at place: Int, from outer: Int) -> Int {
    var rest = place
    var slope = 0
    for index in outer..<count {
      let step: Int
      (step, rest) = rest.quotientAndRemainder(dividingBy: self[index].places)
      if !self[index].isShared { slope += step * self[index].slopes }
    }
    return slope
  }
}
