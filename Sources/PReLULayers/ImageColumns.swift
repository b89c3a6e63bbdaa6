/// The matrix of columns of a convolution (im2col), and its way back (col2im).
///
/// For each output pixel the matrix has a column, with the elements of the input that the pixel is computed of: a row for each input
/// channel of a group and each place of the window, 0 where that lies in the padding.
@safe struct ImageColumns<Scalar: BLASScalar> {
  let geometry: ConvolutionGeometry
  /// The output's rows whose pixels have a column.
  let rows: Range<Int>

  /// The columns: pixels of those rows.
  var count: Int { rows.count * geometry.output.width }

  /// Writes the matrix.
  ///
  /// - Parameters:
  ///   - image: The input's channels of a group.
  ///   - columns: `depth * count` elements.
  func gather(_ image: UnsafePointer<Scalar>, into columns: UnsafeMutablePointer<Scalar>) {
    forEachRun { run in
      // In bounds: a run lies in a row of the matrix, and its pixels in a row of the image.
      let row = unsafe columns + run.column
      unsafe row.update(repeating: 0, count: run.inside.lowerBound)
      unsafe (row + run.inside.upperBound).update(
        repeating: 0, count: geometry.output.width - run.inside.upperBound)
      unsafe gatherRun(
        image + run.pixel, stride: geometry.stride.width, count: run.inside.count,
        into: row + run.inside.lowerBound)
    } outside: { column in
      unsafe (columns + column).update(repeating: 0, count: geometry.output.width)
    }
  }

  /// Adds each element of the matrix to the pixel that it stands for.
  func scatter(_ columns: UnsafePointer<Scalar>, adding image: UnsafeMutablePointer<Scalar>) {
    forEachRun { run in
      // In bounds: as above.
      unsafe scatterRun(
        columns + (run.column + run.inside.lowerBound), count: run.inside.count,
        adding: image + run.pixel, stride: geometry.stride.width)
    } outside: { _ in
    }
  }

  /// The outputs of one row at one place of the window.
  private struct Run {
    /// The index of the row's first element in the matrix.
    var column: Int
    /// The outputs whose pixel lies in the image.
    var inside: Range<Int>
    /// The index of the first of these pixels in the image.
    var pixel: Int
  }

  /// Calls `inside` with every run that has a pixel in the image, and `outside` with where the others begin in the matrix.
  @inline(always)
  private func forEachRun(_ inside: (Run) -> Void, outside: (Int) -> Void) {
    let (input, width) = (geometry.input, geometry.output.width)
    var column = 0
    for channel in 0..<geometry.groupInputs {
      for windowRow in 0..<geometry.window.height {
        for windowColumn in 0..<geometry.window.width {
          let offset = windowColumn * geometry.dilation.width
          let outputs = ConvolutionGeometry.inside(
            offset: offset, padding: geometry.padding.width, stride: geometry.stride.width,
            inputs: input.width, outputs: width)
          for row in rows {
            let y =
              row * geometry.stride.height + windowRow * geometry.dilation.height
              - geometry.padding.height
            if y >= 0, y < input.height, !outputs.isEmpty {
              let x =
                outputs.lowerBound * geometry.stride.width + offset - geometry.padding.width
              inside(
                Run(
                  column: column, inside: outputs,
                  pixel: (channel * input.height + y) * input.width + x))
            } else {
              outside(column)
            }
            column += width
          }
        }
      }
    }
  }
}

@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
private func gatherRun<Scalar: BLASScalar>(
  _ pixels: UnsafePointer<Scalar>, stride: Int, count: Int, into row: UnsafeMutablePointer<Scalar>
) {
  // In bounds, here and below: `count` elements of the row, and as many pixels, `stride` apart.
  if stride == 1 {
    unsafe row.update(from: pixels, count: count)
  } else {
    for index in 0..<count { unsafe row[index] = pixels[index * stride] }
  }
}

@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
private func scatterRun<Scalar: BLASScalar>(
  _ row: UnsafePointer<Scalar>, count: Int, adding pixels: UnsafeMutablePointer<Scalar>,
  stride: Int
) {
  if stride == 1 {
    for index in 0..<count { unsafe pixels[index] += row[index] }
  } else {
    for index in 0..<count { unsafe pixels[index * stride] += row[index] }
  }
}
