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

  /// The calls under way that helpers could come to.
  private static let callers = Atomic(0)

  /// The small calls that nobody was awake for, since one helper was woken for such a call.
  private static let unaidedCalls = Atomic(0)

  /// The number of small calls that repay waking a helper, even if none follows: 32 take 125 microseconds at least, and
  /// waking takes the caller 2 to 5, now and then 20. Twice as many each time that a helper came and none followed, up to a number
  /// that makes waking half a percent of calls at most: with more, a program that had begun beside busy processors was left alone for
  /// a quarter of a second.
  private static let callsRepayingWaking = Atomic(fewestCallsRepayingWaking)
  private static let fewestCallsRepayingWaking = 32
  private static let mostCallsRepayingWaking = 1 << 10

  /// Begins a call: whether it has anything of `call`. A call that repays waking helpers always has. A small one has if
  /// somebody is awake, or if many have missed that, and if it is the only one: where others are under way, their threads have
  /// the processors that helpers would need.
  static func begin(waking woken: Int) -> Bool {
    let isAlone = callers.wrappingAdd(1, ordering: .relaxed).oldValue == 0
    if woken > 0 { return true }
    guard isAlone else { return false }
    if awake.load(ordering: .relaxed) > 0 { return true }
    return unaidedCalls.wrappingAdd(1, ordering: .relaxed).newValue
      >= callsRepayingWaking.load(ordering: .relaxed)
  }

  /// Ends a call that has begun.
  static func end() {
    callers.wrappingSubtract(1, ordering: .relaxed)
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
    } else if unaidedCalls.load(ordering: .relaxed) >= callsRepayingWaking.load(ordering: .relaxed)
    {
      unaidedCalls.store(0, ordering: .relaxed)
      // The work is done before anybody is awake: who comes, comes for the calls that follow.
      wake(for: work, staysIfLate: true)
    }
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
    var served = 0
    while served < longestService,
      let work = seats.first(where: { $0.take() })?.waitForWork()
    {
      served += 1
      _ = work.help()
    }
    guard staysIfLate else { return }
    let calls = callsRepayingWaking.load(ordering: .relaxed)
    callsRepayingWaking.store(
      served > 0 ? fewestCallsRepayingWaking : min(2 * calls, mostCallsRepayingWaking),
      ordering: .relaxed)
  }
}
