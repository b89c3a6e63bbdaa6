/// Where the slopes of places stand, where few places share few slopes: written down once, it comes again after a period of whole
/// vectors, a certain number of slopes farther on.
@safe public struct PlaceTable: @unchecked Sendable {
  /// How many axes there are from that on which the table goes through; 0 where there is no table.
  public let axes: Int
  /// The vectors of a period, and the slopes that it goes on.
  public let vectors: Int
  public let slopes: Int
  /// For each vector the first slope that it has, counted from the period's first.
  public let firsts: UnsafePointer<Int32>
  /// For each place the slope that it has, counted from its vector's first: 0 to 15.
  public let lanes: UnsafePointer<UInt8>

  @inlinable
  public init(
    axes: Int, vectors: Int, slopes: Int, firsts: UnsafePointer<Int32>,
    lanes: UnsafePointer<UInt8>
  ) {
    self.axes = axes
    self.vectors = vectors
    self.slopes = slopes
    unsafe self.firsts = firsts
    unsafe self.lanes = lanes
  }

  /// Whether `count` places are whole periods, of each of whose vectors a whole vector of the slopes that are left may be read.
  @inlinable @inline(always)
  func isOfWholePeriods(_ count: Int, slopesLeft: Int) -> Bool {
    let period = vectors &* KernelCore.lanes
    return count % period == 0 && count / period &* slopes &+ KernelCore.lanes <= slopesLeft
  }
}

/// Lays out `count` places of the `slopes` slopes at `slope`. Only where `prelu_permutes`.
@inlinable @inline(always)
func layOut<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, by table: PlaceTable, _ slope: UnsafePointer<T>, slopes: Int, count: Int,
  into places: UnsafeMutablePointer<T.Compute>
) {
  // In bounds: whole vectors of slopes, or those that are left of them; places, and fewer than sixteen behind the last.
  var place = 0
  var period = 0
  while place < count {
    var vector = 0
    while vector < table.vectors, place < count {
      let first = period &+ Int(unsafe table.firsts[vector])
      let slopes =
        first &+ KernelCore.lanes <= slopes
        ? unsafe load(I.self, slope + first)
        : unsafe T._loadSome(slope + first, 0, slopes &- first)
      unsafe store(
        I.self,
        T.Compute._permuted(slopes, slopes, by: table.lanes + vector &* KernelCore.lanes),
        places + place)
      place &+= KernelCore.lanes
      vector &+= 1
    }
    period &+= table.slopes
  }
}
