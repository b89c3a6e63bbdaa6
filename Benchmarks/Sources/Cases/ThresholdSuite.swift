extension Suite {
  /// Footprints on both sides of the last-level cache's size, where stores past the caches begin to
  /// pay: from a quarter of it to four times as much.
  static func thresholdCases(lastLevelCache: Int) -> [Case] {
    let kinds = [
      Kind(.nchw, .channel, [64, 28, 28]), Kind(.nhwc, .channel, [64, 28, 28]),
      Kind(.nchw, .shared, [64, 28, 28]),
    ]
    let eighths = [2, 4, 6, 7, 8, 9, 10, 12, 16, 32]
    let cases =
      kinds.map { $0.cases(.float, threads: .automatic) }
      + [
        Case.rectifiers(.float, count: 1, threads: .automatic),
        Case.doubleBackwards(.float, threads: .automatic),
      ]
    return cases.flatMap { cases in
      eighths.flatMap { eighths in
        cases.map { $0.moving(atLeast: lastLevelCache / 8 * eighths) }
      }
    }
  }
}
