internal import CBLAS
internal import Synchronization

/// BLAS on the caller's thread alone, so that Dispatch is all that shares the cores.
///
/// Threads of BLAS inside of Dispatch's would be threads times threads; and a worker of OpenBLAS, once woken, spins for
/// milliseconds after its product, on the core where the next block wants to run. OpenBLAS has one setting for the process, which
/// stands at 1 while any layer is at work and is put back after the last.
enum SingleThreadedBLAS {
  private struct State {
    var callers = 0
    /// The setting that the first caller found.
    var setting: Int32 = 1
  }

  private static let state = Mutex(State())

  /// Calls `body` while BLAS has one thread.
  static func run<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    enter()
    defer { leave() }
    return try body()
  }

  private static func enter() {
    state.withLock { state in
      if state.callers == 0 {
        state.setting = openblas_get_num_threads()
        openblas_set_num_threads(1)
      }
      state.callers += 1
    }
  }

  private static func leave() {
    state.withLock { state in
      state.callers -= 1
      if state.callers == 0 { openblas_set_num_threads(state.setting) }
    }
  }
}
