// Kernels for rows: contiguous elements with a slope each (NHWC, a batch of vectors, a slope for every
// element). Four rows are done together, so that a vector of slopes or sums is fetched once for four
// vectors of elements.

/// The number of rows done together. A part of the contract of results: `backwardRows` sums the products
/// of four rows before it adds them to the sums.
@inlinable @inline(always)
var rowsTogether: Int { 4 }

/// `KernelSet.forwardRows`.
@inlinable @inline(always)
public func forwardRows<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ block: Block, x: UnsafePointer<T>, slope: UnsafePointer<T>,
  y: UnsafeMutablePointer<T>
) {
  let stride = block.rowStride
  var start = 0
  var row = 0
  // In bounds: rows `row ..< row + 4` of the block, `channels` elements of each.
  while row &+ rowsTogether <= block.rows {
    unsafe forwardFourRows(
      I.self, x: x + start, slope: slope, y: y + start, stride: stride, count: block.channels)
    start &+= rowsTogether &* stride
    row &+= rowsTogether
  }
  while row < block.rows {
    unsafe forwardRow(I.self, x: x + start, slope: slope, y: y + start, count: block.channels)
    start &+= stride
    row &+= 1
  }
}

@inlinable @inline(always)
func forwardFourRows<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, x: UnsafePointer<T>, slope: UnsafePointer<T>, y: UnsafeMutablePointer<T>,
  stride: Int, count: Int
) {
  var i = 0
  while i &+ lanes <= count {
    let a = unsafe load(I.self, slope + i)
    let x0 = unsafe load(I.self, x + i)
    let x1 = unsafe load(I.self, x + i + stride)
    let x2 = unsafe load(I.self, x + i + 2 &* stride)
    let x3 = unsafe load(I.self, x + i + 3 &* stride)
    unsafe store(I.self, forward(I.self, x: x0, slope: a), y + i)
    unsafe store(I.self, forward(I.self, x: x1, slope: a), y + i + stride)
    unsafe store(I.self, forward(I.self, x: x2, slope: a), y + i + 2 &* stride)
    unsafe store(I.self, forward(I.self, x: x3, slope: a), y + i + 3 &* stride)
    i &+= lanes
  }
  let rest = count &- i
  if rest > 0 {
    let a = unsafe T._loadFirst(rest, slope + i)
    for _ in 0..<rowsTogether {
      let last = unsafe forward(I.self, x: T._loadFirst(rest, x + i), slope: a)
      unsafe T._storeFirst(rest, last, y + i)
      i &+= stride
    }
  }
}

@inlinable @inline(always)
func forwardRow<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, x: UnsafePointer<T>, slope: UnsafePointer<T>, y: UnsafeMutablePointer<T>, count: Int
) {
  var i = 0
  while i &+ lanes <= count {
    let result = unsafe forward(I.self, x: load(I.self, x + i), slope: load(I.self, slope + i))
    unsafe store(I.self, result, y + i)
    i &+= lanes
  }
  let rest = count &- i
  if rest > 0 {
    let last = unsafe forward(
      I.self, x: T._loadFirst(rest, x + i), slope: T._loadFirst(rest, slope + i))
    unsafe T._storeFirst(rest, last, y + i)
  }
}

/// `KernelSet.backwardRows`. The sum ((p0 + p1) + p2) + p3 of rows 0 to 3 is added to `sums`, then that of
/// rows 4 to 7, and so on; the last `rows % 4` add their products one by one.
@inlinable @inline(always)
public func backwardRows<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ block: Block, x: UnsafePointer<T>, slope: UnsafePointer<T>,
  g: UnsafePointer<T>, dx: UnsafeMutablePointer<T>, sums: UnsafeMutablePointer<Double>
) {
  let stride = block.rowStride
  var start = 0
  var row = 0
  // In bounds: rows `row ..< row + 4` of the block, `channels` elements of each.
  while row &+ rowsTogether <= block.rows {
    unsafe backwardFourRows(
      I.self, x: x + start, slope: slope, g: g + start, dx: dx + start, sums: sums, stride: stride,
      count: block.channels)
    start &+= rowsTogether &* stride
    row &+= rowsTogether
  }
  while row < block.rows {
    unsafe backwardRow(
      I.self, x: x + start, slope: slope, g: g + start, dx: dx + start, sums: sums,
      count: block.channels)
    start &+= stride
    row &+= 1
  }
}

@inlinable @inline(always)
func backwardFourRows<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, x: UnsafePointer<T>, slope: UnsafePointer<T>, g: UnsafePointer<T>,
  dx: UnsafeMutablePointer<T>, sums: UnsafeMutablePointer<Double>, stride: Int, count: Int
) {
  var i = 0
  while i &+ lanes <= count {
    let a = unsafe load(I.self, slope + i)
    var total = SIMD16<Double>.zero
    for row in 0..<rowsTogether {
      let at = i &+ row &* stride
      let result = unsafe backward(
        I.self, x: load(I.self, x + at), slope: a, g: load(I.self, g + at), sums: &total)
      unsafe store(I.self, result, dx + at)
    }
    unsafe store(I.self, load(I.self, sums + i) + total, sums + i)
    i &+= lanes
  }
  let rest = count &- i
  if rest > 0 {
    let a = unsafe T._loadFirst(rest, slope + i)
    var total = SIMD16<Double>.zero
    for row in 0..<rowsTogether {
      let at = i &+ row &* stride
      let result = unsafe backward(
        I.self, x: T._loadFirst(rest, x + at), slope: a, g: T._loadFirst(rest, g + at), sums: &total
      )
      unsafe T._storeFirst(rest, result, dx + at)
    }
    unsafe Double._storeFirst(rest, Double._loadFirst(rest, sums + i) + total, sums + i)
  }
}

@inlinable @inline(always)
func backwardRow<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, x: UnsafePointer<T>, slope: UnsafePointer<T>, g: UnsafePointer<T>,
  dx: UnsafeMutablePointer<T>, sums: UnsafeMutablePointer<Double>, count: Int
) {
  var i = 0
  while i &+ lanes <= count {
    var total = unsafe load(I.self, sums + i)
    let result = unsafe backward(
      I.self, x: load(I.self, x + i), slope: load(I.self, slope + i), g: load(I.self, g + i),
      sums: &total)
    unsafe store(I.self, result, dx + i)
    unsafe store(I.self, total, sums + i)
    i &+= lanes
  }
  let rest = count &- i
  if rest > 0 {
    var total = unsafe Double._loadFirst(rest, sums + i)
    let result = unsafe backward(
      I.self, x: T._loadFirst(rest, x + i), slope: T._loadFirst(rest, slope + i),
      g: T._loadFirst(rest, g + i), sums: &total)
    unsafe T._storeFirst(rest, result, dx + i)
    unsafe Double._storeFirst(rest, total, sums + i)
  }
}
