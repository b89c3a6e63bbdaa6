import Measurement
import Testing

@Suite struct StatisticsTests {
  @Test func medianIsTheMiddleOrTheMeanOfTwo() {
    #expect(Statistics.median([3, 1, 2]) == 2)
    #expect(Statistics.median([4, 1, 3, 2]) == 2.5)
    #expect(Statistics.median([7]) == 7)
    #expect(Statistics.median([]).isNaN)
  }

  @Test func quantilesInterpolate() {
    #expect(Statistics.quantile([1, 2, 3, 4, 5], 0.25) == 2)
    #expect(Statistics.quantile([1, 2], 0.25) == 1.25)
    #expect(Statistics.quantile([1, 2, 3], 0) == 1)
    #expect(Statistics.quantile([1, 2, 3], 1) == 3)
  }

  @Test func spreadIsHalfOfTheQuartilesDistance() {
    let timing = Timing(rounds: [[8, 9], [10], [11, 12]], processorTime: 0, calls: 5)
    #expect(timing.median == 10)
    #expect(timing.quartiles == (9, 11))
    #expect(timing.spread == 0.1)
  }

  /// A machine that is twice as slow in one round changes the medians, but no ratio.
  @Test func speedupIsTakenByRound() {
    let fast = Timing(rounds: [[1], [2], [1]], processorTime: 0, calls: 3)
    let slow = Timing(rounds: [[3], [6], [3]], processorTime: 0, calls: 3)
    #expect(fast.speedup(over: slow) == 3)
    #expect(slow.speedup(over: fast) == 1.0 / 3)
  }

  @Test func speedupCountsSharedRoundsOnly() {
    let fast = Timing(rounds: [[1], [1], [100], [100]], processorTime: 0, calls: 4)
    let slow = Timing(rounds: [[5], [5]], processorTime: 0, calls: 2)
    #expect(fast.speedup(over: slow) == 5)
  }
}
