import PReLUKernels
import Testing

/// The code of the article "Getting started", in its order: it has to compile and to run.
@Suite struct GettingStartedTests {
  @Test func article() throws {
    let images = try Layout.nchw(batch: 2, channels: 4, height: 3, width: 3)
    let pixels = try Layout.nhwc(batch: 2, height: 3, width: 3, channels: 4)
    let vectors = try Layout.nc(batch: 128, channels: 1024)
    let anything = try Layout.shared(count: 1_000_000)
    let eachItsOwn = try Layout.nc(batch: 128, channels: 1024, slopes: .perElement)
    #expect(
      [images, pixels, vectors, anything, eachItsOwn].map(\.channels) == [4, 4, 1024, 1, 1024])

    let x: [Float] = (0..<images.count).map { Float($0 % 5) - 2 }
    let g = [Float](repeating: 1, count: images.count)

    let slope = [Float](repeating: 0.25, count: images.channels)
    var y = try PReLU.forward(x, slope: slope, layout: images)
    let expected = x.map { $0 < 0 ? 0.25 * $0 : $0 }
    #expect(y == expected)

    do {
      var output = y.mutableSpan
      try PReLU.forward(x.span, slope: slope.span, layout: images, into: &output)
    }
    #expect(y == expected)

    var activations = x
    do {
      var inPlace = activations.mutableSpan
      try PReLU.forwardInPlace(&inPlace, slope: slope.span, layout: images)
    }
    #expect(activations == expected)

    var (dx, slopeGradient) = try PReLU.backward(x, slope: slope, gradient: g, layout: images)
    let once = slopeGradient
    do {
      var dxSpan = dx.mutableSpan
      var total = slopeGradient.mutableSpan
      try PReLU.backward(
        x.span, slope: slope.span, gradient: g.span, layout: images,
        inputGradient: &dxSpan, slopeGradient: &total, update: .accumulate)
    }
    #expect(slopeGradient == once.map { 2 * $0 })

    let firstHalf = try StridedView.slice(
      of: [2, 4, 3, 3], ranges: [0..<2, 0..<2, 0..<3, 0..<3])
    let half = try Layout.nchw(batch: 2, channels: 2, height: 3, width: 3)
    let slopes = [Float](slope[..<2])
    let ofSlice = try PReLU.forward(x, view: firstHalf, slope: slopes, layout: half)
    #expect(ofSlice == Array(expected[..<18] + expected[36..<54]))

    let toInput = try PReLU.inputGradient(x, slope: slope, gradient: g, layout: images)
    let toSlopes = try PReLU.slopeGradient(x, gradient: g, layout: images)
    #expect(toInput == dx)
    #expect(toSlopes == once)

    let gradients = try PReLU.backward(output: y, slope: slope, gradient: g, layout: images)
    #expect(gradients.inputGradient == dx)
    #expect(gradients.slopeGradient == once)

    let halves = x.map { Float16($0) }
    let halfSlope = slope.map { Float16($0) }
    let halfOutput = try PReLU.forward(halves, slope: halfSlope, layout: images)
    #expect(halfOutput == expected.map { Float16($0) })

    var brain = x.map { BFloat16($0) }
    do {
      var brainSpan = brain.mutableSpan
      try PReLU.forwardInPlace(&brainSpan, slope: slope.span, layout: images)
    }
    #expect(brain == expected.map { BFloat16($0) })

    let u = [Float](repeating: 2, count: images.count)
    let v = [Float](repeating: 3, count: images.channels)
    let tangent = try PReLU.tangent(
      x, slope: slope, inputTangent: u, slopeTangent: v, layout: images)
    let second = try PReLU.doubleBackward(
      x, slope: slope, gradient: g, upstreamOfInputGradient: u, upstreamOfSlopeGradient: v,
      layout: images)
    #expect(tangent == x.map { $0 > 0 ? 2 : 0.5 + 3 * $0 })
    #expect(second.toInput == x.map { $0 > 0 ? 0 : 3 })
    #expect(second.toGradient == tangent)
    #expect(second.toSlope.count == images.channels)

    do {
      var output = y.mutableSpan
      try PReLU.forward(
        x.span, slope: slope.span, layout: images, into: &output, threads: .atMost(4))
    }

    do {
      _ = try PReLU.forward(x, slope: [], layout: images)
      Issue.record("no slopes were accepted")
    } catch {
      #expect("\(error)" == "the slope has 0 elements where 4 are asked for")
    }
  }
}
