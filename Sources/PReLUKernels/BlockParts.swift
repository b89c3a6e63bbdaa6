internal import Synchronization

/// Blocks in contiguous parts, one a thread, of which any thread may take some.
///
/// A thread begins with a part of its own. Of two threads each has the same part at every call, so that what it
/// left in its core's cache is still of use. It takes a quarter of what is left of it at a time, and single blocks in the
/// end. Then it takes its share of half of what others have left, who came late or whose processor was busy elsewhere.
@safe final class BlockParts: @unchecked Sendable {
  let count: Int
  private let blocks: Int
  /// The next block of each part, each in a pair of cache lines of its own.
  private let next: UnsafeMutablePointer<Atomic<Int>>
  /// The parts that have blocks: who comes when all are gone need not look into each.
  private let partsWithBlocks: Atomic<Int>

  private static let stride = 128 / MemoryLayout<Atomic<Int>>.stride

  init(blocks: Int, count: Int) {
    self.blocks = blocks
    self.count = count
    partsWithBlocks = Atomic(min(blocks, count))
    unsafe next = .allocate(capacity: count * Self.stride)
    // In bounds, here and below: part `part` has the place `part * stride`.
    for part in 0..<count {
      unsafe (next + part * Self.stride).initialize(to: Atomic(Self.start(part, blocks, count)))
    }
  }

  deinit {
    unsafe next.deallocate()
  }

  var haveBlocks: Bool { partsWithBlocks.load(ordering: .relaxed) > 0 }

  /// The next blocks of a part, or `nil` where it has no more.
  func take(from part: Int, isOwn: Bool) -> Range<Int>? {
    let next = unsafe next + part * Self.stride
    let end = Self.start(part + 1, blocks, count)
    var first = unsafe next.pointee.load(ordering: .relaxed)
    while first < end {
      let last = first + max(1, (end - first) / (isOwn ? 4 : 2 * count))
      let (exchanged, original) = unsafe next.pointee.weakCompareExchange(
        expected: first, desired: last, ordering: .relaxed)
      if exchanged {
        if last == end { partsWithBlocks.wrappingSubtract(1, ordering: .relaxed) }
        return first..<last
      }
      first = original
    }
    return nil
  }

  private static func start(_ part: Int, _ blocks: Int, _ count: Int) -> Int {
    // The first parts have one block more where there is a remainder.
    blocks / count * part + min(part, blocks % count)
  }
}
