import PReLUKernels
import Testing
import _TestSupport

/// A view and how its elements share slopes.
struct ViewCase: Sendable, CustomStringConvertible {
  let name: String
  let dimensions: [Int]
  let strides: [Int]
  let offset: Int
  let layout: Layout

  var description: String { name }

  /// A part of a dense tensor.
  static func slice(
    _ name: String, of whole: [Int], _ ranges: [Range<Int>], _ layout: Layout
  ) -> ViewCase {
    var strides = [Int](repeating: 1, count: whole.count)
    for axis in whole.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * whole[axis + 1]
    }
    return ViewCase(
      name: name, dimensions: ranges.map(\.count), strides: strides,
      offset: zip(ranges, strides).reduce(0) { $0 + $1.0.lowerBound * $1.1 }, layout: layout)
  }

  /// The index of each element, by counting through the axes.
  var indices: [Int] {
    zip(dimensions, strides).reduce([offset]) { starts, axis in
      starts.flatMap { start in (0..<axis.0).map { start + $0 * axis.1 } }
    }
  }
}

@Suite struct StridedViewTests {
  static let cases: [ViewCase] = {
    do {
      return try [
        .slice(
          "channels of images", of: [3, 7, 5, 6], [0..<3, 2..<5, 0..<5, 0..<6],
          .nchw(batch: 3, channels: 3, height: 5, width: 6)),
        .slice(
          "a crop", of: [2, 3, 19, 23], [0..<2, 1..<3, 4..<17, 3..<20],
          .nchw(batch: 2, channels: 2, height: 13, width: 17)),
        .slice(
          "a crop, channels last", of: [2, 9, 9, 5], [0..<2, 1..<8, 2..<8, 1..<4],
          .nhwc(batch: 2, height: 7, width: 6, channels: 3)),
        .slice(
          "a column", of: [50, 4], [3..<47, 2..<3], .nc(batch: 44, channels: 1)),
        .slice(
          "a slope an element", of: [4, 40, 6], [1..<4, 3..<33, 0..<6],
          .nchw(batch: 3, channels: 30, height: 1, width: 6, slopes: .perElement)),
        .slice("of one axis", of: [1000], [17..<918], .shared(count: 901)),
        .slice(
          "all of it", of: [4, 5, 20], [0..<4, 0..<5, 0..<20],
          .ncl(batch: 4, channels: 5, length: 20)),
        .slice("one element", of: [3, 3], [1..<2, 1..<2], .shared(count: 1)),
        ViewCase(
          name: "rows the other way round, columns of another tensor's rows",
          dimensions: [6, 5, 17],
          strides: [-17, 102, 1], offset: 5 * 17, layout: .ncl(batch: 6, channels: 5, length: 17)),
        ViewCase(
          name: "a column, from its end to the memory's first element", dimensions: [44, 1],
          strides: [-4, 1], offset: 43 * 4, layout: .nc(batch: 44, channels: 1)),
        ViewCase(
          name: "the same rows again and again", dimensions: [9, 4, 8], strides: [0, 11, 1],
          offset: 2,
          layout: .ncl(batch: 9, channels: 4, length: 8)),
        // Of several blocks: whole rows, groups of channels, pieces of runs, rows with gaps, cycles.
        .slice(
          "large, in runs", of: [5, 40, 60, 61], [0..<5, 3..<37, 1..<55, 2..<59],
          .nchw(batch: 5, channels: 34, height: 54, width: 57)),
        .slice(
          "large, in short runs", of: [9, 1300, 3, 5], [0..<9, 13..<1250, 0..<3, 1..<4],
          .nchw(batch: 9, channels: 1237, height: 3, width: 3)),
        .slice(
          "large, in long rows", of: [70, 5100], [2..<67, 4..<5003], .nc(batch: 65, channels: 4999)),
        .slice(
          "large, in few rows", of: [9, 20_011], [1..<8, 5..<20_006],
          .nc(batch: 7, channels: 20_001)),
        .slice(
          "large, in cycles", of: [3, 150, 150, 4], [0..<3, 5..<145, 0..<150, 0..<3],
          .nhwc(batch: 3, height: 140, width: 150, channels: 3)),
        .slice(
          "large, in pieces", of: [3, 70_000], [0..<3, 100..<69_001], .shared(count: 3 * 68_901)),
        .slice(
          "broadcasting", of: [4, 60, 7, 31, 5], [1..<4, 2..<58, 0..<7, 1..<30, 0..<4],
          .broadcasting(slope: [1, 56, 1, 29, 1], to: [3, 56, 7, 29, 4])),
      ]
    } catch {
      return []
    }
  }()

  @Test func casesAreLayouts() { #expect(Self.cases.count == 18) }

  @Test(arguments: cases)
  func sameAsDense(_ subject: ViewCase) throws {
    try verify(subject, numbers: { Float($0) }, slopes: { Float($0) })
    try verify(subject, numbers: { $0 }, slopes: { $0 })
    try verify(subject, numbers: { BFloat16(Float($0)) }, slopes: { Float($0) })
    try verify(subject, numbers: { Float16($0) }, slopes: { Float16($0) })
  }

  /// Results have the bits of calls on dense copies, in every setting, and no other element is read than those between the first
  /// and the last.
  private func verify<Scalar: StoredNumber, Slope: StoredNumber>(
    _ subject: ViewCase, numbers: (Double) -> Scalar, slopes: (Double) -> Slope
  ) throws where Slope.Compute == Scalar.Compute {
    let layout = subject.layout
    let view = try StridedView(
      dimensions: subject.dimensions, strides: subject.strides, offset: subject.offset)
    let indices = subject.indices
    #expect(view.count == layout.count)
    let reach = try #require(view.reach)
    #expect(reach == indices.min()!...indices.max()!)

    var generator = SplitMix64(seed: 7)
    func normals(_ count: Int) -> [Double] { (0..<count).map { _ in generator.normal() } }
    let (wholeX, wholeG) = (
      normals(reach.upperBound + 1).map(numbers), normals(reach.upperBound + 1).map(numbers)
    )
    let (x, g) = (Memory(indices.map { wholeX[$0] }), Memory(indices.map { wholeG[$0] }))
    let slope = Memory(normals(layout.channels).map(slopes))
    let (y, dx) = (Memory<Scalar>.untouched(layout.count), Memory<Scalar>.untouched(layout.count))
    let da = Memory<Slope>.untouched(layout.channels)
    try PReLU.forward(x.constant, slope: slope.constant, layout: layout, into: y.mutable)
    try PReLU.backward(
      x.constant, slope: slope.constant, gradient: g.constant, layout: layout,
      inputGradient: dx.mutable, slopeGradient: da.mutable, update: .overwrite)
    let (expectedY, expectedDx) = (Array(y.constant), Array(dx.constant))
    let expectedDa = Array(da.constant)

    // Unreadable behind the last element, or before the memory's first.
    let (end, endG) = (GuardedMemory(wholeX, side: .end), GuardedMemory(wholeG, side: .end))
    let (start, startG) = (GuardedMemory(wholeX, side: .start), GuardedMemory(wholeG, side: .start))
    let settings =
      Setting.all(threads: [1, 3], stores: [.ordinary, .nonTemporal]).map { ($0, end, endG) }
      + Setting.all(threads: [1]).map { ($0, start, startG) }
    for (setting, strided, stridedG) in settings {
      let context = "\(Scalar.self), \(subject), \(setting)"
      y.fillUntouched()
      try PReLU.forward(
        strided.constant, view: view, slope: slope.constant, layout: layout, into: y.mutable,
        threads: setting.threads, stores: setting.stores, instructionSet: setting.instructionSet)
      #expect(difference(y, expectedY) == nil, "\(context)")
      for gIsStrided in [true, false] {
        dx.fillUntouched()
        da.fillUntouched()
        try PReLU.backward(
          strided.constant, view: view, slope: slope.constant,
          gradient: gIsStrided ? stridedG.constant : g.constant,
          gradientView: gIsStrided ? view : nil, layout: layout, inputGradient: dx.mutable,
          slopeGradient: da.mutable, update: .overwrite, threads: setting.threads,
          stores: setting.stores, instructionSet: setting.instructionSet)
        #expect(difference(dx, expectedDx) == nil, "\(context)")
        #expect(difference(da, expectedDa) == nil, "\(context)")
      }
    }
    #expect(y.marginsAreIntact && dx.marginsAreIntact && da.marginsAreIntact)
  }

  @Test(arguments: cases)
  func rectifiers(_ subject: ViewCase) throws {
    try verifyRectifiers(subject) { Float($0) }
    try verifyRectifiers(subject) { $0 }
    try verifyRectifiers(subject) { Float16($0) }
    try verifyRectifiers(subject) { BFloat16(Float($0)) }
  }

  private func verifyRectifiers<Scalar: StoredNumber>(
    _ subject: ViewCase, numbers: (Double) -> Scalar
  ) throws {
    let view = try StridedView(
      dimensions: subject.dimensions, strides: subject.strides, offset: subject.offset)
    let indices = subject.indices
    var generator = SplitMix64(seed: 11)
    let wholeX = (0...indices.max()!).map { _ in numbers(generator.normal()) }
    let (x, g) = (indices.map { wholeX[$0] }, indices.map { _ in numbers(generator.normal()) })
    for rectifier in [Rectifier.relu, .leakyReLU(), .elu(), .selu()] {
      let y = try rectifier.forward(x, threads: .serial)
      let dx = try rectifier.backward(x, gradient: g, threads: .serial)
      for threads in [Threads.serial, .exactly(3)] {
        let context = "\(Scalar.self), \(rectifier), \(subject)"
        let (actual, gradient) = (
          Memory<Scalar>.untouched(x.count), Memory<Scalar>.untouched(x.count)
        )
        var span = actual.mutable.mutableSpan
        try rectifier.forward(wholeX.span, view: view, into: &span, threads: threads)
        #expect(difference(actual, y) == nil, "\(context)")
        var gradients = gradient.mutable.mutableSpan
        try rectifier.backward(
          wholeX.span, view: view, gradient: g.span, gradientView: nil, into: &gradients,
          threads: threads)
        #expect(difference(gradient, dx) == nil, "\(context)")
        #expect(actual.marginsAreIntact && gradient.marginsAreIntact)
      }
    }
  }

  /// Blocks that the ceiling of partial sums makes larger are computed some channels at a time.
  @Test func atCeiling() throws {
    let layout = try Layout.nc(batch: 2_120, channels: 2_120)
    let view = try StridedView.slice(of: [2_120, 2_125], ranges: [0..<2_120, 2..<2_122])
    let whole = Problem<Float>(try .shared(count: 2_120 * 2_125))
    let slopes = Problem<Float>(try .nc(batch: 1, channels: 2_120)).slope
    func dense(_ values: [Float]) -> [Float] {
      (0..<2_120).flatMap { values[$0 * 2_125 + 2..<$0 * 2_125 + 2_122] }
    }
    let expected = try PReLU.backward(
      dense(whole.x), slope: slopes, gradient: dense(whole.gradient), layout: layout)
    for threads in [Threads.serial, .exactly(3)] {
      let actual = try PReLU.backward(
        whole.x, view: view, slope: slopes, gradient: whole.gradient, gradientView: view,
        layout: layout, threads: threads)
      #expect(difference(actual.inputGradient, expected.inputGradient) == nil)
      #expect(difference(actual.slopeGradient, expected.slopeGradient) == nil)
    }
  }

  @Test func spansAndArrays() throws {
    let layout = try Layout.nc(batch: 3, channels: 2)
    let view = try StridedView.slice(of: [4, 4], ranges: [1..<4, 1..<3])
    let x = (0..<16).map { Float($0) - 9 }
    let slope: [Float] = [0.5, 0.25]
    let expected: [Float] = [-2, -0.75, 0, 1, 4, 5]
    #expect(try PReLU.forward(x, view: view, slope: slope, layout: layout) == expected)
    let leaky = Rectifier.leakyReLU(slope: 0.5)
    #expect(try leaky.forward(x, view: view) == [-2, -1.5, 0, 1, 4, 5])
    let y = Memory<Float>.untouched(6)
    var span = y.mutable.mutableSpan
    try PReLU.forward(x.span, view: view, slope: slope.span, layout: layout, into: &span)
    #expect(Array(y.constant) == expected)
    let da = Memory<Float>.untouched(2)
    var gradients = da.mutable.mutableSpan
    let g: [Float] = [1, 2, 3, 4, 5, 6]
    try PReLU.backward(
      x.span, view: view, slope: slope.span, gradient: g.span, gradientView: nil, layout: layout,
      inputGradient: &span, slopeGradient: &gradients, update: .overwrite)
    #expect(Array(y.constant) == [0.5, 0.5, 1.5, 4, 5, 6])
    #expect(Array(da.constant) == [-4, -6])
    let arrays = try PReLU.backward(
      x, view: view, slope: slope, gradient: g, gradientView: nil, layout: layout)
    #expect(arrays.inputGradient == [0.5, 0.5, 1.5, 4, 5, 6])
    #expect(arrays.slopeGradient == [-4, -6])
    let dx = try leaky.backward(x, view: view, gradient: g, gradientView: nil)
    #expect(dx == [0.5, 1, 1.5, 4, 5, 6])
    // The gradient's view, and none of the input.
    let one = try StridedView(dimensions: [6, 1], strides: [0, 1], offset: 5)
    #expect(
      try leaky.backward([-1, 0, 1, 2, 3, 4], view: nil, gradient: x, gradientView: one)
        == [-2, -2, -4, -4, -4, -4])
  }

  @Test func emptyViews() throws {
    let layout = try Layout.nc(batch: 0, channels: 2)
    let view = try StridedView(dimensions: [0, 2], strides: [1 << 60, 7], offset: -3)
    #expect(view.count == 0)
    #expect(view.reach == nil)
    let da = Memory<Float>.untouched(2)
    var gradients = da.mutable.mutableSpan
    let none = Memory<Float>.untouched(0)
    var output = none.mutable.mutableSpan
    let (x, slope): ([Float], [Float]) = ([1, 2], [3, 4])
    try PReLU.forward(x.span, view: view, slope: slope.span, layout: layout, into: &output)
    try PReLU.backward(
      x.span, view: view, slope: slope.span, gradient: x.span, gradientView: view, layout: layout,
      inputGradient: &output, slopeGradient: &gradients, update: .accumulate)
    #expect(da.constant.allSatisfy { $0 == Memory<Float>.untouched })
    try PReLU.backward(
      x.span, view: view, slope: slope.span, gradient: x.span, gradientView: view, layout: layout,
      inputGradient: &output, slopeGradient: &gradients, update: .overwrite)
    #expect(da.constant.allSatisfy { $0 == 0 })
  }
}
