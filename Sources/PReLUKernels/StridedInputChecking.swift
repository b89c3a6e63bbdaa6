internal import KernelCore

extension StridedInput {
  /// The checked input that is a view of a buffer, and that the output does not overlap; `nil` where the view has no elements.
  static func checked(
    _ name: PReLUError.Buffer, _ buffer: UnsafeBufferPointer<Scalar>, _ view: StridedView,
    count: Int, _ outputName: PReLUError.Buffer, _ output: UnsafeMutableBufferPointer<Scalar>
  ) throws(PReLUError) -> StridedInput<Scalar>? {
    try PReLU.check(name, view.count, count)
    try unsafe PReLU.checkAlignment(name, buffer)
    guard let reach = view.reach else { return nil }
    guard reach.lowerBound >= 0, reach.upperBound < buffer.count, let start = buffer.baseAddress
    else {
      throw .viewOutOfBounds(name, reach: reach, count: buffer.count)
    }
    try unsafe PReLU.checkOverlap(outputName, output, name, buffer.reached(by: view))
    return unsafe StridedInput(start, view)
  }
}

extension UnsafeBufferPointer {
  /// What lies between the first and the last element that a checked view reaches: nothing else is read.
  func reached(by view: StridedView) -> UnsafeBufferPointer<Element> {
    guard let reach = view.reach else { return unsafe UnsafeBufferPointer(rebasing: self[0..<0]) }
    return unsafe UnsafeBufferPointer(rebasing: self[reach])
  }
}
