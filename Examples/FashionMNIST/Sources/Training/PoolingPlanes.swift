/// Max pooling of planes by windows of 2x2, four of them at a time.
struct PoolingPlanes: Sendable {
  let height: Int
  let width: Int

  private var outputHeight: Int { height / 2 }
  private var outputWidth: Int { width / 2 }

  /// Writes the greatest element of every window of some `planes`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func forward<Scalar: PoolingScalar>(
    _ x: UnsafePointer<Scalar>, into y: UnsafeMutablePointer<Scalar>, planes: Range<Int>
  ) {
    // With a number of lanes that it knows, the compiler makes vectors of them.
    if outputWidth >= 4 {
      forward(x, into: y, planes, Lanes(count: 4))
    } else {
      forward(x, into: y, planes, Lanes(count: outputWidth))
    }
  }

  /// Writes the gradients to the input of some `planes`: in every window the first that is its greatest has the window's, all
  /// others 0.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func backward<Scalar: PoolingScalar>(
    _ x: UnsafePointer<Scalar>, output y: UnsafePointer<Scalar>, gradient g: UnsafePointer<Scalar>,
    into dx: UnsafeMutablePointer<Scalar>, planes: Range<Int>
  ) {
    if !height.isMultiple(of: 2) || !width.isMultiple(of: 2) {
      (dx + planes.lowerBound * height * width).update(
        repeating: 0, count: planes.count * height * width)
    }
    if outputWidth >= 4 {
      backward(x, y, g, into: dx, planes, Lanes(count: 4))
    } else {
      backward(x, y, g, into: dx, planes, Lanes(count: outputWidth))
    }
  }

  @inline(__always)
  private func forward<Scalar: PoolingScalar>(
    _ x: UnsafePointer<Scalar>, into y: UnsafeMutablePointer<Scalar>, _ planes: Range<Int>,
    _ lanes: Lanes
  ) {
    forEachVector(planes, lanes) { input, output in
      let window = lanes.load(windows: x + input, width: width)
      let above = Scalar.greater(window.first, window.second)
      let below = Scalar.greater(window.third, window.fourth)
      lanes.store(Scalar.greater(above, below), to: y + output)
    }
  }

  @inline(__always)
  private func backward<Scalar: PoolingScalar>(
    _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ g: UnsafePointer<Scalar>,
    into dx: UnsafeMutablePointer<Scalar>, _ planes: Range<Int>, _ lanes: Lanes
  ) {
    forEachVector(planes, lanes) { input, output in
      let shares = Scalar.shares(
        of: lanes.load(g + output), greatest: lanes.load(y + output),
        in: lanes.load(windows: x + input, width: width))
      lanes.store(pairs: shares.first, shares.second, to: dx + input)
      lanes.store(pairs: shares.third, shares.fourth, to: dx + input + width)
    }
  }

  /// Calls `body` with where the first window of every vector begins, and where its output is. The last vector of a row goes back
  /// over some windows of the one before it, which changes nothing, where they do not come out even.
  @inline(__always)
  private func forEachVector(
    _ planes: Range<Int>, _ lanes: Lanes, _ body: (_ input: Int, _ output: Int) -> Void
  ) {
    for plane in planes {
      for row in 0..<outputHeight {
        let input = (plane * height + 2 * row) * width
        let output = (plane * outputHeight + row) * outputWidth
        for start in stride(from: 0, to: outputWidth, by: lanes.count) {
          let column = min(start, outputWidth - lanes.count)
          body(input + 2 * column, output + column)
        }
      }
    }
  }
}

/// Vectors in memory, of which the first lanes count: four, or fewer where a row has no more windows.
private struct Lanes {
  let count: Int

  @inline(__always)
  func load<Scalar: PoolingScalar>(
    windows x: UnsafePointer<Scalar>, width: Int
  ) -> PoolingWindows<Scalar> {
    let (first, second) = load(pairs: x)
    let (third, fourth) = load(pairs: x + width)
    return PoolingWindows(first: first, second: second, third: third, fourth: fourth)
  }

  /// The elements of even and of odd number.
  @inline(__always)
  func load<Scalar: PoolingScalar>(
    pairs x: UnsafePointer<Scalar>
  ) -> (SIMD4<Scalar>, SIMD4<Scalar>) {
    if count == 4 {
      let pairs = UnsafeRawPointer(x).loadUnaligned(as: SIMD8<Scalar>.self)
      return (pairs.evenHalf, pairs.oddHalf)
    }
    var (even, odd) = (SIMD4<Scalar>(repeating: 0), SIMD4<Scalar>(repeating: 0))
    for lane in 0..<count { (even[lane], odd[lane]) = (x[2 * lane], x[2 * lane + 1]) }
    return (even, odd)
  }

  @inline(__always)
  func load<Scalar: PoolingScalar>(
    _ x: UnsafePointer<Scalar>
  ) -> SIMD4<Scalar> {
    if count == 4 { return UnsafeRawPointer(x).loadUnaligned(as: SIMD4<Scalar>.self) }
    var vector = SIMD4<Scalar>(repeating: 0)
    for lane in 0..<count { vector[lane] = x[lane] }
    return vector
  }

  @inline(__always)
  func store<Scalar: PoolingScalar>(
    pairs even: SIMD4<Scalar>, _ odd: SIMD4<Scalar>, to x: UnsafeMutablePointer<Scalar>
  ) {
    if count == 4 {
      var pairs = SIMD8<Scalar>(repeating: 0)
      (pairs.evenHalf, pairs.oddHalf) = (even, odd)
      UnsafeMutableRawPointer(x).storeBytes(of: pairs, as: SIMD8<Scalar>.self)
    } else {
      for lane in 0..<count { (x[2 * lane], x[2 * lane + 1]) = (even[lane], odd[lane]) }
    }
  }

  @inline(__always)
  func store<Scalar: PoolingScalar>(
    _ vector: SIMD4<Scalar>, to x: UnsafeMutablePointer<Scalar>
  ) {
    if count == 4 {
      UnsafeMutableRawPointer(x).storeBytes(of: vector, as: SIMD4<Scalar>.self)
    } else {
      for lane in 0..<count { x[lane] = vector[lane] }
    }
  }
}
