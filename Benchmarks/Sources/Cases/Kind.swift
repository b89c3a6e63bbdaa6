/// A kind of layout and slopes, whatever the size of the tensor.
struct Kind {
  let arrangement: Case.Arrangement
  let slopes: Case.Slopes
  /// The shape without the batch.
  let sample: [Int]

  init(_ arrangement: Case.Arrangement, _ slopes: Case.Slopes, _ sample: [Int]) {
    self.arrangement = arrangement
    self.slopes = slopes
    self.sample = sample
  }

  /// Long and short runs, rows of few and of many channels, of whole cache lines and of others, and slopes of the other kinds.
  static let all = [
    Kind(.nchw, .channel, [64, 56, 56]),
    Kind(.nchw, .channel, [256, 14, 14]),
    Kind(.nchw, .channel, [512, 7, 7]),
    Kind(.nhwc, .channel, [3, 32, 32]),
    Kind(.nhwc, .channel, [10, 32, 32]),
    Kind(.nhwc, .channel, [16, 32, 32]),
    Kind(.nhwc, .channel, [64, 16, 16]),
    Kind(.nhwc, .channel, [256, 8, 8]),
    Kind(.nchw, .shared, [64, 56, 56]),
    Kind(.nchw, .element, [64, 16, 16]),
    Kind(.nchw, .element, [60, 10, 17]),
    Kind(.nc, .channel, [1024]),
    Kind(.nc, .channel, [100]),
  ]

  /// One sample, forward and backward.
  func cases(_ type: Case.ScalarType, threads: Case.ThreadCount) -> [Case] {
    bothDirections(type, arrangement, slopes, [1] + sample, threads: threads)
  }
}
