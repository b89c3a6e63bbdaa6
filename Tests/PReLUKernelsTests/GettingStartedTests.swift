import Foundation
import PReLUKernels
import Testing

/// The code of the article "Getting started", in its order: it has to compile as it is printed, and to run.
@Suite struct GettingStartedTests {
  /// Every line of the article's code stands below, in its order, but those of the manifest.
  @Test func isTheArticle() throws {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    func lines(_ file: String) throws -> [String] {
      try String(contentsOf: package.appendingPathComponent(file), encoding: .utf8)
        .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let article = try lines("Sources/PReLUKernels/PReLUKernels.docc/GettingStarted.md")
    var test = try lines("Tests/PReLUKernelsTests/GettingStartedTests.swift")[...]
    var (blocks, isCode) = (0, false)
    for line in article {
      if line.hasPrefix("```") {
        isCode = line == "```swift"
        blocks += isCode ? 1 : 0
      } else if isCode, blocks > 1 {
        let index = test.firstIndex(of: line)
        #expect(index != nil, "not in the test: \(line)")
        if let index { test = test[(index + 1)...] }
      }
    }
    #expect(blocks > 10)
  }

  @Test func article() throws {
    let images = try Layout.nchw(batch: 8, channels: 16, height: 14, width: 14)
    let pixels = try Layout.nhwc(batch: 8, height: 14, width: 14, channels: 16)
    let vectors = try Layout.nc(batch: 128, channels: 1024)
    let anything = try Layout.shared(count: 1_000_000)  // one slope for all
    let eachItsOwn = try Layout.nc(batch: 128, channels: 1024, slopes: .perElement)
    #expect(
      [images, pixels, vectors, anything, eachItsOwn].map(\.channels) == [16, 16, 1024, 1, 1024])

    let anyAxes = try Layout.broadcasting(slope: [7, 1, 3, 1], to: [2, 7, 5, 3, 2])
    let byChannel = try Layout.broadcasting(slope: [16, 1, 1], to: [8, 16, 14, 14])  // as `images`
    #expect([anyAxes, byChannel].map(\.channels) == [21, 16])
    #expect(byChannel.count == images.count)

    let x = (0..<images.count).map { Float($0 % 5) - 2 }
    let g = [Float](repeating: 1, count: images.count)
    let slope = [Float](repeating: 0.25, count: images.channels)

    var y = try PReLU.forward(x, slope: slope, layout: images)
    let expected = x.map { $0 < 0 ? 0.25 * $0 : $0 }
    #expect(y.elementsEqual(expected))
    y[0] = 7

    var output = y.mutableSpan
    try PReLU.forward(x.span, slope: slope.span, layout: images, into: &output)

    var activations = x
    var inPlace = activations.mutableSpan
    try PReLU.forwardInPlace(&inPlace, slope: slope.span, layout: images)
    #expect(y.elementsEqual(expected))
    #expect(activations.elementsEqual(expected))

    let firstHalf = try StridedView.slice(
      of: [8, 16, 14, 14], ranges: [0..<8, 0..<8, 0..<14, 0..<14])
    let half = try Layout.nchw(batch: 8, channels: 8, height: 14, width: 14)
    let slopes = [Float](slope[..<8])
    let ofSlice = try PReLU.forward(x, view: firstHalf, slope: slopes, layout: half)
    let sample = images.count / 8
    let ofSamples = (0..<8).flatMap { expected[$0 * sample..<$0 * sample + sample / 2] }
    #expect(ofSlice.elementsEqual(ofSamples))

    var (dx, slopeGradient) = try PReLU.backward(x, slope: slope, gradient: g, layout: images)
    let once = slopeGradient

    var dxSpan = dx.mutableSpan
    var total = slopeGradient.mutableSpan
    try PReLU.backward(
      x.span, slope: slope.span, gradient: g.span, layout: images,
      inputGradient: &dxSpan, slopeGradient: &total, update: .accumulate)
    #expect(slopeGradient == once.map { 2 * $0 })

    let toInput = try PReLU.inputGradient(x, slope: slope, gradient: g, layout: images)
    let toSlopes = try PReLU.slopeGradient(x, gradient: g, layout: images)
    #expect(toInput.elementsEqual(dx))
    #expect(toSlopes == once)

    let gradients = try PReLU.backward(output: y, slope: slope, gradient: g, layout: images)
    #expect(gradients.inputGradient.elementsEqual(dx))
    #expect(gradients.slopeGradient == once)

    let halves = x.map { Float16($0) }
    let halfSlope = slope.map { Float16($0) }
    let halfOutput = try PReLU.forward(halves, slope: halfSlope, layout: images)
    #expect(halfOutput.elementsEqual(expected.map { Float16($0) }))

    var brain = x.map { BFloat16($0) }
    var brainSpan = brain.mutableSpan
    try PReLU.forwardInPlace(&brainSpan, slope: slope.span, layout: images)
    #expect(brain.elementsEqual(expected.map { BFloat16($0) }))

    let u = [Float](repeating: 2, count: images.count)
    let v = [Float](repeating: 3, count: images.channels)
    let tangent = try PReLU.tangent(
      x, slope: slope, inputTangent: u, slopeTangent: v, layout: images)
    let second = try PReLU.doubleBackward(
      x, slope: slope, gradient: g, upstreamOfInputGradient: u, upstreamOfSlopeGradient: v,
      layout: images)
    print(second.toInput.count, second.toSlope.count, second.toGradient.count)
    #expect(tangent.elementsEqual(x.map { $0 > 0 ? 2 : 0.5 + 3 * $0 }))
    #expect(second.toInput.elementsEqual(x.map { $0 > 0 ? 0 : 3 }))
    #expect(second.toGradient.elementsEqual(tangent))
    #expect(second.toSlope.count == images.channels)

    y[0] = 7
    var onFour = y.mutableSpan
    try PReLU.forward(x.span, slope: slope.span, layout: images, into: &onFour, threads: .atMost(4))
    #expect(y.elementsEqual(expected))

    do {
      _ = try PReLU.forward(x, slope: [], layout: images)
      Issue.record("no slopes were accepted")
    } catch {
      print(error)  // the slope has 0 elements where 16 are asked for
      #expect("\(error)" == "the slope has 0 elements where 16 are asked for")
    }
  }
}
