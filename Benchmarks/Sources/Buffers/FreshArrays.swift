internal import CAllocator

/// Arrays in memory that is treated like the buffers'.
///
/// The C library's allocator hands out small blocks from its heap, and how small is small it
/// changes as it goes along. Here it is told: arrays that are made inside of `FreshArrays.copy`
/// have pages of their own, so that the advice on huge pages comes before the first touch; outside
/// the allocator keeps the thresholds that it reaches by itself in a program that allocates and
/// frees large arrays.
public enum FreshArrays {
  /// A copy of `elements` in pages of its own.
  public static func copy<Scalar>(_ elements: UnsafeBufferPointer<Scalar>) -> [Scalar] {
    mallopt(M_MMAP_THRESHOLD, 128 << 10)
    defer {
      mallopt(M_MMAP_THRESHOLD, 32 << 20)
      mallopt(M_TRIM_THRESHOLD, 64 << 20)
    }
    return [Scalar](unsafeUninitializedCapacity: elements.count) { memory, count in
      HugePages.advise(UnsafeMutableRawBufferPointer(memory))
      count = memory.initialize(fromContentsOf: elements)
    }
  }
}
