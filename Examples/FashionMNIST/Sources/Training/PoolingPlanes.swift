/// Max pooling of planes by windows of 2x2, four of them at a time.
struct PoolingPlanes: Sendable {
  let height: Int
  let width: Int

  private var outputHeight: Int { height / 2 }
  private var outputWidth: Int { width / 2 }
  /// Windows at a time; fewer only where a row has no more.
  private var lanes: Int { min(outputWidth, 4) }

  /// Writes the greatest element of every window of some `planes`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func forward<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ x: UnsafePointer<Scalar>, into y: UnsafeMutablePointer<Scalar>, planes: Range<Int>
  ) {
    forEachVector(planes) { input, output in
      let (first, second) = load(pairs: x + input)
      let (third, fourth) = load(pairs: x + input + width)
      let greatest = greater(greater(first, second), greater(third, fourth))
      store(greatest, to: y + output)
    }
  }

  /// Writes the gradients to the input of some `planes`: in every window the first that is its greatest has the window's, all
  /// others 0.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func backward<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ x: UnsafePointer<Scalar>, output y: UnsafePointer<Scalar>, gradient g: UnsafePointer<Scalar>,
    into dx: UnsafeMutablePointer<Scalar>, planes: Range<Int>
  ) {
    if !height.isMultiple(of: 2) || !width.isMultiple(of: 2) {
      (dx + planes.lowerBound * height * width).update(
        repeating: 0, count: planes.count * height * width)
    }
    forEachVector(planes) { input, output in
      let (greatest, gradient) = (load(y + output), load(g + output))
      var isTaken = SIMDMask<SIMD4<Scalar.SIMDMaskScalar>>(repeating: false)
      func share(_ x: SIMD4<Scalar>) -> SIMD4<Scalar> {
        // A NaN is no equal of itself, and is there only where it won.
        let wins = (x .== greatest .| x .!= x) .& .!isTaken
        isTaken .|= wins
        return SIMD4(repeating: 0).replacing(with: gradient, where: wins)
      }
      let (first, second) = load(pairs: x + input)
      store(pairs: share(first), share(second), to: dx + input)
      let (third, fourth) = load(pairs: x + input + width)
      store(pairs: share(third), share(fourth), to: dx + input + width)
    }
  }

  /// Calls `body` with where the first window of every vector begins, and where its output is. The last vector of a row goes back
  /// over some windows of the one before it, which changes nothing, where they do not come out even.
  @inline(__always)
  private func forEachVector(_ planes: Range<Int>, _ body: (_ input: Int, _ output: Int) -> Void) {
    for plane in planes {
      for row in 0..<outputHeight {
        let input = (plane * height + 2 * row) * width
        let output = (plane * outputHeight + row) * outputWidth
        for start in stride(from: 0, to: outputWidth, by: lanes) {
          let column = min(start, outputWidth - lanes)
          body(input + 2 * column, output + column)
        }
      }
    }
  }

  /// The second where it is greater or NaN: at a tie the first, and NaN wins.
  @inline(__always)
  private func greater<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ first: SIMD4<Scalar>, _ second: SIMD4<Scalar>
  ) -> SIMD4<Scalar> {
    first.replacing(with: second, where: second .> first .| second .!= second)
  }
}

/// Vectors of `lanes` numbers in memory; what stands in other lanes is never stored.
extension PoolingPlanes {
  /// The elements of even and of odd number.
  @inline(__always)
  private func load<Scalar: BinaryFloatingPoint & SIMDScalar>(
    pairs x: UnsafePointer<Scalar>
  ) -> (SIMD4<Scalar>, SIMD4<Scalar>) {
    if lanes == 4 {
      let pairs = UnsafeRawPointer(x).loadUnaligned(as: SIMD8<Scalar>.self)
      return (pairs.evenHalf, pairs.oddHalf)
    }
    var (even, odd) = (SIMD4<Scalar>(repeating: 0), SIMD4<Scalar>(repeating: 0))
    for lane in 0..<lanes { (even[lane], odd[lane]) = (x[2 * lane], x[2 * lane + 1]) }
    return (even, odd)
  }

  @inline(__always)
  private func load<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ x: UnsafePointer<Scalar>
  ) -> SIMD4<Scalar> {
    if lanes == 4 { return UnsafeRawPointer(x).loadUnaligned(as: SIMD4<Scalar>.self) }
    var vector = SIMD4<Scalar>(repeating: 0)
    for lane in 0..<lanes { vector[lane] = x[lane] }
    return vector
  }

  @inline(__always)
  private func store<Scalar: BinaryFloatingPoint & SIMDScalar>(
    pairs even: SIMD4<Scalar>, _ odd: SIMD4<Scalar>, to x: UnsafeMutablePointer<Scalar>
  ) {
    if lanes == 4 {
      var pairs = SIMD8<Scalar>(repeating: 0)
      (pairs.evenHalf, pairs.oddHalf) = (even, odd)
      UnsafeMutableRawPointer(x).storeBytes(of: pairs, as: SIMD8<Scalar>.self)
    } else {
      for lane in 0..<lanes { (x[2 * lane], x[2 * lane + 1]) = (even[lane], odd[lane]) }
    }
  }

  @inline(__always)
  private func store<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ vector: SIMD4<Scalar>, to x: UnsafeMutablePointer<Scalar>
  ) {
    if lanes == 4 {
      UnsafeMutableRawPointer(x).storeBytes(of: vector, as: SIMD4<Scalar>.self)
    } else {
      for lane in 0..<lanes { x[lane] = vector[lane] }
    }
  }
}
