import Foundation

/// Why a buffer could not be had.
public struct OutOfMemory: Error, CustomStringConvertible {
  let bytes: Int

  public var description: String { "no memory for a buffer of \(bytes) bytes" }
}

/// Memory of its own pages, at the start of a page, with huge pages where it is large enough. `Scalar` is a type of which bytes of zeros
/// are a value.
public final class AlignedBuffer<Scalar> {
  /// The first element.
  public let start: UnsafeMutablePointer<Scalar>
  /// The number of elements.
  public let count: Int
  private let bytes: Int

  /// A buffer of `count` zeros.
  public init(count: Int) throws(OutOfMemory) {
    self.count = count
    bytes = max(count * MemoryLayout<Scalar>.stride, 1)
    let address = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let address, address != MAP_FAILED else { throw OutOfMemory(bytes: bytes) }
    HugePages.advise(UnsafeMutableRawBufferPointer(start: address, count: bytes))
    // The mapping has room for `count` elements, and the start of a page is aligned for any of
    // them.
    start = address.bindMemory(to: Scalar.self, capacity: count)
    // Every page is written to, so that none is the shared page of zeros.
    memset(address, 0, bytes)
  }

  /// A buffer with the elements of `values`.
  public convenience init(_ values: [Scalar]) throws(OutOfMemory) {
    try self.init(count: values.count)
    values.withUnsafeBufferPointer { from in
      // `from` has `count` elements, and so has this buffer.
      if let from = from.baseAddress { start.update(from: from, count: count) }
    }
  }

  /// Sets every element to `value`.
  public func fill(_ value: Scalar) {
    start.update(repeating: value, count: count)
  }

  deinit {
    munmap(start, bytes)
  }

  /// The elements.
  public var elements: UnsafeMutableBufferPointer<Scalar> {
    UnsafeMutableBufferPointer(start: start, count: count)
  }

  /// The elements for reading alone.
  public var readOnly: UnsafeBufferPointer<Scalar> {
    UnsafeBufferPointer(start: start, count: count)
  }
}
