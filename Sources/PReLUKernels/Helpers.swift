internal import Dispatch
internal import Synchronization

/// Dispatch's threads, which come to help with a call's work, and stay awake for a moment to help with the next.
///
/// To wake a thread takes the caller 2 to 5 microseconds on a virtual machine, and the thread comes after 3 to 22, as long as
/// forward takes for 2 MiB: calls that follow each other closely do not pay it again, and calls too small to repay it do not
/// pay it until there have been many.
enum Helpers {
  /// Where helpers wait for work: no more than 64 at a time.
  private static let seats = (0..<64).map { _ in Seat() }

  /// The helpers that have come and not left.
  private static let awake = Atomic(0)

  /// The helpers that Dispatch has been asked for and that have not come yet. No more than `mostOnTheirWay`: where all
  /// threads are busy with something else, calls do without.
  private static let onTheirWay = Atomic(0)
  private static let mostOnTheirWay = 256

  /// The calls that a helper serves before it gives its thread back to Dispatch, where others may wait for one.
  private static let longestService = 1000

  /// The small calls that missed helpers since one was woken for such a call.
  private static let unaidedCalls = Atomic(0)

  /// The number of small calls that repay waking a helper, even if none follows: they take 125 microseconds at least,
  /// and waking takes the caller 2 to 5.
  private static let callsRepayingWaking = 32

  /// Whether a call has anything of `call`, where waking `woken` helpers repays itself. If not, it counts as one of the small
  /// calls that missed some.
  static func areWorthCalling(waking woken: Int) -> Bool {
    woken > 0 || awake.load(ordering: .relaxed) > 0 || smallCallsRepayWaking()
  }

  /// Calls up to `count` helpers. Those who are awake come at once. Others are woken where that repays itself, no more than
  /// `woken`; they find the work done if they come late.
  static func call(_ count: Int, waking woken: Int, to work: SharedWork) {
    var missing = count
    for seat in seats {
      if missing == 0 { return }
      if seat.give(work) { missing -= 1 }
    }
    if woken > 0 {
      for _ in 0..<min(missing, woken) { wake(for: work, staysIfLate: false) }
    } else if smallCallsRepayWaking() {
      unaidedCalls.store(0, ordering: .relaxed)
      // The work is done before anybody is awake: they come for the calls that follow.
      for _ in 0..<missing { wake(for: work, staysIfLate: true) }
    }
  }

  /// Counts a small call, and tells whether that makes enough of them.
  private static func smallCallsRepayWaking() -> Bool {
    unaidedCalls.wrappingAdd(1, ordering: .relaxed).newValue >= callsRepayingWaking
  }

  private static func wake(for work: SharedWork, staysIfLate: Bool) {
    guard onTheirWay.load(ordering: .relaxed) < mostOnTheirWay else { return }
    onTheirWay.wrappingAdd(1, ordering: .relaxed)
    DispatchQueue.global().async {
      onTheirWay.wrappingSubtract(1, ordering: .relaxed)
      awake.wrappingAdd(1, ordering: .relaxed)
      serve(work, staysIfLate: staysIfLate)
      awake.wrappingSubtract(1, ordering: .relaxed)
    }
  }

  private static func serve(_ first: SharedWork, staysIfLate: Bool) {
    // One who comes late to a large call was called long ago: nobody calls again so soon.
    guard first.help() || staysIfLate else { return }
    for _ in 1..<longestService {
      guard let work = seats.first(where: { $0.take() })?.waitForWork() else { return }
      _ = work.help()
    }
  }
}
