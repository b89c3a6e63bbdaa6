/// Where a buffer stands, for a first look at all buffers of a call at once: a branch for each pair of them takes longer than a
/// vector of elements. Only where it finds something are they looked at one by one (`Checking.swift`), for what may be or for the error.
struct Extent {
  private let first: Int
  private let end: Int
  private let alignment: Int

  /// Nothing, where there is no buffer.
  @inline(always)
  init<Element>(_ buffer: UnsafeBufferPointer<Element>?) {
    // The address is looked at, nothing is read.
    first = unsafe Int(bitPattern: buffer?.baseAddress)
    alignment = MemoryLayout<Element>.stride
    end = unsafe first &+ (buffer?.count ?? 0) &* alignment
  }

  @inline(always)
  init<Element>(_ buffer: UnsafeMutableBufferPointer<Element>?) {
    unsafe self.init(buffer.map { UnsafeBufferPointer($0) })
  }

  /// Below 0 where two buffers share memory, or one of them is empty and stands inside of the other. Addresses are far from the
  /// largest number: each begins before the other's end where both differences are negative, and nothing is compared.
  @inline(always)
  func meets(_ other: Extent) -> Int { (other.first &- end) & (first &- other.end) }

  /// 0 if the buffer begins at a multiple of its elements' size.
  @inline(always)
  var isMisaligned: Int { first & (alignment &- 1) }
}
