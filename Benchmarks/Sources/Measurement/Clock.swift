import Foundation

/// Reads clocks.
public enum Clock {
  /// Nanoseconds of a clock that only goes forward.
  public static func monotonic() -> Double { read(CLOCK_MONOTONIC) }

  /// Nanoseconds that all threads of this process have spent on processors.
  public static func processor() -> Double { read(CLOCK_PROCESS_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
}
