import PReLUKernels
import Testing
import _TestSupport

/// What a view cannot be, and what calls with views refuse before anything is written.
@Suite struct StridedRefusalTests {
  @Test func views() {
    let far = Int.max / 32
    let refused: [([Int], [Int], Int, PReLUError)] = [
      (Array(repeating: 1, count: 9), Array(repeating: 1, count: 9), 0, .tooManyDimensions(9)),
      ([2, 3], [1], 0, .rankMismatch(dimensions: 2, strides: 1)),
      ([2, -3], [3, 1], 0, .negativeViewDimension(axis: 1, value: -3)),
      ([1 << 40, 1 << 40], [1, 1], 0, .viewTooLarge(dimensions: [1 << 40, 1 << 40])),
      ([2, 3], [6, 2], 0, .innerAxisNotDense(stride: 2)),
      ([2, 3], [6, 0], 0, .innerAxisNotDense(stride: 0)),
      ([2, 3], [far, 1], 0, .viewTooFar),
      ([2, 3], [-far, 1], -1, .viewTooFar),
      ([3, 3], [Int.max, 1], 0, .viewTooFar),
      ([2, 3], [Int.min, 1], 0, .viewTooFar),
      ([1], [1], Int.min, .viewTooFar),
    ]
    for (dimensions, strides, offset, error) in refused {
      #expect(throws: error) {
        try StridedView(dimensions: dimensions, strides: strides, offset: offset)
      }
    }
  }

  @Test func slices() throws {
    #expect(throws: PReLUError.rankMismatch(dimensions: 2, strides: 1)) {
      try StridedView.slice(of: [2, 3], ranges: [0..<2])
    }
    #expect(throws: PReLUError.sliceOutOfBounds(axis: 1, range: 1..<4, dimension: 3)) {
      try StridedView.slice(of: [2, 3], ranges: [0..<2, 1..<4])
    }
    #expect(throws: PReLUError.sliceOutOfBounds(axis: 0, range: -1..<2, dimension: 2)) {
      try StridedView.slice(of: [2, 3], ranges: [-1..<2, 1..<3])
    }
    #expect(throws: PReLUError.viewTooLarge(dimensions: [1 << 40, 1 << 40])) {
      try StridedView.slice(of: [1 << 40, 1 << 40], ranges: [0..<1, 0..<1])
    }
    #expect(throws: PReLUError.negativeViewDimension(axis: 0, value: -2)) {
      try StridedView.slice(of: [-2, 3], ranges: [0..<1, 0..<1])
    }
    let view = try StridedView.slice(of: [4, 5, 6], ranges: [1..<3, 2..<5, 3..<6])
    #expect(view == (try StridedView(dimensions: [2, 3, 3], strides: [30, 6, 1], offset: 45)))
    // Axes of one place may have any stride.
    #expect(try StridedView(dimensions: [2, 1], strides: [3, 7]).reach == 0...3)
  }

  @Test func buffers() throws {
    let layout = try Layout.nc(batch: 3, channels: 2)
    let view = try StridedView(dimensions: [3, 2], strides: [5, 1], offset: 1)
    let before = try StridedView(dimensions: [3, 2], strides: [-5, 1], offset: 9)
    let values = (0..<60).map { Float($0) - 30 }
    let (memory, slope) = (Memory(values), Memory<Float>([0.1, 0.2]))
    let (y, da) = (Memory<Float>.untouched(6), Memory<Float>.untouched(2))

    /// Runs every call with an input of these elements of the memory, and outputs where they are said to be.
    func expect(
      _ error: PReLUError, backward: PReLUError? = nil, input: Range<Int>,
      view: StridedView, output: UnsafeMutableBufferPointer<Float>
    ) throws {
      let x = UnsafeBufferPointer(rebasing: memory.constant[input])
      #expect(throws: error) {
        try PReLU.forward(x, view: view, slope: slope.constant, layout: layout, into: output)
      }
      #expect(throws: error) { try Rectifier.relu.forward(x, view: view, into: output) }
      #expect(throws: backward ?? error) {
        try PReLU.backward(
          x, view: view, slope: slope.constant, gradient: y.constant, gradientView: nil,
          layout: layout, inputGradient: output, slopeGradient: da.mutable, update: .overwrite)
      }
      #expect(throws: backward ?? error) {
        try Rectifier.relu.backward(
          x, view: view, gradient: y.constant, gradientView: nil, into: output)
      }
      #expect(difference(memory, values) == nil)
      #expect(y.constant.allSatisfy { $0 == Memory<Float>.untouched })
      #expect(da.constant.allSatisfy { $0 == Memory<Float>.untouched })
    }

    let other = Memory<Float>.untouched(6)
    try expect(
      .viewOutOfBounds(.input, reach: 1...12, count: 12), input: 0..<12, view: view,
      output: other.mutable)
    try expect(
      .viewOutOfBounds(.input, reach: -1...10, count: 30), input: 0..<30, view: before,
      output: other.mutable)
    // The output between two rows of the view: no element is shared, and yet what is reached is not the output's.
    try expect(
      .overlap(.output, with: .input), backward: .overlap(.inputGradient, with: .input),
      input: 0..<30, view: view,
      output: UnsafeMutableBufferPointer(rebasing: memory.mutable[12..<18]))
    #expect(other.constant.allSatisfy { $0 == Memory<Float>.untouched })

    // Behind what is reached there may be an output, in the same buffer.
    try PReLU.forward(
      memory.constant, view: view, slope: slope.constant, layout: layout,
      into: UnsafeMutableBufferPointer(rebasing: memory.mutable[13..<19]))
    #expect(memory.constant[13] == 0.1 * Float(-29))
  }

  /// The gradient's view, the slopes and their gradients are held to the same.
  @Test func otherBuffers() throws {
    let layout = try Layout.nc(batch: 3, channels: 2)
    let view = try StridedView(dimensions: [3, 2], strides: [5, 1], offset: 1)
    let (memory, slope) = (Memory((0..<60).map { Float($0) }), Memory<Float>([0.1, 0.2]))
    let (dx, da) = (Memory<Float>.untouched(6), Memory<Float>.untouched(2))
    func expect(
      _ error: PReLUError, slope slopes: UnsafeBufferPointer<Float>? = nil,
      gradient: Range<Int> = 0..<30, da slopeGradient: UnsafeMutableBufferPointer<Float>? = nil
    ) {
      #expect(throws: error) {
        try PReLU.backward(
          memory.constant, view: view, slope: slopes ?? slope.constant,
          gradient: UnsafeBufferPointer(rebasing: memory.constant[gradient]), gradientView: view,
          layout: layout, inputGradient: dx.mutable, slopeGradient: slopeGradient ?? da.mutable,
          update: .overwrite)
      }
      #expect(difference(memory, (0..<60).map { Float($0) }) == nil)
      #expect(dx.constant.allSatisfy { $0 == Memory<Float>.untouched })
    }
    expect(.viewOutOfBounds(.gradient, reach: 1...12, count: 5), gradient: 0..<5)
    expect(
      .countMismatch(.slope, expected: 2, actual: 1),
      slope: UnsafeBufferPointer(rebasing: slope.constant[..<1]))
    expect(
      .countMismatch(.slopeGradient, expected: 2, actual: 1),
      da: UnsafeMutableBufferPointer(rebasing: da.mutable[..<1]))
    expect(
      .overlap(.slopeGradient, with: .input),
      gradient: 30..<60, da: UnsafeMutableBufferPointer(rebasing: memory.mutable[3..<5]))
    expect(
      .overlap(.slopeGradient, with: .gradient),
      gradient: 30..<60, da: UnsafeMutableBufferPointer(rebasing: memory.mutable[33..<35]))
    expect(.overlap(.slopeGradient, with: .slope), da: slope.mutable)
    expect(
      .overlap(.slopeGradient, with: .inputGradient),
      da: UnsafeMutableBufferPointer(rebasing: dx.mutable[2..<4]))
    expect(
      .overlap(.inputGradient, with: .slope),
      slope: UnsafeBufferPointer(rebasing: dx.constant[2..<4]))
    let shifted = UnsafeRawPointer(memory.constant.baseAddress!).advanced(by: 2)
      .assumingMemoryBound(to: Float.self)
    #expect(throws: PReLUError.misaligned(.input, alignment: 4)) {
      try PReLU.forward(
        UnsafeBufferPointer(start: shifted, count: 30), view: view, slope: slope.constant,
        layout: layout, into: dx.mutable)
    }
  }

  /// Whose number of elements is wrong: the view's, that of a buffer without one, or the output's.
  @Test func counts() throws {
    let layout = try Layout.nc(batch: 3, channels: 2)
    let right = try StridedView(dimensions: [3, 2], strides: [5, 1])
    let wrong = try StridedView(dimensions: [2, 2], strides: [5, 1])
    let (x, slope) = (Memory((0..<30).map { Float($0) }), Memory<Float>([0.1, 0.2]))
    let (six, four) = (Memory<Float>.untouched(6), Memory<Float>.untouched(4))
    let da = Memory<Float>.untouched(2)
    let relu = Rectifier.relu

    #expect(throws: PReLUError.viewCountMismatch(.input, expected: 6, actual: 4)) {
      try PReLU.forward(
        x.constant, view: wrong, slope: slope.constant, layout: layout, into: six.mutable)
    }
    #expect(throws: PReLUError.countMismatch(.output, expected: 6, actual: 4)) {
      try relu.forward(x.constant, view: right, into: four.mutable)
    }
    #expect(throws: PReLUError.countMismatch(.inputGradient, expected: 6, actual: 4)) {
      try relu.backward(
        x.constant, view: right, gradient: x.constant, gradientView: right, into: four.mutable)
    }
    let gradients: [(Memory<Float>, StridedView?, PReLUError)] = [
      (x, wrong, .viewCountMismatch(.gradient, expected: 6, actual: 4)),
      (four, nil, .countMismatch(.gradient, expected: 6, actual: 4)),
    ]
    for (g, gradientView, error) in gradients {
      #expect(throws: error) {
        try relu.backward(
          x.constant, view: right, gradient: g.constant, gradientView: gradientView,
          into: six.mutable)
      }
      #expect(throws: error) {
        try PReLU.backward(
          x.constant, view: right, slope: slope.constant, gradient: g.constant,
          gradientView: gradientView, layout: layout, inputGradient: six.mutable,
          slopeGradient: da.mutable, update: .overwrite)
      }
    }
    for memory in [six, four, da] {
      #expect(memory.constant.allSatisfy { $0 == Memory<Float>.untouched })
    }
  }

  /// What arrays cannot have is refused before arrays of that size are made for the results.
  @Test func arrays() throws {
    let most = Int.max / 64
    let layout = try Layout.shared(count: most)
    let far = try StridedView(dimensions: [most], strides: [1])
    let again = try StridedView(dimensions: [most, 1], strides: [0, 1])
    let x: [Float] = [1, 2]
    let outOfBounds = PReLUError.viewOutOfBounds(.input, reach: 0...most - 1, count: 2)
    #expect(throws: outOfBounds) {
      try PReLU.forward(x, view: far, slope: [1], layout: layout)
    }
    #expect(throws: outOfBounds) {
      try PReLU.backward(
        x, view: far, slope: [1], gradient: x, gradientView: again, layout: layout)
    }
    #expect(throws: outOfBounds) { try Rectifier.relu.forward(x, view: far) }
    #expect(throws: outOfBounds) {
      try Rectifier.relu.backward(x, view: far, gradient: x, gradientView: again)
    }
    #expect(throws: PReLUError.countMismatch(.gradient, expected: most, actual: 2)) {
      try Rectifier.relu.backward(x, view: again, gradient: x, gradientView: nil)
    }
    let ofMany = try Layout.nc(batch: 1, channels: most)
    let slopes = PReLUError.countMismatch(.slope, expected: most, actual: 1)
    #expect(throws: slopes) {
      try PReLU.forward(x, view: again, slope: [1], layout: ofMany)
    }
    #expect(throws: slopes) {
      try PReLU.backward(
        x, view: again, slope: [1], gradient: x, gradientView: again, layout: ofMany)
    }
  }
}
