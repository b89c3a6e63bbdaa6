internal import CKernelSupport
internal import Synchronization

/// A place where one helper waits awake for work.
final class Seat: Sendable {
  /// `vacant`, `waiting`, or the address of the work that the helper has been given.
  private let state = Atomic(Seat.vacant)
  /// Keeps the state in cache lines of its own.
  private let padding = InlineArray<16, Int>(repeating: 0)

  private static let vacant: UInt = 0
  private static let waiting: UInt = 1

  /// How often a helper looks for work: 5 to 20 microseconds, of 10 to 40 nanoseconds a pause.
  private static let looks = 400

  /// Whether the seat was vacant, and now is the calling helper's.
  func take() -> Bool {
    state.load(ordering: .relaxed) == Self.vacant && exchange(Self.vacant, Self.waiting)
  }

  /// Gives work to the helper who waits here; `false` if nobody does.
  func give(_ work: SharedWork) -> Bool {
    guard state.load(ordering: .relaxed) == Self.waiting else { return false }
    // Balanced by the helper who receives it.
    let reference = unsafe Unmanaged.passRetained(work)
    if exchange(Self.waiting, UInt(bitPattern: unsafe reference.toOpaque())) { return true }
    unsafe reference.release()
    return false
  }

  /// Waits for work, and leaves the seat: with it, or without where none came.
  func waitForWork() -> SharedWork? {
    for _ in 0..<Self.looks {
      if state.load(ordering: .relaxed) != Self.waiting { return received() }
      prelu_pause()
    }
    return exchange(Self.waiting, Self.vacant) ? nil : received()
  }

  private func received() -> SharedWork? {
    let address = state.exchange(Self.vacant, ordering: .acquiring)
    // Safe: `give` retained what stands here, and only one helper has the seat.
    return unsafe UnsafeRawPointer(bitPattern: address).map {
      unsafe Unmanaged<SharedWork>.fromOpaque($0).takeRetainedValue()
    }
  }

  private func exchange(_ expected: UInt, _ desired: UInt) -> Bool {
    state.compareExchange(expected: expected, desired: desired, ordering: .acquiringAndReleasing)
      .exchanged
  }
}
