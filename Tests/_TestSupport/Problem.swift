public import PReLUKernels

/// The inputs of a call.
public struct Problem<Scalar: Number>: Sendable {
  public let layout: Layout
  public let seed: UInt64
  public var x: [Scalar]
  public var slope: [Scalar]
  public var gradient: [Scalar]
  /// What the slope's gradient holds before it is accumulated to.
  public var oldSlopeGradient: [Scalar]

  /// Random inputs: half of x negative, some zeros of both signs, slopes below 0, at 0 and above 1; the first
  /// slope is a common one, so that even a few elements show whether it is used.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public init(_ layout: Layout, seed: UInt64 = 20_150_206) {
    self.layout = layout
    self.seed = seed
    var generator = SplitMix64(seed: seed)
    x = []
    x.reserveCapacity(layout.count)
    gradient = []
    gradient.reserveCapacity(layout.count)
    for _ in 0..<layout.count {
      let zero = generator.next() % 64
      let value: Scalar = zero == 0 ? 0 : zero == 1 ? -0.0 : Scalar(generator.normal())
      x.append(value)
      gradient.append(Scalar(generator.normal()))
    }
    slope = (0..<layout.channels).map { channel in
      channel == 0 ? 0.3 : generator.next() % 8 == 0 ? 0 : Scalar(2 * generator.normal())
    }
    oldSlopeGradient = (0..<layout.channels).map { _ in Scalar(10 * generator.normal()) }
  }
}

extension Problem: CustomStringConvertible {
  public var description: String {
    "\(Scalar.self) [\(layout.outer), \(layout.channels), \(layout.inner)], seed \(seed)"
  }
}
