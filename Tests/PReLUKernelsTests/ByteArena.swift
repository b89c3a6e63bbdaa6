import PReLUKernels
import _TestSupport

/// The types of activations and of slopes that calls are made with.
enum TypePair: String, CaseIterable, Sendable {
  case float, double, float16, bfloat16
  case float16WithFloatSlopes, bfloat16WithFloatSlopes

  func arena() throws -> any BufferArena {
    switch self {
    case .float: try ByteArena<Float, Float>()
    case .double: try ByteArena<Double, Double>()
    case .float16: try ByteArena<Float16, Float16>()
    case .bfloat16: try ByteArena<BFloat16, BFloat16>()
    case .float16WithFloatSlopes: try ByteArena<Float16, Float>()
    case .bfloat16WithFloatSlopes: try ByteArena<BFloat16, Float>()
    }
  }
}

/// Calls that a test can move the buffers of, to the byte.
protocol BufferArena: AnyObject {
  typealias Buffer = PReLUError.Buffer

  /// The size of an element of a buffer.
  func stride(_ buffer: Buffer) -> Int
  func count(_ buffer: Buffer) -> Int

  /// Moves a buffer by some bytes from where it is.
  func move(_ buffer: Buffer, by bytes: Int)
  /// Moves a buffer to a distance from another.
  func move(_ buffer: Buffer, to other: Buffer, by bytes: Int)
  func changeCount(_ buffer: Buffer, by change: Int)

  /// Whether no byte of memory has changed.
  var isUntouched: Bool { get }

  func run(_ call: ArenaCall) throws
}

/// Every call on buffers, with the names that errors have for these.
enum ArenaCall: String, CaseIterable, Sendable {
  typealias Buffer = PReLUError.Buffer

  case forward, forwardInPlace, backward, backwardInPlace
  case backwardFromOutput, backwardFromOutputInPlace
  case inputGradient, inputGradientInPlace, slopeGradient, tangent, doubleBackward
  case rectifierForward, rectifierForwardInPlace, rectifierBackward, rectifierBackwardInPlace
  case rectifierBackwardFromOutput, rectifierBackwardFromOutputInPlace

  var read: [Buffer] {
    switch self {
    case .forward: [.input, .slope]
    case .forwardInPlace: [.slope]
    case .backward, .inputGradient: [.input, .slope, .gradient]
    case .backwardInPlace, .inputGradientInPlace: [.input, .slope]
    case .backwardFromOutput: [.output, .slope, .gradient]
    case .backwardFromOutputInPlace: [.output, .slope]
    case .slopeGradient: [.input, .gradient]
    case .tangent: [.input, .slope, .inputTangent, .slopeTangent]
    case .doubleBackward:
      [.input, .slope, .gradient, .upstreamOfInputGradient, .upstreamOfSlopeGradient]
    case .rectifierForward, .rectifierBackwardInPlace: [.input]
    case .rectifierForwardInPlace: []
    case .rectifierBackward: [.input, .gradient]
    case .rectifierBackwardFromOutput: [.output, .gradient]
    case .rectifierBackwardFromOutputInPlace: [.output]
    }
  }

  var written: [Buffer] {
    switch self {
    case .forward, .rectifierForward: [.output]
    case .forwardInPlace, .rectifierForwardInPlace: [.input]
    case .backward, .backwardFromOutput: [.inputGradient, .slopeGradient]
    case .backwardInPlace, .backwardFromOutputInPlace: [.gradient, .slopeGradient]
    case .inputGradient, .rectifierBackward, .rectifierBackwardFromOutput: [.inputGradient]
    case .inputGradientInPlace, .rectifierBackwardInPlace, .rectifierBackwardFromOutputInPlace:
      [.gradient]
    case .slopeGradient: [.slopeGradient]
    case .tangent: [.outputTangent]
    case .doubleBackward:
      [.secondInputGradient, .secondSlopeGradient, .secondUpstreamGradient]
    }
  }

  /// The buffers whose counts are held against something else: rectifiers take their first one's as it is.
  var counted: [Buffer] {
    switch self {
    case .rectifierForward, .rectifierBackward, .rectifierBackwardFromOutput:
      (read + written).filter { $0 != read[0] }
    case .rectifierBackwardInPlace, .rectifierBackwardFromOutputInPlace: [.gradient]
    case .rectifierForwardInPlace: []
    default: read + written
    }
  }
}

final class ByteArena<Value: StoredNumber, Slope: StoredNumber>: BufferArena
where Slope.Compute == Value.Compute {
  /// More bytes than any buffer has.
  private static var room: Int { 512 }
  private static var slopes: [Buffer] {
    [.slope, .slopeGradient, .slopeTangent, .upstreamOfSlopeGradient, .secondSlopeGradient]
  }
  private static var activations: [Buffer] {
    [
      .input, .output, .gradient, .inputGradient, .inputTangent, .outputTangent,
      .upstreamOfInputGradient, .secondInputGradient, .secondUpstreamGradient,
    ]
  }
  /// Numbers above zero, in every type.
  private static var filler: UInt8 { 0x3c }

  private let layout: Layout
  private let memory: UnsafeMutableRawBufferPointer
  private var starts: [Buffer: Int] = [:]
  private var counts: [Buffer: Int] = [:]

  init() throws {
    layout = try Layout(outer: 2, channels: 4, inner: 4)
    let buffers = Self.slopes + Self.activations
    // Room before and after each, so that it can be moved both ways.
    memory = .allocate(byteCount: Self.room * (2 * buffers.count + 1), alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: Self.filler)
    for (index, buffer) in buffers.enumerated() {
      starts[buffer] = Self.room * (2 * index + 1)
      counts[buffer] = Self.slopes.contains(buffer) ? layout.channels : layout.count
    }
  }

  deinit { memory.deallocate() }

  func stride(_ buffer: Buffer) -> Int {
    Self.slopes.contains(buffer) ? MemoryLayout<Slope>.stride : MemoryLayout<Value>.stride
  }

  func count(_ buffer: Buffer) -> Int { counts[buffer]! }

  func move(_ buffer: Buffer, by bytes: Int) { starts[buffer]! += bytes }

  func move(_ buffer: Buffer, to other: Buffer, by bytes: Int) {
    starts[buffer] = starts[other]! + bytes
  }

  func changeCount(_ buffer: Buffer, by change: Int) { counts[buffer]! += change }

  var isUntouched: Bool { memory.allSatisfy { $0 == Self.filler } }

  private func pointer<Number>(_ buffer: Buffer) -> UnsafeMutableBufferPointer<Number> {
    UnsafeMutableBufferPointer(
      start: (memory.baseAddress! + starts[buffer]!).assumingMemoryBound(to: Number.self),
      count: counts[buffer]!)
  }

  func run(_ call: ArenaCall) throws {
    func written(_ buffer: Buffer) -> UnsafeMutableBufferPointer<Value> { pointer(buffer) }
    func values(_ buffer: Buffer) -> UnsafeBufferPointer<Value> {
      UnsafeBufferPointer(pointer(buffer))
    }
    func slopes(_ buffer: Buffer) -> UnsafeBufferPointer<Slope> {
      UnsafeBufferPointer(pointer(buffer))
    }
    let slopeGradient: UnsafeMutableBufferPointer<Slope> = pointer(.slopeGradient)
    let rectifier = Rectifier.elu()
    switch call {
    case .forward:
      try PReLU.forward(
        values(.input), slope: slopes(.slope), layout: layout, into: written(.output))
    case .forwardInPlace:
      try PReLU.forwardInPlace(written(.input), slope: slopes(.slope), layout: layout)
    case .backward:
      try PReLU.backward(
        values(.input), slope: slopes(.slope), gradient: values(.gradient), layout: layout,
        inputGradient: written(.inputGradient), slopeGradient: slopeGradient, update: .accumulate)
    case .backwardInPlace:
      try PReLU.backwardInPlace(
        values(.input), slope: slopes(.slope), gradient: written(.gradient), layout: layout,
        slopeGradient: slopeGradient, update: .overwrite)
    case .backwardFromOutput:
      try PReLU.backward(
        output: values(.output), slope: slopes(.slope), gradient: values(.gradient),
        layout: layout, inputGradient: written(.inputGradient), slopeGradient: slopeGradient,
        update: .overwrite)
    case .backwardFromOutputInPlace:
      try PReLU.backwardInPlace(
        output: values(.output), slope: slopes(.slope), gradient: written(.gradient),
        layout: layout, slopeGradient: slopeGradient, update: .accumulate)
    case .inputGradient:
      try PReLU.inputGradient(
        values(.input), slope: slopes(.slope), gradient: values(.gradient), layout: layout,
        into: written(.inputGradient))
    case .inputGradientInPlace:
      try PReLU.inputGradientInPlace(
        values(.input), slope: slopes(.slope), gradient: written(.gradient), layout: layout)
    case .slopeGradient:
      try PReLU.slopeGradient(
        values(.input), gradient: values(.gradient), layout: layout, into: slopeGradient,
        update: .overwrite)
    case .tangent:
      try PReLU.tangent(
        values(.input), slope: slopes(.slope), inputTangent: values(.inputTangent),
        slopeTangent: slopes(.slopeTangent), layout: layout, into: written(.outputTangent))
    case .doubleBackward:
      try PReLU.doubleBackward(
        values(.input), slope: slopes(.slope), gradient: values(.gradient),
        upstreamOfInputGradient: values(.upstreamOfInputGradient),
        upstreamOfSlopeGradient: slopes(.upstreamOfSlopeGradient), layout: layout,
        toInput: written(.secondInputGradient), toSlope: pointer(.secondSlopeGradient),
        toGradient: written(.secondUpstreamGradient), update: .overwrite)
    case .rectifierForward: try rectifier.forward(values(.input), into: written(.output))
    case .rectifierForwardInPlace: try rectifier.forwardInPlace(written(.input))
    case .rectifierBackward:
      try rectifier.backward(
        values(.input), gradient: values(.gradient), into: written(.inputGradient))
    case .rectifierBackwardInPlace:
      try rectifier.backwardInPlace(values(.input), gradient: written(.gradient))
    case .rectifierBackwardFromOutput:
      try rectifier.backward(
        output: values(.output), gradient: values(.gradient), into: written(.inputGradient))
    case .rectifierBackwardFromOutputInPlace:
      try rectifier.backwardInPlace(output: values(.output), gradient: written(.gradient))
    }
  }
}
