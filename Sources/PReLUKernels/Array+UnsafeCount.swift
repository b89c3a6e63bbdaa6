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
    let bytes = count * MemoryLayout<Element>.stride
    // What is asked for less may fail too, but not by what a call asks for.
    guard bytes >= 1 << 30 else { return true }
    let memory = unsafe mmap(
      nil, bytes + 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { return false }
    unsafe munmap(memory, bytes + 4096)
    return true
  }
}
