/// The output's channels of a group of several images, as a matrix: a row for each channel, the pixels of the images side by side.
///
/// In the batch an image has all its channels before the next one begins; a product has one matrix.
@safe struct ImageTile<Scalar: BLASScalar> {
  let geometry: ConvolutionGeometry
  let images: Int
  let elements: UnsafeMutablePointer<Scalar>

  /// From one row to the next.
  var stride: Int { images * geometry.output.pixels }

  /// Copies the channels of the group from the first image's on, `outputs`, to the tile.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func gather(_ outputs: UnsafePointer<Scalar>) {
    forEachRun { tile, batch, pixels in
      unsafe (elements + tile).update(from: outputs + batch, count: pixels)
    }
  }

  /// Copies the tile to the channels of the group from the first image's on.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func scatter(to outputs: UnsafeMutablePointer<Scalar>) {
    forEachRun { tile, batch, pixels in
      unsafe (outputs + batch).update(from: elements + tile, count: pixels)
    }
  }

  /// Calls `body` with where a channel of an image begins in the tile and in the batch, and its number of pixels.
  @inline(always)
  private func forEachRun(_ body: (_ tile: Int, _ batch: Int, _ pixels: Int) -> Void) {
    let pixels = geometry.output.pixels
    for image in 0..<images {
      for channel in 0..<geometry.groupOutputs {
        // In bounds: `images` times the group's channels in either.
        body(
          channel * stride + image * pixels, (image * geometry.output.channels + channel) * pixels,
          pixels)
      }
    }
  }
}
