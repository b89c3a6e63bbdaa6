internal import KernelCore

/// A tensor that lies in a bigger one.
@safe struct StridedInput<Scalar: PReLUScalar> {
  /// The view's element `[0, 0, …, 0]`.
  private let start: UnsafePointer<Scalar>
  /// The axes outside of the dense runs, the innermost first.
  private var axes = ShortList(filler: StridedView.Axis(count: 1, stride: 1))
  /// The elements of a dense run.
  private var run = 1

  /// - Parameter start: The memory that `view`, which has elements, is a view of.
  init(_ start: UnsafePointer<Scalar>, _ view: StridedView) {
    // In bounds: the memory was checked to have all that the view reaches.
    unsafe self.start = start + view.offset
    for axis in view.axes.reversed() {
      if axes.count == 0, run == 1, axis.stride == 1 { run = axis.count } else { axes.append(axis) }
    }
  }

  // In bounds, below: callers name elements of the view, which the memory was checked to have.

  /// Where the view's elements of these indices stand, if they are all neighbours.
  func neighbours(_ elements: Range<Int>) -> UnsafePointer<Scalar>? {
    let (index, skipped) = elements.lowerBound.quotientAndRemainder(dividingBy: run)
    guard elements.count <= run - skipped else { return nil }
    return unsafe start + RunWalk(axes, from: index).offset + skipped
  }

  /// Copies the elements from index `first` of the view on.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float16)
  @_specialize(where Scalar == BFloat16)
  func gather(from first: Int, into places: UnsafeMutableBufferPointer<Scalar>) {
    guard var place = places.baseAddress else { return }
    let (index, skipped) = first.quotientAndRemainder(dividingBy: run)
    var walk = RunWalk(axes, from: index)
    var source = unsafe start + walk.offset + skipped
    var (length, left) = (min(run - skipped, places.count), places.count)
    while true {
      unsafe Self.copy(length, from: source, to: place)
      left -= length
      guard left > 0 else { return }
      unsafe place += length
      walk.advance()
      unsafe source = start + walk.offset
      length = min(run, left)
    }
  }

  /// Short runs element by element: a call takes longer than that.
  @inline(always)
  private static func copy(
    _ count: Int, from source: UnsafePointer<Scalar>, to places: UnsafeMutablePointer<Scalar>
  ) {
    if count < 16 {
      for index in 0..<count { unsafe places[index] = source[index] }
    } else {
      unsafe places.update(from: source, count: count)
    }
  }
}

/// A view's dense runs, one after the other: counted as an odometer counts, without the divisions that find one among all.
private struct RunWalk {
  private let axes: ShortList<StridedView.Axis>
  /// The place along each axis.
  private var places = ShortList(filler: 0)
  /// Where the run begins, behind the view's first element.
  private(set) var offset = 0

  /// - Parameter axes: The innermost first.
  init(_ axes: ShortList<StridedView.Axis>, from index: Int) {
    self.axes = axes
    var rest = index
    for axis in axes.indices {
      let place: Int
      (rest, place) = rest.quotientAndRemainder(dividingBy: axes[axis].count)
      places.append(place)
      offset += place * axes[axis].stride
    }
  }

  /// Goes on to the next run, which there is.
  @inline(always)
  mutating func advance() {
    for axis in axes.indices {
      let (count, stride) = (axes[axis].count, axes[axis].stride)
      places[axis] += 1
      offset += stride
      if places[axis] < count { return }
      places[axis] = 0
      offset -= count * stride
    }
  }
}
