/// Max pooling of planes, in loops along rows.
struct PoolingWindow: Sendable {
  /// Of the side of a window.
  let size: Int
  let height: Int
  let width: Int

  private var outputHeight: Int { height / size }
  private var outputWidth: Int { width / size }

  /// Writes the greatest element of every window of some `planes`, and which of its elements that is.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func forward<Scalar: BinaryFloatingPoint>(
    _ x: UnsafePointer<Scalar>, into y: UnsafeMutablePointer<Scalar>,
    winners: UnsafeMutablePointer<UInt8>, planes: Range<Int>
  ) {
    for row in planes.lowerBound * outputHeight..<planes.upperBound * outputHeight {
      let (output, places) = (y + row * outputWidth, winners + row * outputWidth)
      for place in 0..<size * size {
        let input = x + start(row: row, place: place)
        // With a step that it knows, the compiler makes vectors of it.
        if size == 2 {
          keepGreater(input, step: 2, in: output, places, place: UInt8(place))
        } else {
          keepGreater(input, step: size, in: output, places, place: UInt8(place))
        }
      }
    }
  }

  /// Writes the gradients to the input of some `planes`: those that won have their window's, all others 0.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func backward<Scalar: BinaryFloatingPoint>(
    _ g: UnsafePointer<Scalar>, winners: UnsafePointer<UInt8>,
    into dx: UnsafeMutablePointer<Scalar>, planes: Range<Int>
  ) {
    if !height.isMultiple(of: size) || !width.isMultiple(of: size) {
      (dx + planes.lowerBound * height * width).update(
        repeating: 0, count: planes.count * height * width)
    }
    for row in planes.lowerBound * outputHeight..<planes.upperBound * outputHeight {
      let (gradient, places) = (g + row * outputWidth, winners + row * outputWidth)
      for place in 0..<size * size {
        let result = dx + start(row: row, place: place)
        if size == 2 {
          handBack(gradient, places, place: UInt8(place), to: result, step: 2)
        } else {
          handBack(gradient, places, place: UInt8(place), to: result, step: size)
        }
      }
    }
  }

  /// Where the element `place` of the first window stands whose output is in `row` of all planes' outputs.
  private func start(row: Int, place: Int) -> Int {
    let (plane, rowInPlane) = row.quotientAndRemainder(dividingBy: outputHeight)
    let (down, along) = place.quotientAndRemainder(dividingBy: size)
    return (plane * height + rowInPlane * size + down) * width + along
  }

  @inline(__always)
  private func keepGreater<Scalar: BinaryFloatingPoint>(
    _ x: UnsafePointer<Scalar>, step: Int, in best: UnsafeMutablePointer<Scalar>,
    _ winners: UnsafeMutablePointer<UInt8>, place: UInt8
  ) {
    for column in 0..<outputWidth {
      let (candidate, greatest) = (x[column &* step], best[column])
      let isFirstNaN = candidate != candidate && greatest == greatest
      let wins = place == 0 || candidate > greatest || isFirstNaN
      best[column] = wins ? candidate : greatest
      winners[column] = wins ? place : winners[column]
    }
  }

  @inline(__always)
  private func handBack<Scalar: BinaryFloatingPoint>(
    _ g: UnsafePointer<Scalar>, _ winners: UnsafePointer<UInt8>, place: UInt8,
    to dx: UnsafeMutablePointer<Scalar>, step: Int
  ) {
    for column in 0..<outputWidth {
      dx[column &* step] = winners[column] == place ? g[column] : 0
    }
  }
}
