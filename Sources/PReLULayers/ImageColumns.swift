/// The matrix of columns of a convolution (im2col), and its way back (col2im).
///
/// For each output pixel the matrix has a column, with the elements of the input that the pixel is computed of: a row for each input
/// channel of a group and each place of the window, 0 where that lies in the padding.
@safe struct ImageColumns<Scalar: BLASScalar> {
  let geometry: ConvolutionGeometry
  /// The output's rows whose pixels have a column.
  let rows: Range<Int>
  /// The images whose pixels have one, more than 1 only where all rows have.
  var images = 1

  /// The columns of an image: pixels of those rows.
  var imageCount: Int { rows.count * geometry.output.width }

  /// The columns, image by image.
  var count: Int { images * imageCount }

  /// Writes the matrix.
  ///
  /// - Parameters:
  ///   - input: The channels of a group in the first image.
  ///   - columns: `depth * count` elements.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func gather(_ input: UnsafePointer<Scalar>, into columns: UnsafeMutablePointer<Scalar>) {
    forEachRow { shift, channel, row in
      // In bounds, here and below: a channel of the group, and a part of a row of the matrix.
      if geometry.keepsRows {
        unsafe shift.copy(input + channel, to: columns + row)
      } else {
        unsafe shift.gather(input + channel, into: columns + row)
      }
    }
  }

  /// Adds each element of the matrix to the pixel that it stands for. What the matrix holds afterwards is of no use.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func scatter(
    _ columns: UnsafeMutablePointer<Scalar>, adding input: UnsafeMutablePointer<Scalar>
  ) {
    forEachRow { shift, channel, row in
      if geometry.keepsRows {
        unsafe shift.add(columns + row, to: input + channel)
      } else {
        unsafe shift.scatter(columns + row, adding: input + channel)
      }
    }
  }

  /// Calls `body` for each row of the matrix, image by image, with the place of the window that it shows, where the channel
  /// begins, counted from the first one of the group in the first image, and where the image's part of the row does.
  ///
  /// Place by place: all channels have one shift, which takes divisions to be found.
  @inline(always)
  private func forEachRow(_ body: (_ shift: WindowShift, _ channel: Int, _ row: Int) -> Void) {
    let window = geometry.window
    for place in 0..<window.height * window.width {
      let shift = WindowShift(
        geometry, row: place / window.width, column: place % window.width, rows: rows)
      for channel in 0..<geometry.groupInputs {
        let row = (channel * window.height * window.width + place) * count
        for image in 0..<images {
          body(
            shift, (image * geometry.input.channels + channel) * geometry.input.pixels,
            row + image * imageCount)
        }
      }
    }
  }
}
