extension UnsafeMutableBufferPointer where Element == Double {
  /// The first of these numbers that begins a cache line, one of the first eight.
  ///
  /// Vectors of sums that are stored in two lines each make the processor wait until both have reached the cache, if it loads them soon. On
  /// Zen 4, one thread past the caches, rows of 60 Floats take 1.4 times as long so, 200 rows of 105 from the first-level cache 1.9 times.
  @inlinable @inline(always)
  public var atCacheLine: UnsafeMutablePointer<Double> {
    // In bounds: callers have room for `sumsBeforeLine` more than they use.
    let first = unsafe baseAddress.unsafelyUnwrapped
    return unsafe first + (-Int(bitPattern: first) & 63) / MemoryLayout<Double>.stride
  }
}

/// The most sums that stand before the first one at a cache line, in memory that is aligned for them.
@inlinable @inline(always)
public var sumsBeforeLine: Int { sumsPerLine &- 1 }

/// The Double sums of a cache line.
@inlinable @inline(always)
public var sumsPerLine: Int { 8 }
