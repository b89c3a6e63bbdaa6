import PReLUKernels
import Testing

@Suite struct LayoutTests {
  private func expect(
    _ layout: Layout, _ outer: Int, _ channels: Int, _ inner: Int,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      [layout.outer, layout.channels, layout.inner] == [outer, channels, inner],
      sourceLocation: sourceLocation)
    #expect(layout.count == outer * channels * inner, sourceLocation: sourceLocation)
  }

  @Test func perChannel() throws {
    expect(try .nchw(batch: 2, channels: 3, height: 5, width: 7), 2, 3, 35)
    expect(try .ncdhw(batch: 2, channels: 3, depth: 11, height: 5, width: 7), 2, 3, 385)
    expect(try .nhwc(batch: 2, height: 5, width: 7, channels: 3), 70, 3, 1)
    expect(try .nc(batch: 2, channels: 3), 2, 3, 1)
    expect(try .ncl(batch: 2, channels: 3, length: 5), 2, 3, 5)
    expect(try Layout(outer: 2, channels: 3, inner: 5), 2, 3, 5)
  }

  @Test func shared() throws {
    expect(try .nchw(batch: 2, channels: 3, height: 5, width: 7, slopes: .shared), 1, 1, 210)
    expect(
      try .ncdhw(batch: 2, channels: 3, depth: 11, height: 5, width: 7, slopes: .shared), 1, 1, 2310
    )
    expect(try .nhwc(batch: 2, height: 5, width: 7, channels: 3, slopes: .shared), 1, 1, 210)
    expect(try .nc(batch: 2, channels: 3, slopes: .shared), 1, 1, 6)
    expect(try .ncl(batch: 2, channels: 3, length: 5, slopes: .shared), 1, 1, 30)
    expect(try .shared(count: 42), 1, 1, 42)
  }

  @Test func perElement() throws {
    expect(try .nchw(batch: 2, channels: 3, height: 5, width: 7, slopes: .perElement), 2, 105, 1)
    expect(
      try .ncdhw(batch: 2, channels: 3, depth: 11, height: 5, width: 7, slopes: .perElement),
      2, 1155, 1)
    expect(try .nhwc(batch: 2, height: 5, width: 7, channels: 3, slopes: .perElement), 2, 105, 1)
    expect(try .nc(batch: 2, channels: 3, slopes: .perElement), 2, 3, 1)
    expect(try .ncl(batch: 2, channels: 3, length: 5, slopes: .perElement), 2, 15, 1)
  }

  @Test func zeros() throws {
    expect(try .nchw(batch: 0, channels: 3, height: 5, width: 7), 0, 3, 35)
    expect(try .nhwc(batch: 2, height: 0, width: 7, channels: 3), 0, 3, 1)
    expect(try .nc(batch: 2, channels: 0), 2, 0, 1)
    expect(try .shared(count: 0), 1, 1, 0)
    // A zero makes no layout good whose other dimensions are too large.
    #expect(throws: PReLUError.layoutTooLarge(dimensions: [1 << 40, 0, 1 << 40])) {
      try Layout(outer: 1 << 40, channels: 0, inner: 1 << 40)
    }
    #expect(throws: PReLUError.layoutTooLarge(dimensions: [0, .max])) {
      try Layout.nc(batch: 0, channels: .max)
    }
  }

  @Test func negative() {
    #expect(throws: PReLUError.negativeDimension(name: "channels", value: -3)) {
      try Layout.nchw(batch: 2, channels: -3, height: 5, width: 7)
    }
    #expect(throws: PReLUError.negativeDimension(name: "depth", value: -1)) {
      try Layout.ncdhw(batch: 2, channels: 3, depth: -1, height: 5, width: 7)
    }
    // Two negative dimensions, and one beside a zero, do not make each other good.
    #expect(throws: PReLUError.negativeDimension(name: "height", value: -5)) {
      try Layout.nhwc(batch: 2, height: -5, width: -7, channels: 3)
    }
    #expect(throws: PReLUError.negativeDimension(name: "batch", value: Int.min)) {
      try Layout.nc(batch: .min, channels: 0)
    }
    #expect(throws: PReLUError.negativeDimension(name: "length", value: -1)) {
      try Layout.ncl(batch: 1, channels: 1, length: -1, slopes: .shared)
    }
    #expect(throws: PReLUError.negativeDimension(name: "count", value: -1)) {
      try Layout.shared(count: -1)
    }
    #expect(throws: PReLUError.negativeDimension(name: "inner", value: -1)) {
      try Layout(outer: 1, channels: 1, inner: -1)
    }
  }

  @Test(arguments: [Layout.Slopes.shared, .perChannel, .perElement])
  func tooLarge(_ slopes: Layout.Slopes) {
    let side = 1 << 16
    #expect(throws: PReLUError.layoutTooLarge(dimensions: [side, side, side, side])) {
      try Layout.nchw(batch: side, channels: side, height: side, width: side, slopes: slopes)
    }
    // The product fits in an Int, its bytes do not.
    #expect(throws: PReLUError.layoutTooLarge(dimensions: [1 << 31, 1 << 31])) {
      try Layout.nc(batch: 1 << 31, channels: 1 << 31, slopes: slopes)
    }
    #expect(throws: PReLUError.layoutTooLarge(dimensions: [.max, .max])) {
      try Layout.nc(batch: .max, channels: .max, slopes: slopes)
    }
  }

  @Test func largest() throws {
    let largest = Int.max / 32
    #expect(try Layout.shared(count: largest).count == largest)
    #expect(throws: PReLUError.layoutTooLarge(dimensions: [largest + 1])) {
      try Layout.shared(count: largest + 1)
    }
  }
}
