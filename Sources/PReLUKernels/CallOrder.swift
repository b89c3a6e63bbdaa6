internal import KernelCore

/// What a call computes.
enum CallOrder {
  case forward
  case first
  /// The first, where `x` is the output, so that sums are divided by slopes.
  case firstFromOutput
  case second
}

extension Streams {
  /// How many tensors are gone through.
  var count: Int {
    // Addresses are compared, nothing is read.
    unsafe 1 + (g == x ? 0 : 1) + (u == x ? 0 : 1) + (output == nil ? 0 : 1)
      + (secondOutput == nil ? 0 : 1)
  }

  /// Whether the outputs are none of the inputs, and stand in the same places of cache lines.
  var mayPassCaches: Bool {
    guard let output = unsafe output ?? secondOutput else { return false }
    let second = unsafe secondOutput ?? output
    let distance = Int(bitPattern: output) ^ Int(bitPattern: second)
    return unsafe UnsafePointer(output) != g && UnsafePointer(output) != x && distance & 63 == 0
  }
}
