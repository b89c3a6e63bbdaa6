internal import Dispatch
internal import Synchronization

/// Dispatch's threads, which come to help with a call's work, and stay awake for a moment to help with the next.
///
/// To wake a thread takes 16 to 22 microseconds on a virtual machine, as long as forward takes for 2 MiB: calls that follow
/// each other closely do not pay it again.
enum Helpers {
  /// Where helpers wait for work: no more than 64 at a time.
  private static let seats = (0..<64).map { _ in Seat() }

  /// The helpers that Dispatch has been asked for and that have not come yet. No more than `mostOnTheirWay`: where all
  /// threads are busy with something else, calls do without.
  private static let onTheirWay = Atomic(0)
  private static let mostOnTheirWay = 256

  /// The calls that a helper serves before it gives its thread back to Dispatch, where others may wait for one.
  private static let longestService = 1000

  /// Calls `count` helpers. They come when they can, and find the work done if they come late.
  static func call(_ count: Int, to work: SharedWork) {
    var missing = count
    for seat in seats {
      if missing == 0 { return }
      if seat.give(work) { missing -= 1 }
    }
    for _ in 0..<missing where onTheirWay.load(ordering: .relaxed) < mostOnTheirWay {
      onTheirWay.wrappingAdd(1, ordering: .relaxed)
      DispatchQueue.global().async {
        onTheirWay.wrappingSubtract(1, ordering: .relaxed)
        serve(work)
      }
    }
  }

  private static func serve(_ first: SharedWork) {
    var work = first
    for _ in 0..<longestService {
      // One who comes late was called long ago: nobody calls again so soon.
      guard work.help(), let next = seats.first(where: { $0.take() })?.waitForWork() else { return }
      work = next
    }
    _ = work.help()
  }
}
