/// Something that is timed against others.
public struct Contender {
  public let name: String
  /// Whether it wakes threads that go on spinning for a while after a call, as OpenBLAS's do.
  public let leavesWorkersSpinning: Bool
  /// One call of it.
  public let call: () throws -> Void

  public init(
    _ name: String, leavesWorkersSpinning: Bool = false, call: @escaping () throws -> Void
  ) {
    self.name = name
    self.leavesWorkersSpinning = leavesWorkersSpinning
    self.call = call
  }
}

/// Times contenders against each other in one run.
///
/// Each round goes through all of them, one block of calls each, every other round from the last to
/// the first. The start of a block, which pays for what the block before left behind (cold caches,
/// spinning workers), is run but not timed. Small calls are timed many at once. A contender of long
/// calls leaves after as many rounds, at least one in each order, as it takes to fill its time.
public struct Contest {
  /// How long each contender is timed, in nanoseconds; at least one call a round is, however long
  /// it takes.
  public let timedNanoseconds: Double

  /// What time it is, in nanoseconds.
  private let now: () -> Double

  /// Even, so that both orders are gone through equally often.
  static let rounds = 6
  /// The share of a block's length that is run before it without being timed.
  static let discardedShare = 0.25
  /// OpenBLAS's workers spin for 2^26 ticks of the time stamp counter: 34 ms at 2 GHz.
  static let spinningNanoseconds = 40e6
  /// The least that is timed at once, hundreds of times what reading the clock takes.
  static let leastSample = 20e3

  public init(timedNanoseconds: Double, now: @escaping () -> Double = Clock.monotonic) {
    self.timedNanoseconds = timedNanoseconds
    self.now = now
  }

  /// Times `contenders`.
  ///
  /// - Returns: Their timings in the same order, each of at least two rounds.
  public func run(_ contenders: [Contender]) throws -> [Timing] {
    var blocks = contenders.map { _ in [Block]() }
    var timed = contenders.map { _ in 0.0 }
    var present = Array(contenders.indices)
    let batches = try contenders.map(batchSize)
    var workersSpin = contenders.contains { $0.leavesWorkersSpinning }
    for round in 0..<Self.rounds {
      let isForwards = round % 2 == 0
      if isForwards { present.removeAll { timed[$0] >= timedNanoseconds } }
      for index in isForwards ? present : present.reversed() {
        let block = try block(
          of: contenders[index], batch: batches[index], afterSpinning: workersSpin)
        blocks[index].append(block)
        timed[index] += block.timed
        workersSpin = contenders[index].leavesWorkersSpinning
      }
    }
    return blocks.map(Timing.init)
  }

  /// How many calls it takes to fill a sample: a power of two.
  private func batchSize(of contender: Contender) throws -> Int {
    var batch = 1
    while try time(contender, batch) < Self.leastSample {
      batch *= 2
    }
    return batch
  }

  private func block(
    of contender: Contender, batch: Int, afterSpinning: Bool
  ) throws -> Block {
    let length = timedNanoseconds / Double(Self.rounds)
    let discarded = max(
      length * Self.discardedShare, afterSpinning ? Self.spinningNanoseconds : 0)
    let start = now()
    repeat { _ = try time(contender, batch) } while now() - start < discarded

    var samples: [Double] = []
    var timed = 0.0
    let processorStart = Clock.processor()
    repeat {
      let sample = try time(contender, batch)
      samples.append(sample / Double(batch))
      timed += sample
    } while timed < length
    let processor = Clock.processor() - processorStart
    return Block(
      samples: samples, calls: samples.count * batch, timed: timed, processor: processor)
  }

  private func time(_ contender: Contender, _ calls: Int) throws -> Double {
    let start = now()
    for _ in 0..<calls { try contender.call() }
    return now() - start
  }
}

/// What one block measured: nanoseconds a call by sample, in all, and of the processors in all.
private struct Block {
  let samples: [Double]
  let calls: Int
  let timed: Double
  let processor: Double
}

extension Timing {
  fileprivate init(_ blocks: [Block]) {
    let calls = blocks.reduce(0) { $0 + $1.calls }
    self.init(
      rounds: blocks.map(\.samples),
      processorTime: blocks.reduce(0) { $0 + $1.processor } / Double(calls), calls: calls)
  }
}
