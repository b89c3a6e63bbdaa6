internal import KernelCore

extension PReLU {
  /// Throws unless a view has the number of elements that is asked for, and lies in its buffer, of `available` elements. No view is one of
  /// the whole buffer.
  static func check(
    _ buffer: PReLUError.Buffer, of available: Int, _ view: StridedView?, _ expected: Int
  ) throws(PReLUError) {
    guard let view else {
      try check(buffer, available, expected)
      return
    }
    guard view.count == expected else {
      throw .viewCountMismatch(buffer, expected: expected, actual: view.count)
    }
    guard let reach = view.reach else { return }
    guard reach.lowerBound >= 0, reach.upperBound < available else {
      throw .viewOutOfBounds(buffer, reach: reach, count: available)
    }
  }
}

extension StridedInput {
  /// The checked input that is a view of a buffer, or all of it, and that the output does not overlap; `nil` where there are no elements.
  static func checked(
    _ name: PReLUError.Buffer, _ buffer: UnsafeBufferPointer<Scalar>, _ view: StridedView?,
    count: Int, _ outputName: PReLUError.Buffer, _ output: UnsafeMutableBufferPointer<Scalar>
  ) throws(PReLUError) -> StridedInput<Scalar>? {
    try PReLU.check(name, of: buffer.count, view, count)
    try unsafe PReLU.checkAlignment(name, buffer)
    try unsafe PReLU.checkOverlap(outputName, output, name, buffer.reached(by: view))
    guard count > 0, let start = buffer.baseAddress else { return nil }
    return unsafe StridedInput(start, view ?? StridedView(dense: count))
  }
}

extension UnsafeBufferPointer {
  /// What lies between the first and the last element that a checked view reaches: nothing else is read.
  func reached(by view: StridedView?) -> UnsafeBufferPointer<Element> {
    guard let view else { return unsafe self }
    guard let reach = view.reach else { return unsafe UnsafeBufferPointer(rebasing: self[0..<0]) }
    return unsafe UnsafeBufferPointer(rebasing: self[reach])
  }
}
