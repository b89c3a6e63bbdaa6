public import CKernelSupport

/// The sums of a row that is shorter than a vector, and what stands behind them.
@usableFromInline
protocol ShortRow {
  static func load<I: KernelInstructionSet>(_: I.Type, _ first: UnsafePointer<Double>) -> Self
  mutating func add<I: KernelInstructionSet>(_: I.Type, _ row: Self)
  func store<I: KernelInstructionSet>(_: I.Type, _ first: UnsafeMutablePointer<Double>)
}

// In bounds, below: the caller's pointers have whole rows of this length.
extension SIMD4: ShortRow where Scalar == Double {
  @inlinable @inline(always)
  static func load<I: KernelInstructionSet>(_: I.Type, _ first: UnsafePointer<Double>) -> Self {
    unsafe prelu_load_four(first)
  }
  @inlinable @inline(always)
  mutating func add<I: KernelInstructionSet>(_: I.Type, _ row: Self) { self += row }
  @inlinable @inline(always)
  func store<I: KernelInstructionSet>(_: I.Type, _ first: UnsafeMutablePointer<Double>) {
    unsafe prelu_store_four(self, first)
  }
}

extension SIMD8: ShortRow where Scalar == Double {
  @inlinable @inline(always)
  static func load<I: KernelInstructionSet>(_: I.Type, _ first: UnsafePointer<Double>) -> Self {
    unsafe prelu_load_eight(first)
  }
  @inlinable @inline(always)
  mutating func add<I: KernelInstructionSet>(_: I.Type, _ row: Self) { self += row }
  @inlinable @inline(always)
  func store<I: KernelInstructionSet>(_: I.Type, _ first: UnsafeMutablePointer<Double>) {
    unsafe prelu_store_eight(self, first)
  }
}

/// `foldRows` for each step of an axis whose rows are no longer than a `Row`, which overwrite each other's ends: four steps at a time.
///
/// A function of its own, so that its pointers stay in registers.
@inlinable @inline(never)
func foldShortRows<I: KernelInstructionSet, Row: ShortRow>(
  _: I.Type, _: Row.Type, _ places: UnsafePointer<Double>, _ axis: SlopeAxis,
  into sums: UnsafeMutablePointer<Double>
) {
  // In bounds: the steps of the axis, and less than a row behind the last.
  let (count, stride) = (axis.slopes, axis.places)
  var (row, sum) = unsafe (places, sums)
  var left = axis.count
  while left >= 4 {
    let end = unsafe row + stride
    var first = unsafe Row.load(I.self, row)
    var second = unsafe Row.load(I.self, row + stride)
    var third = unsafe Row.load(I.self, row + 2 &* stride)
    var fourth = unsafe Row.load(I.self, row + 3 &* stride)
    unsafe row += count
    while unsafe row < end {
      unsafe first.add(I.self, .load(I.self, row))
      unsafe second.add(I.self, .load(I.self, row + stride))
      unsafe third.add(I.self, .load(I.self, row + 2 &* stride))
      unsafe fourth.add(I.self, .load(I.self, row + 3 &* stride))
      unsafe row += count
    }
    unsafe first.store(I.self, sum)
    unsafe second.store(I.self, sum + count)
    unsafe third.store(I.self, sum + 2 &* count)
    unsafe fourth.store(I.self, sum + 3 &* count)
    unsafe row = end + 3 &* stride
    unsafe sum += 4 &* count
    left &-= 4
  }
  while left > 0 {
    let end = unsafe row + stride
    var total = unsafe Row.load(I.self, row)
    unsafe row += count
    while unsafe row < end {
      unsafe total.add(I.self, .load(I.self, row))
      unsafe row += count
    }
    unsafe total.store(I.self, sum)
    unsafe sum += count
    left &-= 1
  }
}
