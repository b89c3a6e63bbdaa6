public import PReLUKernels

/// Whether two numbers have the same bits; a NaN is the same as any other NaN.
@inline(__always)
func sameBits<Scalar: Number>(_ a: Scalar, _ b: Scalar) -> Bool {
  a == b ? a.sign == b.sign : a.isNaN && b.isNaN
}

/// Where two sequences of numbers first differ, in words, or `nil` where they have the same bits.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
public func difference<Scalar: Number>(
  _ actual: UnsafeBufferPointer<Scalar>, _ expected: UnsafeBufferPointer<Scalar>
) -> String? {
  guard actual.count == expected.count else {
    return "\(actual.count) elements, expected \(expected.count)"
  }
  for index in actual.indices where !sameBits(actual[index], expected[index]) {
    return "element \(index) of \(actual.count) is \(actual[index]), expected \(expected[index])"
  }
  return nil
}

public func difference<Scalar: Number>(_ actual: [Scalar], _ expected: [Scalar]) -> String? {
  actual.withUnsafeBufferPointer { actual in
    expected.withUnsafeBufferPointer { difference(actual, $0) }
  }
}

public func difference<Scalar: Number>(
  _ actual: Memory<Scalar>, _ expected: [Scalar]
) -> String? {
  expected.withUnsafeBufferPointer { difference(actual.constant, $0) }
}
