import PReLUKernels
import _TestSupport

/// The buffers of a call, by the names that prelu.h gives them.
enum CBuffer: String, CaseIterable, Sendable {
  case x, slope, y, dy, dx, dslope, ddx, ddslope, gx, gslope, gdy
}

/// The functions that compute, without their types of number.
enum CFunction: Sendable {
  case forward, backward, doubleBackward
}

/// The buffers of a call from C, at places in one piece of memory, where a test can make them overlap,
/// or left out.
struct CArena<Scalar: CNumber> {
  /// A power of two, no smaller than any buffer of the layouts that tests use.
  static var room: Int { 64 }

  var outer = 2
  var channels = 4
  var inner = 4

  private let memory: Memory<Scalar>
  private let before: [Scalar]
  private var starts: [CBuffer: Int] = [:]

  init() {
    // Room before and after, so that every buffer can be moved both ways.
    let count = Self.room * (2 * CBuffer.allCases.count + 1)
    var generator = SplitMix64(seed: 1)
    before = (0..<count).map { _ in Scalar(generator.normal()) }
    memory = Memory(before)
    for (index, buffer) in CBuffer.allCases.enumerated() {
      starts[buffer] = Self.room * (2 * index + 1)
    }
  }

  func count(_ buffer: CBuffer) -> Int {
    switch buffer {
    case .slope, .dslope, .ddslope, .gslope: channels
    case .x, .y, .dy, .dx, .ddx, .gx, .gdy: outer * channels * inner
    }
  }

  /// Puts a buffer at a distance from another.
  mutating func move(_ buffer: CBuffer, to other: CBuffer, offset: Int) {
    starts[buffer] = starts[other]! + offset
  }

  /// Makes pointers to buffers NULL.
  mutating func leaveOut(_ buffers: CBuffer...) {
    for buffer in buffers { starts[buffer] = nil }
  }

  /// What a buffer holds now.
  func values(_ buffer: CBuffer) -> [Scalar] {
    let start = starts[buffer]!
    return Array(memory.mutable[start..<start + count(buffer)])
  }

  private func pointer(_ buffer: CBuffer) -> UnsafeMutablePointer<Scalar>? {
    starts[buffer].map { memory.mutable.baseAddress! + $0 }
  }

  func forward() -> Int32 {
    Scalar.forward(outer, channels, inner, pointer(.x), pointer(.slope), pointer(.y))
  }

  func backward() -> Int32 {
    Scalar.backward(
      outer, channels, inner, pointer(.x), pointer(.slope), pointer(.dy), pointer(.dx),
      pointer(.dslope))
  }

  func doubleBackward() -> Int32 {
    Scalar.doubleBackward(
      outer, channels, inner, pointer(.x), pointer(.slope), pointer(.dy), pointer(.ddx),
      pointer(.ddslope), pointer(.gx), pointer(.gslope), pointer(.gdy))
  }

  func call(_ function: CFunction) -> Int32 {
    switch function {
    case .forward: forward()
    case .backward: backward()
    case .doubleBackward: doubleBackward()
    }
  }

  /// Whether nothing has been written anywhere.
  var isUntouched: Bool { isUntouched(but: []) }

  /// Whether nothing has been written outside some buffers.
  func isUntouched(but written: [CBuffer]) -> Bool {
    let allowed = written.map { starts[$0]!..<starts[$0]! + count($0) }
    let changed = memory.mutable.indices.filter { memory.mutable[$0] != before[$0] }
    return memory.marginsAreIntact
      && changed.allSatisfy { index in allowed.contains { $0.contains(index) } }
  }

  /// What a call computes from what the buffers hold now, by the functions of the Swift interface.
  func expected() throws -> (y: [Scalar], dx: [Scalar], dslope: [Scalar]) {
    let layout = try Layout(outer: outer, channels: channels, inner: inner)
    let y = try PReLU.forward(values(.x), slope: values(.slope), layout: layout)
    let gradients = try PReLU.backward(
      values(.x), slope: values(.slope), gradient: values(.dy), layout: layout)
    return (y, gradients.inputGradient, gradients.slopeGradient)
  }

  /// The second-order gradients, likewise.
  func expectedOfDoubleBackward() throws -> (gx: [Scalar], gslope: [Scalar], gdy: [Scalar]) {
    let second = try PReLU.doubleBackward(
      values(.x), slope: values(.slope), gradient: values(.dy),
      upstreamOfInputGradient: values(.ddx), upstreamOfSlopeGradient: values(.ddslope),
      layout: Layout(outer: outer, channels: channels, inner: inner))
    return (second.toInput, second.toSlope, second.toGradient)
  }
}
