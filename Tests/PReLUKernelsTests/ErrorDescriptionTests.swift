import PReLUKernels
import Testing

/// Errors say what was expected and what came.
@Suite struct ErrorDescriptionTests {
  @Test(arguments: [
    (
      PReLUError.negativeDimension(name: "height", value: -3),
      "the layout's height is -3; a dimension cannot be negative"
    ),
    (
      .layoutTooLarge(dimensions: [5, 6]),
      "a layout of 5 x 6 elements is too large; \(Int.max / 32) are possible"
    ),
    (.tooManyDimensions(9), "a tensor cannot have 9 dimensions; 8 are possible"),
    (
      .notBroadcastable(slope: [3], to: [2, 3, 4]),
      "slopes of dimensions [3] cannot be broadcast to [2, 3, 4]; from the last one on, each has to be 1 or the tensor's"
    ),
    (.outOfMemory(count: 7), "there is no memory for a result, an array of 7 elements"),
    (
      .countMismatch(.input, expected: 12, actual: 13),
      "the input has 13 elements where 12 are asked for"
    ),
    (
      .countMismatch(.slopeGradient, expected: 2, actual: 1),
      "the slope gradient has 1 elements where 2 are asked for"
    ),
    (.overlap(.output, with: .slope), "the memory of the output overlaps that of the slope"),
    (
      .overlap(.inputGradient, with: .gradient),
      "the memory of the input gradient overlaps that of the gradient"
    ),
    (
      .outputDoesNotTell(constant: "slope", value: -0.5),
      "the output does not tell the gradient where slope is -0.5; above 0 and finite it does"
    ),
    (
      .slopeDoesNotTell(channel: 3, slope: -0.5),
      "the output does not tell the gradient of channel 3, whose slope is -0.5; above 0 and finite it does"
    ),
    (
      .overlap(.secondUpstreamGradient, with: .upstreamOfSlopeGradient),
      "the memory of the second-order gradient to the upstream gradient overlaps that of the upstream gradient of the slope gradient"
    ),
    (
      .rankMismatch(dimensions: 2, strides: 1),
      "a view of 2 dimensions cannot have 1 strides or ranges"
    ),
    (
      .sliceOutOfBounds(axis: 1, range: 1..<4, dimension: 3),
      "the range 1..<4 of axis 1 goes beyond 0..<3"
    ),
    (
      .innerAxisNotDense(stride: 2),
      "the last axis of a view has stride 2; its elements have to be neighbours"
    ),
    (
      .negativeViewDimension(axis: 1, value: -3),
      "dimension 1 of the view is -3; a dimension cannot be negative"
    ),
    (
      .viewTooLarge(dimensions: [5, 6]),
      "a view of, or in, 5 x 6 elements is too large; \(Int.max / 32) are possible"
    ),
    (
      .viewCountMismatch(.gradient, expected: 12, actual: 13),
      "the view of the gradient has 13 elements where 12 are asked for"
    ),
    (.viewTooFar, "a view reaches an index beyond \(Int.max / 32), which no buffer has"),
    (
      .viewOutOfBounds(.input, reach: 1...12, count: 12),
      "the view reaches elements 1 to 12 of the input, which has 12"
    ),
    (.invalidThreadCount(0), "a call cannot run on 0 threads; the least is 1"),
    (
      .unknownInstructionSet("sse", possible: [.portable, .v2]),
      "PRELU_ISA=sse names no instruction set; possible here: portable, v2"
    ),
    (
      .invalidCacheSize("32MB"),
      "PRELU_CACHE_SIZE=32MB is no size; bytes are expected, or a number with K, M or G"
    ),
    (
      .unsupportedInstructionSet(.v4, possible: [.portable, .v2, .v3]),
      "the instruction set v4 is not supported here; possible: portable, v2, v3"
    ),
  ])
  func description(_ error: PReLUError, _ text: String) {
    #expect("\(error)" == text)
  }
}
