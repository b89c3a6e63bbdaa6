extension PReLU {
  /// Throws unless a buffer has the number of elements that the layout gives it, or is not there.
  @inline(always)
  static func check(
    _ buffer: PReLUError.Buffer, _ actual: Int?, _ expected: Int
  ) throws(PReLUError) {
    guard let actual, actual != expected else { return }
    throw .countMismatch(buffer, expected: expected, actual: actual)
  }

  /// Throws if an output shares memory with another buffer, other than being all of it where that is
  /// allowed. Empty buffers, and those that are not there, share none.
  @inline(always)
  static func checkOverlap<Scalar>(
    _ output: PReLUError.Buffer, _ written: UnsafeMutableBufferPointer<Scalar>?,
    _ other: PReLUError.Buffer, _ buffer: UnsafeBufferPointer<Scalar>?, allowingSame: Bool = false
  ) throws(PReLUError) {
    guard let written = unsafe written, let buffer = unsafe buffer else { return }
    // Addresses are compared, nothing is read.
    let first = UInt(bitPattern: written.baseAddress)
    let second = UInt(bitPattern: buffer.baseAddress)
    let stride = UInt(MemoryLayout<Scalar>.stride)
    guard !written.isEmpty, !buffer.isEmpty,
      first < second &+ UInt(buffer.count) &* stride,
      second < first &+ UInt(written.count) &* stride,
      !(allowingSame && first == second && written.count == buffer.count)
    else { return }
    throw .overlap(output, with: other)
  }

  /// Throws unless every slope is above 0 and finite, so that the output has the sign of the input.
  static func checkOutputTells<Scalar: PReLUScalar>(
    _ slope: UnsafeBufferPointer<Scalar>
  ) throws(PReLUError) {
    func tells(_ slope: Scalar) -> Bool { slope > 0 && slope < .infinity }
    // Stretches without a way out of the loop, which the compiler makes vectors of.
    let stretch = 256
    for first in stride(from: 0, to: slope.count, by: stretch) {
      let channels = first..<min(first + stretch, slope.count)
      var telling = 0
      for channel in channels { telling &+= unsafe tells(slope[channel]) ? 1 : 0 }
      guard telling < channels.count,
        let channel = channels.first(where: { unsafe !tells(slope[$0]) })
      else { continue }
      throw unsafe .slopeDoesNotTell(channel: channel, slope: Double(slope[channel]))
    }
  }
}
