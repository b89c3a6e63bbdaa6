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
  static func checkOverlap<Written, Other>(
    _ output: PReLUError.Buffer, _ written: UnsafeMutableBufferPointer<Written>?,
    _ other: PReLUError.Buffer, _ buffer: UnsafeBufferPointer<Other>?, allowingSame: Bool = false
  ) throws(PReLUError) {
    guard let written = unsafe written, let buffer = unsafe buffer else { return }
    // Addresses are compared, nothing is read.
    let first = UInt(bitPattern: written.baseAddress)
    let second = UInt(bitPattern: buffer.baseAddress)
    guard written.count > 0, buffer.count > 0,
      first < second &+ UInt(buffer.count) &* UInt(MemoryLayout<Other>.stride),
      second < first &+ UInt(written.count) &* UInt(MemoryLayout<Written>.stride),
      !(allowingSame && first == second && written.count == buffer.count)
    else { return }
    throw .overlap(output, with: other)
  }

  /// Throws unless a buffer begins at a multiple of its elements' size, or is not there, or is empty.
  @inline(always)
  static func checkAlignment<Element>(
    _ name: PReLUError.Buffer, _ buffer: UnsafeBufferPointer<Element>?
  ) throws(PReLUError) {
    // The address is looked at, nothing is read.
    guard let buffer = unsafe buffer,
      UInt(bitPattern: buffer.baseAddress) & UInt(MemoryLayout<Element>.stride - 1) != 0,
      buffer.count > 0
    else { return }
    throw .misaligned(name, alignment: MemoryLayout<Element>.stride)
  }

  @inline(always)
  static func checkAlignment<Element>(
    _ name: PReLUError.Buffer, _ buffer: UnsafeMutableBufferPointer<Element>?
  ) throws(PReLUError) {
    try unsafe checkAlignment(name, buffer.map { UnsafeBufferPointer($0) })
  }

  /// Throws unless every slope is above 0 and finite, so that the output has the sign of the input.
  static func checkOutputTells<Scalar: PReLUScalar>(
    _ slope: UnsafeBufferPointer<Scalar>
  ) throws(PReLUError) {
    func tells(_ slope: Scalar) -> Bool { slope._computed > 0 && slope._computed < .infinity }
    // Stretches without a way out of the loop, which the compiler makes vectors of.
    let stretch = 256
    for first in stride(from: 0, to: slope.count, by: stretch) {
      let channels = first..<min(first + stretch, slope.count)
      var telling = 0
      for channel in channels { telling &+= unsafe tells(slope[channel]) ? 1 : 0 }
      guard telling < channels.count,
        let channel = channels.first(where: { unsafe !tells(slope[$0]) })
      else { continue }
      throw unsafe .slopeDoesNotTell(channel: channel, slope: Double(slope[channel]._computed))
    }
  }
}
