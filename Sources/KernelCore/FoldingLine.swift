public import CKernelSupport

/// How the sixteen sums of a channel become one: halves are added to halves, lanes i and i + 8, then i and
/// i + 4, i and i + 2, and the last two.
///
/// The same bits however the lanes are rotated: every sum is of the same pair, and addition commutes. That
/// is why vectors may begin at a cache line, wherever the first element of a run stands.
///
/// Channels are folded eight at once, which takes a third of the time that they take one by one. Until then they
/// stand in a line for `room` channels, a multiple of eight: a fold waits for the last sums to reach the cache, the
/// less often the longer its line.
@usableFromInline
struct FoldingLine<let room: Int, Sums: LaneSums> {
  /// Eight numbers of each channel: one of every half.
  @usableFromInline var halves: InlineArray<room, SIMD8<Double>>

  @inlinable @inline(always)
  init<I: KernelInstructionSet>(_: I.Type) {
    halves = InlineArray(repeating: .zero)
  }

  // In bounds, below: callers' places are below `room`.

  /// Puts a channel's sums into line.
  @inlinable @inline(always)
  mutating func add<I: KernelInstructionSet>(_: I.Type, _ sums: Sums, at place: Int) {
    guard Sums.areKept else { return }
    unsafe halves[unchecked: place] = sums.addedHalves(I.self)
  }

  /// Writes the sums of the first `count` channels to as many places from `sums[index]` on, or adds them there.
  @inlinable @inline(always)
  mutating func fold<I: KernelInstructionSet>(
    _: I.Type, count: Int, to sums: UnsafeMutablePointer<Double>?, at index: Int, adding: Bool
  ) {
    guard Sums.areKept else { return }
    let sums = unsafe sums.unsafelyUnwrapped + index
    var place = 0
    while place < count {
      let total = unsafe prelu_fold_eight(
        halves[unchecked: place], halves[unchecked: place &+ 1], halves[unchecked: place &+ 2],
        halves[unchecked: place &+ 3], halves[unchecked: place &+ 4], halves[unchecked: place &+ 5],
        halves[unchecked: place &+ 6], halves[unchecked: place &+ 7])
      unsafe write(I.self, total, count: min(8, count &- place), to: sums + place, adding: adding)
      place &+= 8
    }
  }

  /// Writes the first `count` lanes to `sums`, or adds them there.
  @inlinable @inline(always)
  func write<I: KernelInstructionSet>(
    _: I.Type, _ total: SIMD8<Double>, count: Int, to sums: UnsafeMutablePointer<Double>,
    adding: Bool
  ) {
    if count == 8 {
      let sum = adding ? unsafe prelu_load_eight(sums) + total : total
      unsafe prelu_store_eight(sum, sums)
    } else {
      let before = adding ? unsafe Double._loadSome(UnsafePointer(sums), 0, count) : .zero
      unsafe Double._storeSome(
        before + SIMD16(lowHalf: total, highHalf: .zero), sums, 0, count)
    }
  }
}
