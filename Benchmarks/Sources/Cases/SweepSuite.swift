extension Suite {
  /// Footprints from 4 KiB to 1 GiB by factors of four: all tensors of a call together.
  static let sweepCases: [Case] = stride(from: 12, through: 30, by: 2).flatMap { power in
    Case.Direction.firstOrder.map { sweep($0, footprint: 1 << power) }
      + Case.rectifiers(.float, count: 1, threads: .automatic).map {
        $0.moving(atLeast: 1 << power)
      }
      + [sweep(.doubleBackward, footprint: 1 << power)]
  }

  /// Sixteen channels, one sample for every 16 MiB, and as many elements as come nearest to the
  /// footprint.
  private static func sweep(_ direction: Case.Direction, footprint: Int) -> Case {
    let tensors =
      switch direction {
      case .forward: 2
      case .backward: 3
      case .doubleBackward: 5
      }
    let elements = footprint / MemoryLayout<Float>.stride / tensors
    let channels = 16
    let batch = max(1, footprint >> 24)
    let length = elements / channels / batch
    return Case(
      direction, .float, .ncl, .channel, [batch, channels, length], threads: .automatic)
  }
}
