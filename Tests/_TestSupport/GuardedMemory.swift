public import PReLUKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Numbers next to a page that cannot be read: a kernel that goes one element too far crashes.
public final class GuardedMemory<Scalar: StoredNumber> {
  public enum Side: CaseIterable, Sendable {
    /// The unreadable page begins where the numbers end.
    case end
    /// The numbers begin where an unreadable page ends.
    case start
  }

  private let pages: UnsafeMutableRawPointer
  private let length: Int

  /// The numbers.
  public let mutable: UnsafeMutableBufferPointer<Scalar>
  public var constant: UnsafeBufferPointer<Scalar> { UnsafeBufferPointer(mutable) }

  public init(_ values: [Scalar], side: Side) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let bytes = values.count * MemoryLayout<Scalar>.stride
    let readable = (bytes + page - 1) / page * page
    length = readable + 2 * page
    guard
      let pages = mmap(nil, length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      pages != MAP_FAILED,
      readable == 0 || mprotect(pages + page, readable, PROT_READ | PROT_WRITE) == 0
    else { fatalError("no memory for guarded pages") }
    self.pages = pages
    let first = side == .start ? pages + page : pages + page + readable - bytes
    mutable = UnsafeMutableBufferPointer(
      start: first.bindMemory(to: Scalar.self, capacity: values.count), count: values.count)
    _ = mutable.initialize(fromContentsOf: values)
  }

  deinit { munmap(pages, length) }
}
