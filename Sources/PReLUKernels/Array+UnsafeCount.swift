#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension Array where Element: PReLUScalar {
  /// An array whose elements `initialize` writes, all of them, or throws.
  init(
    unsafeCount count: Int,
    initialize: (UnsafeMutableBufferPointer<Element>) throws(PReLUError) -> Void
  ) throws(PReLUError) {
    guard Self.hasMemory(count: count) else { throw .outOfMemory(count: count) }
    try self.init(capacity: count) { (elements: inout OutputSpan<Element>) throws(PReLUError) in
      // In bounds: the capacity is at least `count`. Numbers may be written to memory that has not been
      // initialised.
      try unsafe elements.withUnsafeMutableBufferPointer {
        (buffer, initialized) throws(PReLUError) in
        try unsafe initialize(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
        initialized = count
      }
    }
  }

  /// Whether the system has as much: a program that makes an array for which there is no memory ends. Layouts without elements and views
  /// whose axes have stride 0 ask for more than any buffer of a call has.
  private static func hasMemory(count: Int) -> Bool {
    // With a page for what an array keeps in front of its elements.
    let bytes = count * MemoryLayout<Element>.stride + 4096
    // Less may be missing too, but then it is not the call that asks for too much.
    guard bytes >= 1 << 30 else { return true }
    let memory = unsafe mmap(
      nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { return false }
    unsafe munmap(memory, bytes)
    return true
  }
}
