/// `KernelSet.foldPlaces`.
@inlinable @inline(never)
public func foldPlaces<I: KernelInstructionSet>(
  _: I.Type, _ axes: UnsafeBufferPointer<SlopeAxis>, _ places: UnsafeMutablePointer<Double>,
  into sums: UnsafeMutablePointer<Double>
) {
  // In bounds, here and below: places of the axes, and fewer than sixteen behind the last; sums of their slopes, and fewer than eight
  // behind the last.
  guard let axis = unsafe axes.first else {
    unsafe sums[0] = places[0]
    return
  }
  let inner = unsafe UnsafeBufferPointer(rebasing: axes.dropFirst())
  switch (axis.isShared, inner.count) {
  case (true, 0): unsafe foldRun(places, axis.count, into: sums)
  case (false, 0): unsafe foldRows(I.self, places, rows: 1, of: axis.count, into: sums)
  case (true, 1):
    unsafe foldRows(I.self, places, rows: axis.count, of: axis.places, into: sums)
  case (true, _):
    unsafe foldRows(I.self, places, rows: axis.count, of: axis.places, into: places)
    unsafe foldPlaces(I.self, inner, places, into: sums)
  case (false, 1):
    for step in 0..<axis.count {
      unsafe foldRun(places + step &* axis.places, inner[0].count, into: sums + step)
    }
  case (false, 2) where axis.slopes <= 4:
    unsafe foldShortRows(I.self, SIMD4<Double>.self, places, axis, into: sums)
  case (false, 2) where axis.slopes <= 8:
    unsafe foldShortRows(I.self, SIMD8<Double>.self, places, axis, into: sums)
  default:
    for step in 0..<axis.count {
      unsafe foldPlaces(
        I.self, inner, places + step &* axis.places, into: sums + step &* axis.slopes)
    }
  }
}

/// The sum of the places of one slope.
@inlinable @inline(always)
func foldRun(
  _ places: UnsafePointer<Double>, _ count: Int, into sum: UnsafeMutablePointer<Double>
) {
  var total = unsafe places[0]
  for place in 1..<max(1, count) { total += unsafe places[place] }
  unsafe sum[0] = total
}

/// The sums of the places that stand below each other in rows of `count`, which may be written over the first row.
@inlinable @inline(always)
func foldRows<I: KernelInstructionSet>(
  _: I.Type, _ places: UnsafePointer<Double>, rows: Int, of count: Int,
  into sums: UnsafeMutablePointer<Double>
) {
  var first = 0
  while first < count {
    var total = unsafe load(I.self, places + first)
    var place = first &+ count
    for _ in 1..<max(1, rows) {
      total += unsafe load(I.self, places + place)
      place &+= count
    }
    let some = count &- first
    if some >= lanes {
      unsafe store(I.self, total, sums + first)
    } else {
      unsafe Double._storeSome(total, sums + first, 0, some)
    }
    first &+= lanes
  }
}
