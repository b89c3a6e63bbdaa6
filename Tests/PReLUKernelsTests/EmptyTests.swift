import PReLUKernels
import Testing
import _TestSupport

/// Calls without elements succeed.
@Suite struct EmptyTests {
  static let layouts = [
    (0, 3, 4), (2, 3, 0), (0, 3, 0), (0, 1, 1), (1, 1, 0), (0, 0, 0), (4, 0, 4),
  ]

  @Test(arguments: NumberType.allCases, layouts)
  func succeed(_ number: NumberType, _ dimensions: (Int, Int, Int)) throws {
    try verify(number.type, dimensions)
  }

  private func verify<Scalar: Number>(
    _: Scalar.Type, _ dimensions: (Int, Int, Int)
  ) throws {
    let layout = try Layout(outer: dimensions.0, channels: dimensions.1, inner: dimensions.2)
    try #require(layout.count == 0)
    let problem = Problem<Scalar>(layout)
    let buffers = Buffers(problem)
    let zeros = [Scalar](repeating: 0, count: layout.channels)
    for setting in Setting.all(threads: [1, 3]) {
      try buffers.forward(setting)
      try buffers.forwardInPlace(setting)
      try buffers.backward(setting, .overwrite)
      #expect(difference(buffers.slopeGradient, zeros) == nil)
      try buffers.backwardInPlace(setting, .overwrite)
      #expect(difference(buffers.slopeGradient, zeros) == nil)
      try buffers.backward(setting, .accumulate)
      #expect(difference(buffers.slopeGradient, problem.oldSlopeGradient) == nil)
      try buffers.backwardInPlace(setting, .accumulate)
      #expect(difference(buffers.slopeGradient, problem.oldSlopeGradient) == nil)
      try buffers.computeInputGradient(setting)
      try buffers.computeInputGradientInPlace(setting)
      try buffers.computeSlopeGradient(setting, .overwrite)
      #expect(difference(buffers.slopeGradient, zeros) == nil)
      try buffers.computeSlopeGradient(setting, .accumulate)
      #expect(difference(buffers.slopeGradient, problem.oldSlopeGradient) == nil)
    }
    #expect(buffers.marginsAreIntact)
    #expect(try PReLU.forward([Scalar](), slope: problem.slope, layout: layout).isEmpty)
    let gradients = try PReLU.backward(
      [Scalar](), slope: problem.slope, gradient: [], layout: layout)
    #expect(gradients.inputGradient.isEmpty)
    #expect(gradients.slopeGradient == zeros)
    let inputGradient = try PReLU.inputGradient(
      [Scalar](), slope: problem.slope, gradient: [], layout: layout)
    #expect(inputGradient.isEmpty)
    let slopeGradient = try PReLU.slopeGradient([Scalar](), gradient: [], layout: layout)
    #expect(slopeGradient == zeros)
  }

  /// A result that no memory has room for is an error: nothing that was given says how large it may be.
  @Test func resultsWithoutMemory() throws {
    let count = 1 << 50
    #expect(throws: PReLUError.outOfMemory(count: count)) {
      try PReLU.slopeGradient(
        [Float](), gradient: [], layout: .nc(batch: 0, channels: count))
    }
    let view = try StridedView(dimensions: [count, 1], strides: [0, 1])
    #expect(throws: PReLUError.outOfMemory(count: count)) {
      try Rectifier.relu.forward([Float](repeating: 1, count: 1), view: view)
    }
  }

  /// Buffers without memory have no address.
  @Test func buffersWithoutAddress() throws {
    let nothing = UnsafeBufferPointer<Float>(start: nil, count: 0)
    let nowhere = UnsafeMutableBufferPointer<Float>(start: nil, count: 0)
    let layout = try Layout(outer: 1, channels: 0, inner: 1)
    try PReLU.forward(nothing, slope: nothing, layout: layout, into: nowhere)
    try PReLU.forwardInPlace(nowhere, slope: nothing, layout: layout)
    try PReLU.backward(
      nothing, slope: nothing, gradient: nothing, layout: layout, inputGradient: nowhere,
      slopeGradient: nowhere, update: .overwrite)
    try PReLU.backwardInPlace(
      nothing, slope: nothing, gradient: nowhere, layout: layout, slopeGradient: nowhere,
      update: .overwrite)
    try PReLU.inputGradient(
      nothing, slope: nothing, gradient: nothing, layout: layout, into: nowhere)
    try PReLU.inputGradientInPlace(nothing, slope: nothing, gradient: nowhere, layout: layout)
    try PReLU.slopeGradient(
      nothing, gradient: nothing, layout: layout, into: nowhere, update: .overwrite)
  }
}
