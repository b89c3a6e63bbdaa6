import PReLUKernels
import Testing
import _TestSupport

/// A buffer of a wrong count is refused by name, and nothing is written.
@Suite struct CountMismatchTests {
  typealias Buffer = PReLUError.Buffer

  static let layout = NamedLayout("runs", 2, 3, 20).layout
  static let wrongBy = [-1, 1]

  /// Memory of the count that a layout gives a buffer, but for one buffer.
  private func memory<Scalar: Number>(
    _ buffer: Buffer, wrong: Buffer, by change: Int
  ) -> Memory<Scalar> {
    let isSlope = buffer == .slope || buffer == .slopeGradient
    let count = isSlope ? Self.layout.channels : Self.layout.count
    return .untouched(count + (buffer == wrong ? change : 0))
  }

  private func isUntouched<Scalar: Number>(_ memory: Memory<Scalar>) -> Bool {
    memory.marginsAreIntact && memory.constant.allSatisfy { $0 == Memory<Scalar>.untouched }
  }

  private func mismatch(_ buffer: Buffer, by change: Int) -> PReLUError {
    let isSlope = buffer == .slope || buffer == .slopeGradient
    let count = isSlope ? Self.layout.channels : Self.layout.count
    return .countMismatch(buffer, expected: count, actual: count + change)
  }

  @Test(arguments: [Buffer.input, .slope, .output], wrongBy)
  func forward(_ wrong: Buffer, _ change: Int) throws {
    let x: Memory<Float> = memory(.input, wrong: wrong, by: change)
    let slope: Memory<Float> = memory(.slope, wrong: wrong, by: change)
    let y: Memory<Float> = memory(.output, wrong: wrong, by: change)
    #expect(throws: mismatch(wrong, by: change)) {
      try PReLU.forward(
        x.constant, slope: slope.constant, layout: Self.layout, into: y.mutable)
    }
    #expect(isUntouched(y))
    #expect(throws: mismatch(wrong, by: change)) {
      var span = y.mutable.mutableSpan
      try PReLU.forward(
        x.constant.span, slope: slope.constant.span, layout: Self.layout, into: &span)
    }
    #expect(isUntouched(y))
  }

  @Test(arguments: [Buffer.input, .slope], wrongBy)
  func forwardInPlace(_ wrong: Buffer, _ change: Int) throws {
    let x: Memory<Double> = memory(.input, wrong: wrong, by: change)
    let slope: Memory<Double> = memory(.slope, wrong: wrong, by: change)
    #expect(throws: mismatch(wrong, by: change)) {
      try PReLU.forwardInPlace(x.mutable, slope: slope.constant, layout: Self.layout)
    }
    #expect(throws: mismatch(wrong, by: change)) {
      var span = x.mutable.mutableSpan
      try PReLU.forwardInPlace(&span, slope: slope.constant.span, layout: Self.layout)
    }
    #expect(isUntouched(x))
    #expect(throws: mismatch(wrong, by: change)) {
      _ = try PReLU.forward(Array(x.constant), slope: Array(slope.constant), layout: Self.layout)
    }
  }

  @Test(
    arguments: [Buffer.input, .slope, .gradient, .inputGradient, .slopeGradient], wrongBy)
  func backward(_ wrong: Buffer, _ change: Int) throws {
    let x: Memory<Float> = memory(.input, wrong: wrong, by: change)
    let slope: Memory<Float> = memory(.slope, wrong: wrong, by: change)
    let g: Memory<Float> = memory(.gradient, wrong: wrong, by: change)
    let dx: Memory<Float> = memory(.inputGradient, wrong: wrong, by: change)
    let da: Memory<Float> = memory(.slopeGradient, wrong: wrong, by: change)
    for update in [PReLU.GradientUpdate.overwrite, .accumulate] {
      #expect(throws: mismatch(wrong, by: change)) {
        try PReLU.backward(
          x.constant, slope: slope.constant, gradient: g.constant, layout: Self.layout,
          inputGradient: dx.mutable, slopeGradient: da.mutable, update: update)
      }
      #expect(throws: mismatch(wrong, by: change)) {
        var dx = dx.mutable.mutableSpan
        var da = da.mutable.mutableSpan
        try PReLU.backward(
          x.constant.span, slope: slope.constant.span, gradient: g.constant.span,
          layout: Self.layout, inputGradient: &dx, slopeGradient: &da, update: update)
      }
      #expect(isUntouched(dx) && isUntouched(da))
    }
  }

  @Test(arguments: [Buffer.input, .slope, .gradient, .slopeGradient], wrongBy)
  func backwardInPlace(_ wrong: Buffer, _ change: Int) throws {
    let x: Memory<Double> = memory(.input, wrong: wrong, by: change)
    let slope: Memory<Double> = memory(.slope, wrong: wrong, by: change)
    let g: Memory<Double> = memory(.gradient, wrong: wrong, by: change)
    let da: Memory<Double> = memory(.slopeGradient, wrong: wrong, by: change)
    #expect(throws: mismatch(wrong, by: change)) {
      try PReLU.backwardInPlace(
        x.constant, slope: slope.constant, gradient: g.mutable, layout: Self.layout,
        slopeGradient: da.mutable, update: .overwrite)
    }
    #expect(throws: mismatch(wrong, by: change)) {
      var g = g.mutable.mutableSpan
      var da = da.mutable.mutableSpan
      try PReLU.backwardInPlace(
        x.constant.span, slope: slope.constant.span, gradient: &g, layout: Self.layout,
        slopeGradient: &da, update: .overwrite)
    }
    #expect(isUntouched(g) && isUntouched(da))
  }

  @Test(arguments: [Buffer.input, .slope, .gradient], wrongBy)
  func arrays(_ wrong: Buffer, _ change: Int) throws {
    let x: Memory<Float> = memory(.input, wrong: wrong, by: change)
    let slope: Memory<Float> = memory(.slope, wrong: wrong, by: change)
    let g: Memory<Float> = memory(.gradient, wrong: wrong, by: change)
    #expect(throws: mismatch(wrong, by: change)) {
      _ = try PReLU.backward(
        Array(x.constant), slope: Array(slope.constant), gradient: Array(g.constant),
        layout: Self.layout)
    }
  }

  @Test(arguments: [Buffer.input, .slope, .gradient, .inputGradient], wrongBy)
  func inputGradient(_ wrong: Buffer, _ change: Int) throws {
    let x: Memory<Double> = memory(.input, wrong: wrong, by: change)
    let slope: Memory<Double> = memory(.slope, wrong: wrong, by: change)
    let g: Memory<Double> = memory(.gradient, wrong: wrong, by: change)
    let dx: Memory<Double> = memory(.inputGradient, wrong: wrong, by: change)
    #expect(throws: mismatch(wrong, by: change)) {
      try PReLU.inputGradient(
        x.constant, slope: slope.constant, gradient: g.constant, layout: Self.layout,
        into: dx.mutable)
    }
    #expect(throws: mismatch(wrong, by: change)) {
      var dx = dx.mutable.mutableSpan
      try PReLU.inputGradient(
        x.constant.span, slope: slope.constant.span, gradient: g.constant.span,
        layout: Self.layout, into: &dx)
    }
    #expect(isUntouched(dx))
    // The other functions have no such output.
    guard wrong != .inputGradient else { return }
    #expect(throws: mismatch(wrong, by: change)) {
      try PReLU.inputGradientInPlace(
        x.constant, slope: slope.constant, gradient: g.mutable, layout: Self.layout)
    }
    #expect(throws: mismatch(wrong, by: change)) {
      var g = g.mutable.mutableSpan
      try PReLU.inputGradientInPlace(
        x.constant.span, slope: slope.constant.span, gradient: &g, layout: Self.layout)
    }
    #expect(isUntouched(g))
    #expect(throws: mismatch(wrong, by: change)) {
      _ = try PReLU.inputGradient(
        Array(x.constant), slope: Array(slope.constant), gradient: Array(g.constant),
        layout: Self.layout)
    }
  }

  @Test(arguments: [Buffer.input, .gradient, .slopeGradient], wrongBy)
  func slopeGradient(_ wrong: Buffer, _ change: Int) throws {
    let x: Memory<Float> = memory(.input, wrong: wrong, by: change)
    let g: Memory<Float> = memory(.gradient, wrong: wrong, by: change)
    let da: Memory<Float> = memory(.slopeGradient, wrong: wrong, by: change)
    for update in [PReLU.GradientUpdate.overwrite, .accumulate] {
      #expect(throws: mismatch(wrong, by: change)) {
        try PReLU.slopeGradient(
          x.constant, gradient: g.constant, layout: Self.layout, into: da.mutable, update: update)
      }
      #expect(throws: mismatch(wrong, by: change)) {
        var da = da.mutable.mutableSpan
        try PReLU.slopeGradient(
          x.constant.span, gradient: g.constant.span, layout: Self.layout, into: &da,
          update: update)
      }
    }
    #expect(isUntouched(da))
    guard wrong != .slopeGradient else { return }
    #expect(throws: mismatch(wrong, by: change)) {
      _ = try PReLU.slopeGradient(
        Array(x.constant), gradient: Array(g.constant), layout: Self.layout)
    }
  }

  /// Too many elements where the layout has none.
  @Test func noElements() throws {
    let empty = try Layout(outer: 0, channels: 2, inner: 3)
    #expect(throws: PReLUError.countMismatch(.input, expected: 0, actual: 1)) {
      _ = try PReLU.forward([1] as [Float], slope: [0, 0], layout: empty)
    }
    #expect(throws: PReLUError.countMismatch(.slope, expected: 2, actual: 1)) {
      _ = try PReLU.forward([] as [Float], slope: [0], layout: empty)
    }
  }
}
