/// How many threads a call may use. Results do not depend on it.
public struct Threads: Equatable, Sendable {
  enum Limit: Equatable, Sendable {
    case automatic
    case atMost(Int)
    case exactly(Int)
  }

  let limit: Limit

  /// As many as there are processors for this process, and no more than the size of the call repays: a
  /// small call stays on the caller's thread. From 1 MiB of memory traffic on, a call that is the only one under way is
  /// helped by threads that are still awake from calls just before it, one of which is woken after 32 such calls and more; from 4 MiB on threads
  /// are woken at once.
  ///
  /// A program that calls from a pool of threads of its own, one a processor, does best with `serial`.
  ///
  /// Processors are counted by the calling thread's affinity and by the CPU quota of the container
  /// (control groups version 1 and 2; a quota of 1.5 processors counts as 2).
  public static let automatic = Threads(limit: .automatic)

  /// The caller's thread alone.
  public static let serial = Threads(limit: .atMost(1))

  /// The processors that a call counts: those that the calling thread may run on, and no more than the CPU quota of the container,
  /// as under `automatic`. For programs that choose a number of threads themselves; at least 1.
  public static var processorCount: Int { ProcessorCount.available() }

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
  @inline(always)
  func check() throws(PReLUError) {
    switch limit {
    case .atMost(let count) where count < 1: throw .invalidThreadCount(count)
    case .exactly(let count) where count < 1: throw .invalidThreadCount(count)
    default: break
    }
  }

  /// The threads for a call that moves `bytes` bytes of memory.
  func count(bytes: Int) -> ThreadCount {
    let ceiling: Int
    switch limit {
    case .exactly(let count): return ThreadCount(most: count, woken: count - 1)
    case .atMost(let count): ceiling = count
    case .automatic: ceiling = .max
    }
    let repaid = bytes / Self.bytesRepayingThread
    guard repaid > 1, ceiling > 1 else { return .one }
    let most = min(repaid, ceiling, ProcessorCount.available())
    return ThreadCount(most: most, woken: min(most, bytes / Self.bytesRepayingWaking) - 1)
  }

  /// The memory traffic that repays one more thread that is awake: two are used from 1 MiB on.
  ///
  /// Measured on two cores of Zen 5, two threads against one in the same rounds, calls following each other: 2.4 times
  /// the speed at 1 MiB forward and 2.0 at 1.5 MiB backward (a core's cache holds half of the call, and not all of it), 2.0 and
  /// 1.9 at 2 and 2.1 MiB, 1.6 to 2.0 from 4 to 32 MiB.
  static let bytesRepayingThread = 1 << 19

  /// The memory traffic that repays waking one more thread: one is woken from 4 MiB on.
  ///
  /// Measured where every call woke one, on two cores of Sapphire Rapids, two threads against one, forward, in two runs: 0.94
  /// and 0.96 at 2 MiB, 1.04 and 1.44 at 4 MiB, 1.03 and 1.70 at 8 MiB. Backward: 0.98 and 1.43 at 3 MiB, 1.07 and 1.65 at
  /// 6 MiB.
  static let bytesRepayingWaking = 1 << 21
}

/// The threads of a call.
struct ThreadCount: Equatable {
  /// The caller's among them.
  let most: Int
  /// How many helpers the call repays waking; below 1 where it repays none.
  let woken: Int

  static let one = ThreadCount(most: 1, woken: 0)
}
