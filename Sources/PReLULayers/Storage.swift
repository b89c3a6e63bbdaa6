/// Memory for numbers that are written before they are read, kept from one call of a layer to the next.
///
/// Arrays would write zeros first, and fresh memory costs a page fault every 4 KiB.
@safe final class Storage<Scalar: BLASScalar> {
  private var memory: UnsafeMutableBufferPointer<Scalar>

  init() {
    unsafe memory = UnsafeMutableBufferPointer(start: nil, count: 0)
  }

  deinit {
    // Was allocated below, or is empty.
    unsafe memory.deallocate()
  }

  /// Calls `body` with `count` elements, which hold what the last call left if that did not ask for fewer.
  func withElements<Result, Failure: Error>(
    _ count: Int, _ body: (UnsafeMutableBufferPointer<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    reserve(count)
    // In bounds: there are `count` elements at least.
    return try unsafe body(UnsafeMutableBufferPointer(rebasing: memory[..<count]))
  }

  private func reserve(_ count: Int) {
    guard unsafe memory.count < count else { return }
    unsafe memory.deallocate()
    // At a cache line. Numbers need no initialisation.
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: count * MemoryLayout<Scalar>.stride, alignment: 64)
    unsafe memory = unsafe bytes.bindMemory(to: Scalar.self)
  }
}
