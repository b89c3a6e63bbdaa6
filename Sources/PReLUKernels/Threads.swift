/// How many threads a call may use. Results do not depend on it.
public struct Threads: Equatable, Sendable {
  enum Limit: Equatable, Sendable {
    case automatic
    case atMost(Int)
    case exactly(Int)
  }

  let limit: Limit

  /// As many as there are processors for this process, and no more than the size of the call repays: a
  /// small call stays on the caller's thread.
  ///
  /// Processors are counted by the calling thread's affinity and by the CPU quota of the container
  /// (control groups version 1 and 2; a quota of 1.5 processors counts as 2).
  public static let automatic = Threads(limit: .automatic)

  /// The caller's thread alone.
  public static let serial = Threads(limit: .atMost(1))

  /// As `automatic`, and never more than `count`. A `count` below 1 makes the call throw
  /// `PReLUError.invalidThreadCount`.
  public static func atMost(_ count: Int) -> Threads {
    Threads(limit: .atMost(count))
  }

  /// Parts for `count` threads, whatever the size of the call and the number of processors: for tests.
  package static func exactly(_ count: Int) -> Threads {
    Threads(limit: .exactly(count))
  }
}

extension Threads {
  func check() throws(PReLUError) {
    switch limit {
    case .atMost(let count) where count < 1: throw .invalidThreadCount(count)
    case .exactly(let count) where count < 1: throw .invalidThreadCount(count)
    default: break
    }
  }

  /// The number of threads for a call that moves `bytes` bytes of memory.
  func count(bytes: Int) -> Int {
    let ceiling: Int
    switch limit {
    case .exactly(let count): return count
    case .atMost(let count): ceiling = count
    case .automatic: ceiling = .max
    }
    let repaid = bytes / Self.bytesRepayingThread
    guard repaid > 1, ceiling > 1 else { return 1 }
    return min(repaid, ceiling, ProcessorCount.available())
  }

  /// The memory traffic that repays one more thread: two are used from 4 MiB on.
  ///
  /// Measured on two cores of Zen 5, two threads against one in the same rounds, where helpers wait awake: 1.87 times
  /// the speed where a backward call moves 4 MiB, 1.76 at 8 MiB forward and backward, 1.85 at 16 MiB.
  ///
  /// The limit is from the schedule before, which woke a thread at every call, as the first of calls still does.
  /// Two cores of Sapphire Rapids, forward, in two runs: 0.66 and 0.85 at 512 KiB, 0.83 and 0.94 at 1 MiB, 0.94 and
  /// 0.96 at 2 MiB; 1.04 and 1.44 at 4 MiB, 1.03 and 1.70 at 8 MiB. Backward: 0.98 and 1.43 at 3 MiB, 1.07 and 1.65 at
  /// 6 MiB.
  static let bytesRepayingThread = 1 << 21
}
