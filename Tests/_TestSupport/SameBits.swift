public import PReLUKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether two numbers have the same bits; a NaN is the same as any other NaN.
@inline(__always)
func sameBits<Scalar: PReLUScalar>(_ a: Scalar, _ b: Scalar) -> Bool {
  let (a, b) = (a._computed, b._computed)
  return a == b ? a.sign == b.sign : a.isNaN && b.isNaN
}

/// Where two sequences of numbers first differ, in words, or `nil` where they have the same bits.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Float16)
@_specialize(where Scalar == BFloat16)
public func difference<Scalar: PReLUScalar>(
  _ actual: UnsafeBufferPointer<Scalar>, _ expected: UnsafeBufferPointer<Scalar>
) -> String? {
  guard actual.count == expected.count else {
    return "\(actual.count) elements, expected \(expected.count)"
  }
  // At the speed of memory where nothing differs, NaN included.
  if let first = actual.baseAddress, let second = expected.baseAddress,
    memcmp(first, second, actual.count * MemoryLayout<Scalar>.stride) == 0
  {
    return nil
  }
  for index in actual.indices where !sameBits(actual[index], expected[index]) {
    return "element \(index) of \(actual.count) is \(actual[index]), expected \(expected[index])"
  }
  return nil
}

public func difference<Scalar: PReLUScalar>(_ actual: [Scalar], _ expected: [Scalar]) -> String? {
  actual.withUnsafeBufferPointer { actual in
    expected.withUnsafeBufferPointer { difference(actual, $0) }
  }
}

public func difference<Scalar: PReLUScalar>(
  _ actual: Memory<Scalar>, _ expected: [Scalar]
) -> String? {
  expected.withUnsafeBufferPointer { difference(actual.constant, $0) }
}
