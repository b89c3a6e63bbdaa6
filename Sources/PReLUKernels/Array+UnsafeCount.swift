extension Array where Element: PReLUScalar {
  /// An array whose elements `initialize` writes, all of them, or throws.
  init(
    unsafeCount count: Int,
    initialize: (UnsafeMutableBufferPointer<Element>) throws(PReLUError) -> Void
  ) throws(PReLUError) {
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
}
