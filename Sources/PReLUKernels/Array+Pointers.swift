// The memory of several arrays at a time.
//
// Not by their spans: with Swift 6.3.1 an array that is not used after a call was gone before a span that the
// call took of it in a closure, where the array was a literal in optimised code, and now and then in a debug build.

/// Calls `body` with the elements of two arrays.
func withPointers<Element, Result>(
  _ a: [Element], _ b: [Element],
  _ body: (UnsafeBufferPointer<Element>, UnsafeBufferPointer<Element>) throws(PReLUError) -> Result
) throws(PReLUError) -> Result {
  try unsafe a.withUnsafeBufferPointer { (a) throws(PReLUError) in
    try unsafe b.withUnsafeBufferPointer { (b) throws(PReLUError) in try unsafe body(a, b) }
  }
}

/// Calls `body` with the elements of three arrays.
func withPointers<Element, Result>(
  _ a: [Element], _ b: [Element], _ c: [Element],
  _ body: (
    UnsafeBufferPointer<Element>, UnsafeBufferPointer<Element>, UnsafeBufferPointer<Element>
  ) throws(PReLUError) -> Result
) throws(PReLUError) -> Result {
  try unsafe withPointers(a, b) { (a, b) throws(PReLUError) in
    try unsafe c.withUnsafeBufferPointer { (c) throws(PReLUError) in try unsafe body(a, b, c) }
  }
}
