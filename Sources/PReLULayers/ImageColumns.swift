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
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func gather(_ image: UnsafePointer<Scalar>, into columns: UnsafeMutablePointer<Scalar>) {
    for place in 0..<geometry.depth {
      let shift = WindowShift(geometry, place: place, rows: rows)
      // In bounds, here and below: a channel of the group, and a row of the matrix.
      let channel = unsafe image + shift.channel * geometry.input.pixels
      let row = unsafe columns + place * count
      if geometry.keepsRows {
        unsafe shift.copy(channel, to: row)
      } else {
        unsafe shift.gather(channel, into: row)
      }
    }
  }

  /// Adds each element of the matrix to the pixel that it stands for. What the matrix holds afterwards is of no use.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func scatter(
    _ columns: UnsafeMutablePointer<Scalar>, adding image: UnsafeMutablePointer<Scalar>
  ) {
    for place in 0..<geometry.depth {
      let shift = WindowShift(geometry, place: place, rows: rows)
      let channel = unsafe image + shift.channel * geometry.input.pixels
      let row = unsafe columns + place * count
      if geometry.keepsRows {
        unsafe shift.add(row, to: channel)
      } else {
        unsafe shift.scatter(row, adding: channel)
      }
    }
  }
}
