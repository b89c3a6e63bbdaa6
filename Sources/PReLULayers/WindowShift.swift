/// One place of a convolution's window: which pixel of a channel it shows to which output of some rows.
@safe struct WindowShift {
  /// The outputs' rows, and those among them whose pixels lie in the image.
  let rows: Range<Int>
  let insideRows: Range<Int>
  /// The outputs of a row whose pixels lie in the image.
  let inside: Range<Int>
  /// Outputs and pixels of a row.
  let width: Int
  let inputWidth: Int
  let stride: Extent
  /// The pixel of output (0, 0), which may lie in the padding.
  let origin: (row: Int, column: Int)

  @inline(always)
  init(_ geometry: ConvolutionGeometry, row: Int, column: Int, rows: Range<Int>) {
    let (padding, dilation) = (geometry.padding, geometry.dilation)
    stride = geometry.stride
    origin = (row * dilation.height - padding.height, column * dilation.width - padding.width)
    let reached = Self.inside(
      origin: origin.row, stride: stride.height, inputs: geometry.input.height,
      outputs: geometry.output.height)
    insideRows = reached.clamped(to: rows)
    inside = Self.inside(
      origin: origin.column, stride: stride.width, inputs: geometry.input.width,
      outputs: geometry.output.width)
    width = geometry.output.width
    inputWidth = geometry.input.width
    self.rows = rows
  }

  /// The outputs of an axis whose pixel, `origin + stride * output`, is one of `0 ..< inputs`.
  private static func inside(
    origin: Int, stride: Int, inputs: Int, outputs: Int
  ) -> Range<Int> {
    let first = min(outputs, max(0, stride - 1 - origin) / stride)
    let end = min(outputs, max(0, inputs + stride - 1 - origin) / stride)
    return first..<max(first, end)
  }

  /// Where the outputs of a row begin among those of `rows`.
  private func start(of row: Int) -> Int { (row - rows.lowerBound) * width }

  /// The first pixel in the image that a row of outputs sees.
  private func pixel(of row: Int) -> Int {
    (origin.row + row * stride.height) * inputWidth + origin.column
      + inside.lowerBound * stride.width
  }

  /// Writes zeros for the outputs of rows that see padding alone.
  @inline(always)
  private func clearOutside<Scalar: BLASScalar>(_ outputs: UnsafeMutablePointer<Scalar>) {
    // In bounds: the rows before and after.
    let (first, end) = (start(of: insideRows.lowerBound), start(of: insideRows.upperBound))
    unsafe outputs.update(repeating: 0, count: first)
    unsafe (outputs + end).update(repeating: 0, count: rows.count * width - end)
  }
}

// Any stride and width: row by row.
extension WindowShift {
  /// Writes the pixel that each output sees, or 0.
  @inline(always)
  func gather<Scalar: BLASScalar>(
    _ image: UnsafePointer<Scalar>, into outputs: UnsafeMutablePointer<Scalar>
  ) {
    unsafe clearOutside(outputs)
    for row in insideRows {
      // In bounds: a row of outputs, and of the image the pixels that those inside see.
      let outputs = unsafe outputs + start(of: row)
      let pixels = unsafe image + (inside.isEmpty ? 0 : pixel(of: row))
      for index in 0..<inside.lowerBound { unsafe outputs[index] = 0 }
      for index in 0..<inside.count {
        unsafe outputs[inside.lowerBound + index] = pixels[index * stride.width]
      }
      for index in inside.upperBound..<width { unsafe outputs[index] = 0 }
    }
  }

  /// Adds the number of each output to the pixel that it sees.
  @inline(always)
  func scatter<Scalar: BLASScalar>(
    _ outputs: UnsafePointer<Scalar>, adding image: UnsafeMutablePointer<Scalar>
  ) {
    guard !inside.isEmpty else { return }
    for row in insideRows {
      // In bounds: as above.
      let outputs = unsafe outputs + (start(of: row) + inside.lowerBound)
      let pixels = unsafe image + pixel(of: row)
      for index in 0..<inside.count { unsafe pixels[index * stride.width] += outputs[index] }
    }
  }
}

// Where rows of outputs are as long as those of the image, and as near: the outputs of all rows see one stretch of the image, but at the rows' ends, where the
// stretch runs on into the next row and outputs see padding.
extension WindowShift {
  /// `gather`.
  @inline(always)
  func copy<Scalar: BLASScalar>(
    _ image: UnsafePointer<Scalar>, to outputs: UnsafeMutablePointer<Scalar>
  ) {
    unsafe clearOutside(outputs)
    guard let (stretch, pixel) = stretch else { return unsafe clearEnds(outputs) }
    unsafe (outputs + stretch.lowerBound).update(from: image + pixel, count: stretch.count)
    unsafe clearEnds(outputs)
  }

  /// `scatter`, which leaves zeros where outputs see padding.
  @inline(always)
  func add<Scalar: BLASScalar>(
    _ outputs: UnsafeMutablePointer<Scalar>, to image: UnsafeMutablePointer<Scalar>
  ) {
    guard let (stretch, pixel) = stretch else { return }
    unsafe clearEnds(outputs)
    let (source, pixels) = unsafe (outputs + stretch.lowerBound, image + pixel)
    for index in 0..<stretch.count { unsafe pixels[index] += source[index] }
  }

  /// The outputs from the first to the last that see a pixel, and the first one's pixel; `nil` where none does.
  private var stretch: (outputs: Range<Int>, pixel: Int)? {
    guard !inside.isEmpty, let last = insideRows.last else { return nil }
    let first = start(of: insideRows.lowerBound) + inside.lowerBound
    return (first..<(start(of: last) + inside.upperBound), pixel(of: insideRows.lowerBound))
  }

  /// Writes zeros for the outputs of rows inside that see the padding to the left or the right.
  @inline(always)
  private func clearEnds<Scalar: BLASScalar>(_ outputs: UnsafeMutablePointer<Scalar>) {
    // Column by column: there are few, and often none.
    for column in 0..<inside.lowerBound { unsafe clear(column, of: outputs) }
    for column in inside.upperBound..<width { unsafe clear(column, of: outputs) }
  }

  @inline(always)
  private func clear<Scalar: BLASScalar>(
    _ column: Int, of outputs: UnsafeMutablePointer<Scalar>
  ) {
    var index = start(of: insideRows.lowerBound) + column
    for _ in 0..<insideRows.count {
      // In bounds: an output of each row inside.
      unsafe outputs[index] = 0
      index += width
    }
  }
}
