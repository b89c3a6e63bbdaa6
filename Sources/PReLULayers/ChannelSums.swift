/// Overwrites `sums` with the sum of each channel of `[outer, channels, inner]` elements.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
func addUpChannels<Scalar: BLASScalar>(
  _ x: UnsafePointer<Scalar>, outer: Int, channels: Int, inner: Int,
  into sums: UnsafeMutablePointer<Scalar>
) {
  // In bounds, here and below: `outer * channels * inner` elements of x, `channels` sums.
  unsafe sums.update(repeating: 0, count: channels)
  if inner == 1 {
    for row in 0..<outer {
      let start = unsafe x + row * channels
      for channel in 0..<channels { unsafe sums[channel] += start[channel] }
    }
  } else {
    for run in 0..<(outer * channels) {
      unsafe sums[run % channels] += sum(x + run * inner, count: inner)
    }
  }
}

/// The sum of a run, sixteen lanes at a time.
@inline(always)
private func sum<Scalar: BLASScalar>(_ x: UnsafePointer<Scalar>, count: Int) -> Scalar {
  var lanes = SIMD16<Scalar>(repeating: 0)
  var index = 0
  let bytes = unsafe UnsafeRawPointer(x)
  while index + 16 <= count {
    // In bounds: sixteen elements from `index` on are left.
    lanes += unsafe bytes.loadUnaligned(
      fromByteOffset: index * MemoryLayout<Scalar>.stride, as: SIMD16<Scalar>.self)
    index += 16
  }
  var rest = Scalar(0)
  while index < count {
    unsafe rest += x[index]
    index += 1
  }
  return lanes.sum() + rest
}

/// Overwrites `sums` with the sums of `blocks` rows of partial sums, added in their order in Double and rounded once.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
func fold<Scalar: BLASScalar>(
  _ partial: UnsafePointer<Scalar>, blocks: Int, into sums: inout [Scalar]
) {
  let count = sums.count
  var total = [Double](repeating: 0, count: count)
  for block in 0..<blocks {
    // In bounds: `blocks` rows of `count`.
    for index in 0..<count { total[index] += unsafe Double(partial[block * count + index]) }
  }
  for index in 0..<count { sums[index] = Scalar(total[index]) }
}
