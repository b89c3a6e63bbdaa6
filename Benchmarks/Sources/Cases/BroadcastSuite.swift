extension Suite {
  /// Slopes broadcast along every kind of axes, to tensors of more than 10^6 elements: shapes like those that oneDNN tests, scaled; axes
  /// that are long outside, inside and in between; and such as are hard.
  static let broadcastCases: [Case] = [
    pairs([2, 7, 50, 30, 96], [1, 7, 1, 30, 1]),
    pairs([2, 7, 50, 30, 96], [1, 7, 1, 1, 1]),
    pairs([2, 7, 50, 30, 96], [2, 1, 50, 1, 96]),
    pairs([2, 7, 50, 30, 96], [1, 1, 1, 1, 1]),
    pairs([2, 7, 50, 30, 96], [2, 7, 50, 30, 96]),
    pairs([2, 7, 50, 30, 96], [1, 7, 1, 1, 96]),
    pairs([2, 700, 50, 30, 2], [1, 700, 1, 30, 1]),
    pairs([200, 7, 50, 30, 2], [1, 7, 1, 30, 1]),
    pairs([64, 3, 64, 3, 64], [64, 1, 64, 1, 64]),
    pairs([32, 64, 28, 28], [32, 64, 1, 1]),
    pairs([32, 64, 28, 28], [32, 1, 28, 1]),
    pairs([32, 64, 28, 28], [1, 64, 1, 28]),
    pairs([100, 3, 100, 3, 100], [100, 1, 100, 1, 100]),
    pairs([100, 3, 100, 3, 100], [1, 3, 1, 3, 1]),
    pairs([3, 4, 3, 240_000], [1, 4, 1, 240_000]),
    pairs([300_000, 5, 3], [300_000, 1, 3]),
    pairs([8, 8, 8, 8, 8, 8, 8], [8, 1, 8, 1, 8, 1, 8]),
  ].flatMap { $0 }

  private static func pairs(_ shape: [Int], _ slopes: [Int]) -> [Case] {
    Case.Direction.firstOrder.map {
      Case($0, .float, slopes: slopes, to: shape, threads: .automatic)
    }
  }
}
