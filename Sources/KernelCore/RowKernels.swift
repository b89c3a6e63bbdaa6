// Kernels for rows: contiguous elements with a slope each (NHWC, a batch of vectors, a slope for every
// element).

/// `KernelSet.forwardRows`. One row after another: going down several rows at once, to load a vector of
/// slopes once for all of them, was slower, because memory is then not read in order.
@inlinable @inline(always)
public func forwardRows<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ block: Block, x: UnsafePointer<T>, slope: UnsafePointer<T>,
  y: UnsafeMutablePointer<T>
) {
  var start = 0
  // In bounds: the rows of the block, `channels` elements of each.
  for _ in 0..<block.rows {
    unsafe forwardRow(I.self, x: x + start, slope: slope, y: y + start, count: block.channels)
    start &+= block.rowStride
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

/// The number of rows that `backwardRows` does together, so that a vector of sums is loaded and stored once
/// for four vectors of products: one row at a time took 1.5 to 2 times as long from the second-level cache.
@inlinable @inline(always)
var rowsTogether: Int { 4 }

/// `KernelSet.backwardRows`. Rows add their products to `sums` one after another, however many are done
/// together.
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
    var total = unsafe load(I.self, sums + i)
    for row in 0..<rowsTogether {
      let at = i &+ row &* stride
      let result = unsafe backward(
        I.self, x: load(I.self, x + at), slope: a, g: load(I.self, g + at), sums: &total)
      unsafe store(I.self, result, dx + at)
    }
    unsafe store(I.self, total, sums + i)
    i &+= lanes
  }
  let rest = count &- i
  if rest > 0 {
    let a = unsafe T._loadFirst(rest, slope + i)
    var total = unsafe Double._loadFirst(rest, sums + i)
    for row in 0..<rowsTogether {
      let at = i &+ row &* stride
      let result = unsafe backward(
        I.self, x: T._loadFirst(rest, x + at), slope: a, g: T._loadFirst(rest, g + at), sums: &total
      )
      unsafe T._storeFirst(rest, result, dx + at)
    }
    unsafe Double._storeFirst(rest, total, sums + i)
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
