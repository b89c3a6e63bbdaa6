/// Why a call was refused. Nothing has been written when one of these is thrown.
public enum PReLUError: Error, Equatable, Sendable {
  /// The buffers of a call, as errors name them.
  public enum Buffer: String, Sendable {
    /// The input x.
    case input
    /// The slopes a.
    case slope
    /// The output y.
    case output
    /// The upstream gradient g, or in place the gradient that g becomes.
    case gradient
    /// The gradient to the input, dx.
    case inputGradient
    /// The gradient to the slopes.
    case slopeGradient
    /// The tangent of the input: the direction in which it changes.
    case inputTangent
    /// The tangent of the slopes: the direction in which they change.
    case slopeTangent
    /// The tangent of the output.
    case outputTangent
    /// The upstream gradient of the gradient to the input.
    case upstreamOfInputGradient
    /// The upstream gradient of the gradient to the slopes.
    case upstreamOfSlopeGradient
    /// The second-order gradient to the input.
    case secondInputGradient
    /// The second-order gradient to the slopes.
    case secondSlopeGradient
    /// The second-order gradient to the upstream gradient g.
    case secondUpstreamGradient
  }

  /// A dimension of a layout is below zero.
  case negativeDimension(name: String, value: Int)

  /// The product of a layout's dimensions is above `Int.max / 32`.
  case layoutTooLarge(dimensions: [Int])

  /// A tensor of more axes than `Layout.maximumRank` was to have its slopes broadcast.
  case tooManyDimensions(Int)

  /// Slopes of these dimensions cannot be broadcast to a tensor of those.
  case notBroadcastable(slope: [Int], to: [Int])

  /// The dimension of a view along this axis is below zero.
  case negativeViewDimension(axis: Int, value: Int)

  /// The product of a view's dimensions, or of those of the tensor that it is a slice of, is above `Int.max / 32`.
  case viewTooLarge(dimensions: [Int])

  /// A view, or a slice, was given as many strides, or ranges, as this, where it has another number of dimensions.
  case rankMismatch(dimensions: Int, strides: Int)

  /// The range of a slice goes beyond the tensor along this axis.
  case sliceOutOfBounds(axis: Int, range: Range<Int>, dimension: Int)

  /// The elements of a view's last axis are not neighbours in memory.
  case innerAxisNotDense(stride: Int)

  /// An index of a view is below `Int.min / 32` or above `Int.max / 32`.
  case viewTooFar

  /// A view reaches elements that its buffer, of `count` elements, does not have.
  case viewOutOfBounds(Buffer, reach: ClosedRange<Int>, count: Int)

  /// The view of a buffer does not have the number of elements that the layout, or the input, gives it.
  case viewCountMismatch(Buffer, expected: Int, actual: Int)

  /// A buffer does not have the number of elements that the layout, or the input, gives it.
  case countMismatch(Buffer, expected: Int, actual: Int)

  /// The gradients of a function were to be had from its output, which does not tell them: one of its constants,
  /// `slope`, `alpha`, `gamma` or `gamma * alpha`, is not above 0 or is infinite.
  case outputDoesNotTell(constant: String, value: Double)

  /// The gradients were to be had from the output, which tells them only where every slope is above 0 and finite: that of
  /// `channel` is not.
  case slopeDoesNotTell(channel: Int, slope: Double)

  /// The memory of an output overlaps that of another buffer.
  case overlap(Buffer, with: Buffer)

  /// A buffer does not begin at a multiple of its elements' size, `alignment`.
  case misaligned(Buffer, alignment: Int)

  /// There is no memory for a result of `count` elements, which a function was to return as an array.
  case outOfMemory(count: Int)

  /// `Threads.atMost` was given a number below 1.
  case invalidThreadCount(Int)

  /// The environment variable `PRELU_ISA` has a value that names no instruction set.
  case unknownInstructionSet(String, possible: [InstructionSet])

  /// The environment variable `PRELU_CACHE_SIZE` has a value that is no size.
  case invalidCacheSize(String)

  /// An instruction set was asked for that this machine or this build does not support.
  case unsupportedInstructionSet(InstructionSet, possible: [InstructionSet])
}

extension PReLUError: CustomStringConvertible {
  /// What was expected and what came, in one line.
  public var description: String {
    func list(_ sets: [InstructionSet]) -> String {
      sets.map(\.rawValue).joined(separator: ", ")
    }
    func product(_ dimensions: [Int]) -> String {
      dimensions.map(String.init).joined(separator: " x ")
    }
    switch self {
    case .negativeDimension(let name, let value):
      return "the layout's \(name) is \(value); a dimension cannot be negative"
    case .layoutTooLarge(let dimensions):
      return
        "a layout of \(product(dimensions)) elements is too large; \(Layout.maximumCount) are possible"
    case .tooManyDimensions(let count):
      return "a tensor cannot have \(count) dimensions; \(Layout.maximumRank) are possible"
    case .notBroadcastable(let slope, let dimensions):
      return
        "slopes of dimensions \(slope) cannot be broadcast to \(dimensions); from the last one on, each has to be 1 or the tensor's"
    case .negativeViewDimension(let axis, let value):
      return "dimension \(axis) of the view is \(value); a dimension cannot be negative"
    case .viewTooLarge(let dimensions):
      return
        "a view of, or in, \(product(dimensions)) elements is too large; \(Layout.maximumCount) are possible"
    case .rankMismatch(let dimensions, let strides):
      return "a view of \(dimensions) dimensions cannot have \(strides) strides or ranges"
    case .sliceOutOfBounds(let axis, let range, let dimension):
      return
        "the range \(range.lowerBound)..<\(range.upperBound) of axis \(axis) goes beyond 0..<\(dimension)"
    case .innerAxisNotDense(let stride):
      return "the last axis of a view has stride \(stride); its elements have to be neighbours"
    case .viewTooFar:
      return "a view reaches an index beyond \(Layout.maximumCount), which no buffer has"
    case .viewOutOfBounds(let buffer, let reach, let count):
      return
        "the view reaches elements \(reach.lowerBound) to \(reach.upperBound) of the \(buffer.name), which has \(count)"
    case .viewCountMismatch(let buffer, let expected, let actual):
      return "the view of the \(buffer.name) has \(actual) elements where \(expected) are asked for"
    case .countMismatch(let buffer, let expected, let actual):
      return "the \(buffer.name) has \(actual) elements where \(expected) are asked for"
    case .outputDoesNotTell(let constant, let value):
      return
        "the output does not tell the gradient where \(constant) is \(value); above 0 and finite it does"
    case .slopeDoesNotTell(let channel, let slope):
      return
        "the output does not tell the gradient of channel \(channel), whose slope is \(slope); above 0 and finite it does"
    case .overlap(let output, let other):
      return "the memory of the \(output.name) overlaps that of the \(other.name)"
    case .misaligned(let buffer, let alignment):
      return
        "the \(buffer.name) does not begin at a multiple of \(alignment) bytes, the size of its elements"
    case .outOfMemory(let count):
      return "there is no memory for a result, an array of \(count) elements"
    case .invalidThreadCount(let count):
      return "a call cannot run on \(count) threads; the least is 1"
    case .unknownInstructionSet(let value, let possible):
      return "PRELU_ISA=\(value) names no instruction set; possible here: \(list(possible))"
    case .invalidCacheSize(let value):
      return "PRELU_CACHE_SIZE=\(value) is no size; bytes are expected, or a number with K, M or G"
    case .unsupportedInstructionSet(let set, let possible):
      return
        "the instruction set \(set.rawValue) is not supported here; possible: \(list(possible))"
    }
  }
}

extension PReLUError.Buffer {
  var name: String {
    switch self {
    case .input: "input"
    case .slope: "slope"
    case .output: "output"
    case .gradient: "gradient"
    case .inputGradient: "input gradient"
    case .slopeGradient: "slope gradient"
    case .inputTangent: "input tangent"
    case .slopeTangent: "slope tangent"
    case .outputTangent: "output tangent"
    case .upstreamOfInputGradient: "upstream gradient of the input gradient"
    case .upstreamOfSlopeGradient: "upstream gradient of the slope gradient"
    case .secondInputGradient: "second-order gradient to the input"
    case .secondSlopeGradient: "second-order gradient to the slope"
    case .secondUpstreamGradient: "second-order gradient to the upstream gradient"
    }
  }
}
