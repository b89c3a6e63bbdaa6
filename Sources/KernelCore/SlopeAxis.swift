public import CKernelSupport

/// An axis of the places of slopes.
///
/// Places are the elements of a row as a kernel sees it, which wants a slope for each. Along some axes slopes are their own, along others
/// they are shared, and come again.
@safe public struct SlopeAxis: Sendable {
  public let count: Int
  public let isShared: Bool
  /// The slopes of one step of the axis, which are those of the axes inside of it.
  public let slopes: Int
  /// The places of one step of the axis.
  public let places: Int

  @inlinable
  public init(count: Int, isShared: Bool, slopes: Int, places: Int) {
    self.count = count
    self.isShared = isShared
    self.slopes = slopes
    self.places = places
  }
}

/// `KernelSet.layOut`.
///
/// Whole vectors are written, and what is too much of one is overwritten by the next: so slopes that come again after few places cost a
/// store each time that they come.
@inlinable @inline(never)
func layOut<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ axes: UnsafeBufferPointer<SlopeAxis>, by table: PlaceTable?,
  _ slope: UnsafePointer<T>, into places: UnsafeMutablePointer<T.Compute>
) {
  // In bounds, here and below: places of the axes, and fewer than sixteen behind the last.
  guard let axis = unsafe axes.first else {
    unsafe store(I.self, T._loadSome(slope, 0, 1), places)
    return
  }
  if prelu_permutes() != 0, let table, table.axes == axes.count {
    unsafe layOut(
      I.self, by: table, slope, slopes: axis.count &* axis.slopes,
      count: axis.count &* axis.places, into: places)
    return
  }
  let inner = unsafe UnsafeBufferPointer(rebasing: axes.dropFirst())
  switch (axis.isShared, inner.isEmpty) {
  case (false, true):
    unsafe widen(I.self, slope, count: axis.count, into: places)
  case (true, true):
    unsafe fill(I.self, T._loadSome(slope, 0, 1)[0], count: axis.count, from: places)
  case (false, false):
    for step in 0..<axis.count {
      unsafe layOut(
        I.self, inner, by: table, slope + step &* axis.slopes,
        into: places + step &* axis.places)
    }
  case (true, false):
    unsafe layOut(I.self, inner, by: table, slope, into: places)
    unsafe repeatPlaces(I.self, places, count: axis.places, times: axis.count)
  }
}

/// Writes `count` slopes in the type that kernels compute in.
@inlinable @inline(always)
func widen<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ slope: UnsafePointer<T>, count: Int, into places: UnsafeMutablePointer<T.Compute>
) {
  var place = 0
  while place &+ lanes <= count {
    unsafe store(I.self, load(I.self, slope + place), places + place)
    place &+= lanes
  }
  if place < count {
    unsafe store(I.self, T._loadSome(slope + place, 0, count &- place), places + place)
  }
}

/// Writes one slope to `count` places.
@inlinable @inline(always)
func fill<I: KernelInstructionSet, T: ComputeScalar>(
  _: I.Type, _ slope: T, count: Int, from places: UnsafeMutablePointer<T>
) {
  for place in stride(from: 0, to: count, by: lanes) {
    unsafe store(I.self, SIMD16(repeating: slope), places + place)
  }
}

/// Copies the first `count` places behind themselves, so that they stand there `times` times.
@inlinable @inline(always)
func repeatPlaces<I: KernelInstructionSet, T: ComputeScalar>(
  _: I.Type, _ places: UnsafeMutablePointer<T>, count: Int, times: Int
) {
  let first = unsafe load(I.self, UnsafePointer(places))
  for time in 1..<max(1, times) {
    let copy = unsafe places + time &* count
    unsafe store(I.self, first, copy)
    for place in stride(from: lanes, to: count, by: lanes) {
      unsafe store(I.self, load(I.self, UnsafePointer(places + place)), copy + place)
    }
  }
}
