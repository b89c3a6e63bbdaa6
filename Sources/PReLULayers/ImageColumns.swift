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
    for place in 0..<geometry.depth {
      let shift = WindowShift(geometry, place: place, rows: rows)
      for image in 0..<images {
        // In bounds, here and below: a channel of the group, and a part of a row of the matrix.
        let channel = unsafe input + channel(shift.channel, of: image)
        let row = unsafe columns + (place * count + image * imageCount)
        if geometry.keepsRows {
          unsafe shift.copy(channel, to: row)
        } else {
          unsafe shift.gather(channel, into: row)
        }
      }
    }
  }

  /// Adds each element of the matrix to the pixel that it stands for. What the matrix holds afterwards is of no use.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func scatter(
    _ columns: UnsafeMutablePointer<Scalar>, adding input: UnsafeMutablePointer<Scalar>
  ) {
    for place in 0..<geometry.depth {
      let shift = WindowShift(geometry, place: place, rows: rows)
      for image in 0..<images {
        let channel = unsafe input + channel(shift.channel, of: image)
        let row = unsafe columns + (place * count + image * imageCount)
        if geometry.keepsRows {
          unsafe shift.add(row, to: channel)
        } else {
          unsafe shift.scatter(row, adding: channel)
        }
      }
    }
  }

  /// Where a channel of the group begins in an image, counted from the first image's.
  @inline(always)
  private func channel(_ channel: Int, of image: Int) -> Int {
    (image * geometry.input.channels + channel) * geometry.input.pixels
  }
}
