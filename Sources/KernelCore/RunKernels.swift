// Kernels for runs: contiguous elements that share a slope (NCHW, or one slope for all).

/// `KernelSet.forwardRuns`.
@inlinable @inline(always)
public func forwardRuns<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ block: Block, x: UnsafePointer<T>, slope: UnsafePointer<T>,
  y: UnsafeMutablePointer<T>
) {
  // In bounds: run (row, channel) begins at the offset that `Block` promises and has `length` elements.
  var rowStart = 0
  for _ in 0..<block.rows {
    var start = rowStart
    for channel in 0..<block.channels {
      let slope = SIMD16<T>(repeating: unsafe slope[channel])
      unsafe forwardRun(I.self, x: x + start, slope: slope, y: y + start, count: block.length)
      start &+= block.length
    }
    rowStart &+= block.rowStride
  }
}

@inlinable @inline(always)
func forwardRun<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, x: UnsafePointer<T>, slope: SIMD16<T>, y: UnsafeMutablePointer<T>, count: Int
) {
  var i = 0
  while i &+ 4 &* lanes <= count {
    // Four vectors a turn: enough for the loads to run ahead of the stores.
    let x0 = unsafe load(I.self, x + i)
    let x1 = unsafe load(I.self, x + i + lanes)
    let x2 = unsafe load(I.self, x + i + 2 &* lanes)
    let x3 = unsafe load(I.self, x + i + 3 &* lanes)
    unsafe store(I.self, forward(I.self, x: x0, slope: slope), y + i)
    unsafe store(I.self, forward(I.self, x: x1, slope: slope), y + i + lanes)
    unsafe store(I.self, forward(I.self, x: x2, slope: slope), y + i + 2 &* lanes)
    unsafe store(I.self, forward(I.self, x: x3, slope: slope), y + i + 3 &* lanes)
    i &+= 4 &* lanes
  }
  while i &+ lanes <= count {
    unsafe store(I.self, forward(I.self, x: load(I.self, x + i), slope: slope), y + i)
    i &+= lanes
  }
  let rest = count &- i
  if rest > 0 {
    let last = unsafe forward(I.self, x: T._loadFirst(rest, x + i), slope: slope)
    unsafe T._storeFirst(rest, last, y + i)
  }
}

/// `KernelSet.backwardRuns`.
@inlinable @inline(always)
public func backwardRuns<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ block: Block, x: UnsafePointer<T>, slope: UnsafePointer<T>,
  g: UnsafePointer<T>, dx: UnsafeMutablePointer<T>, sums: UnsafeMutablePointer<Double>
) {
  // In bounds: run (row, channel) begins at the offset that `Block` promises and has `length` elements.
  var rowStart = 0
  for _ in 0..<block.rows {
    var start = rowStart
    for channel in 0..<block.channels {
      let slope = SIMD16<T>(repeating: unsafe slope[channel])
      unsafe sums[channel] += backwardRun(
        I.self, x: x + start, slope: slope, g: g + start, dx: dx + start, count: block.length)
      start &+= block.length
    }
    rowStart &+= block.rowStride
  }
}

/// Returns the run's part of the slope's gradient: the sum of the lanes, where element `i` has lane `i % 16`.
@inlinable @inline(always)
func backwardRun<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, x: UnsafePointer<T>, slope: SIMD16<T>, g: UnsafePointer<T>,
  dx: UnsafeMutablePointer<T>, count: Int
) -> Double {
  var sums = SIMD16<Double>.zero
  var i = 0
  while i &+ lanes <= count {
    let result = unsafe backward(
      I.self, x: load(I.self, x + i), slope: slope, g: load(I.self, g + i), sums: &sums)
    unsafe store(I.self, result, dx + i)
    i &+= lanes
  }
  let rest = count &- i
  if rest > 0 {
    let result = unsafe backward(
      I.self, x: T._loadFirst(rest, x + i), slope: slope, g: T._loadFirst(rest, g + i), sums: &sums)
    unsafe T._storeFirst(rest, result, dx + i)
  }
  return folded(I.self, sums)
}
