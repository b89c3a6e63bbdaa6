extension Suite {
  /// Footprints from 64 KiB to 64 MiB by factors of two, on automatic threads: where more than one is
  /// used, and whether it should be.
  static let threadsCases: [Case] = (0...10).flatMap { power in
    Case.Direction.firstOrder.map { runs($0, power) } + elements(power)
      + Case.doubleBackwards(.float, threads: .automatic).map {
        $0.fitting(tensorsOf: (65_536 << power) / 5)
      }
  }

  private static func runs(_ direction: Case.Direction, _ power: Int) -> Case {
    // Nearest to 64 KiB in runs of 28 by 28 elements.
    let channels = direction == .forward ? 10 : 7
    let shape = [1 << max(0, power - 2), channels << min(power, 2), 28, 28]
    return Case(direction, .float, .nchw, .channel, shape, threads: .automatic)
  }

  private static func elements(_ power: Int) -> [Case] {
    Case.rectifiers(.float, count: 1, threads: .automatic).map {
      $0.moving(atLeast: 65_536 << power)
    }
  }
}
