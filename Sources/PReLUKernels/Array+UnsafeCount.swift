extension Array where Element: PReLUScalar {
  /// An array whose elements `initialize` writes, all of them, or throws.
  init(
    unsafeCount count: Int, initialize: (inout MutableSpan<Element>) throws(PReLUError) -> Void
  ) throws(PReLUError) {
    var failure: PReLUError?
    unsafe self.init(unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(PReLUError) {
        // In bounds: the capacity is at least `count`. A number's memory may be written without having
        // been initialised.
        var span = unsafe MutableSpan(
          _unsafeStart: buffer.baseAddress.unsafelyUnwrapped, count: count)
        try initialize(&span)
        initialized = count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }
}
