import Glibc
import PReLUKernels
import _TestSupport

/// The buffers of a call, by the names that prelu.h gives them.
enum CBuffer: String, CaseIterable, Sendable {
  case x, slope, y, dy, dx, dslope, ddx, ddslope, gx, gslope, gdy

  var isOfSlopes: Bool {
    switch self {
    case .slope, .dslope, .ddslope, .gslope: true
    case .x, .y, .dy, .dx, .ddx, .gx, .gdy: false
    }
  }
}

/// The functions of PReLU, without their types of number.
enum CFunction: Sendable {
  case forward, backward, doubleBackward
  /// With broadcast slopes.
  case forwardBroadcast, backwardBroadcast

  /// The functions that take the same buffers.
  var forms: [CFunction] {
    switch self {
    case .forward: [.forward, .forwardBroadcast]
    case .backward: [.backward, .backwardBroadcast]
    default: [self]
    }
  }

  /// The function that has an output.
  init(output: CBuffer) {
    switch output {
    case .y: self = .forward
    case .gx, .gslope, .gdy: self = .doubleBackward
    default: self = .backward
    }
  }
}

/// The buffers of a call from C, at places in one piece of memory, where a test can make them overlap, misalign them,
/// or leave them out.
struct CArena<Types: CTypes> {
  typealias Scalar = Types.Scalar
  typealias Slope = Types.Slope

  /// In bytes: a power of two, no smaller than any buffer of the layouts that tests use.
  private static var room: Int { 512 }

  var outer = 2
  var channels = 4
  var inner = 4

  private let memory: CMemory
  /// Places in bytes.
  private var starts: [CBuffer: Int] = [:]

  init() {
    // Room before and after, so that every buffer can be moved both ways.
    var bytes: [UInt8] = []
    var generator = SplitMix64(seed: 1)
    func fillRoom<Number: CNumber>(_: Number.Type) {
      let count = Self.room / MemoryLayout<Number>.stride
      let numbers = (0..<count).map { _ in Number(generator.normal()) }
      numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
    for buffer in CBuffer.allCases {
      fillRoom(Scalar.self)
      starts[buffer] = bytes.count
      if buffer.isOfSlopes { fillRoom(Slope.self) } else { fillRoom(Scalar.self) }
    }
    fillRoom(Scalar.self)
    memory = CMemory(bytes)
  }

  /// Whether the types have a function.
  static func has(_ function: CFunction) -> Bool {
    function != .doubleBackward || Types.doubleBackward != nil
  }

  var count: Int { outer * channels * inner }

  private func count(_ buffer: CBuffer) -> Int {
    buffer.isOfSlopes ? channels : count
  }

  /// The size of an element of a buffer in bytes, which is its alignment too.
  func stride(_ buffer: CBuffer) -> Int {
    buffer.isOfSlopes ? MemoryLayout<Slope>.stride : MemoryLayout<Scalar>.stride
  }

  func bytes(_ buffer: CBuffer) -> Int { count(buffer) * stride(buffer) }

  /// Puts a buffer at a distance from another, in elements of the buffer.
  mutating func move(_ buffer: CBuffer, to other: CBuffer, offset: Int) {
    move(buffer, to: other, bytes: offset * stride(buffer))
  }

  /// Puts a buffer at a distance from another, in bytes.
  mutating func move(_ buffer: CBuffer, to other: CBuffer, bytes: Int) {
    starts[buffer] = starts[other]! + bytes
  }

  /// Makes pointers to buffers NULL.
  mutating func leaveOut(_ buffers: CBuffer...) {
    for buffer in buffers { starts[buffer] = nil }
  }

  private func pointer<Bits>(_ buffer: CBuffer) -> UnsafeMutablePointer<Bits>? {
    // By its number, because a test may want it misaligned.
    starts[buffer].flatMap { UnsafeMutablePointer(bitPattern: memory.address + UInt($0)) }
  }

  private func pointer<Bits>(_ buffer: CBuffer) -> UnsafePointer<Bits>? {
    UnsafePointer(pointer(buffer) as UnsafeMutablePointer<Bits>?)
  }

  func forward() -> Int32 {
    Types.forward(outer, channels, inner, pointer(.x), pointer(.slope), pointer(.y))
  }

  func backward() -> Int32 {
    Types.backward(
      outer, channels, inner, pointer(.x), pointer(.slope), pointer(.dy), pointer(.dx),
      pointer(.dslope))
  }

  /// Only of types that have the function.
  func doubleBackward() -> Int32 {
    Types.doubleBackward!(
      outer, channels, inner, pointer(.x), pointer(.slope), pointer(.dy), pointer(.ddx),
      pointer(.ddslope), pointer(.gx), pointer(.gslope), pointer(.gdy))
  }

  /// A tensor of as many elements and slopes, whose slopes are shared along axes that lie between others.
  private var dims: [Int] { [channels / 2, outer, 2, inner] }
  private var slopeDims: [Int] { [channels / 2, 1, 2, 1] }

  func call(_ function: CFunction) -> Int32 {
    switch function {
    case .forward: forward()
    case .backward: backward()
    case .doubleBackward: doubleBackward()
    case .forwardBroadcast:
      Types.forwardBroadcast(4, dims, slopeDims, pointer(.x), pointer(.slope), pointer(.y))
    case .backwardBroadcast:
      Types.backwardBroadcast(
        4, dims, slopeDims, pointer(.x), pointer(.slope), pointer(.dy), pointer(.dx),
        pointer(.dslope))
    }
  }

  func forward(_ rectifier: CRectifier<Scalar.Bits>) -> Int32 {
    rectifier.forward(count, pointer(.x), pointer(.y))
  }

  func backward(_ rectifier: CRectifier<Scalar.Bits>) -> Int32 {
    rectifier.backward(count, pointer(.x), pointer(.dy), pointer(.dx))
  }
}

extension CArena {
  /// What a buffer holds now, in a type that has all numbers.
  func values(_ buffer: CBuffer) -> [Double] {
    buffer.isOfSlopes ? slopes(buffer).map(\.wide) : elements(buffer).map(\.wide)
  }

  private func elements(_ buffer: CBuffer) -> [Scalar] { numbers(buffer) }
  private func slopes(_ buffer: CBuffer) -> [Slope] { numbers(buffer) }

  private func numbers<Number: CNumber>(_ buffer: CBuffer) -> [Number] {
    (0..<count(buffer)).map {
      memory.bytes.loadUnaligned(
        fromByteOffset: starts[buffer]! + $0 * MemoryLayout<Number>.stride, as: Number.self)
    }
  }

  /// Whether nothing has been written anywhere.
  var isUntouched: Bool { isUntouched(but: []) }

  /// Whether nothing has been written outside some buffers.
  func isUntouched(but written: [CBuffer]) -> Bool {
    memory.isUntouched(but: written.map { starts[$0]!..<starts[$0]! + bytes($0) })
  }

  private var layout: Layout {
    get throws { try Layout(outer: outer, channels: channels, inner: inner) }
  }

  /// What a call computes from what the buffers hold now, by the functions of the Swift interface.
  func expected() throws -> (y: [Double], dx: [Double], dslope: [Double]) {
    let (y, dx, dslope) = try Types.expected(
      elements(.x), slopes(.slope), elements(.dy), layout)
    return (y.map(\.wide), dx.map(\.wide), dslope.map(\.wide))
  }

  /// The second-order gradients, likewise. Only of types that have them in C.
  func expectedOfDoubleBackward() throws -> (gx: [Double], gslope: [Double], gdy: [Double]) {
    let second = try PReLU.doubleBackward(
      elements(.x), slope: numbers(.slope), gradient: elements(.dy),
      upstreamOfInputGradient: elements(.ddx), upstreamOfSlopeGradient: numbers(.ddslope),
      layout: layout)
    return (second.toInput.map(\.wide), second.toSlope.map(\.wide), second.toGradient.map(\.wide))
  }

  /// What a rectifier computes, likewise.
  func expected(_ rectifier: Rectifier) throws -> (y: [Double], dx: [Double]) {
    (
      try rectifier.forward(elements(.x)).map(\.wide),
      try rectifier.backward(elements(.x), gradient: elements(.dy)).map(\.wide)
    )
  }
}

/// Bytes, and what they were.
private final class CMemory {
  private let before: [UInt8]
  private let whole: UnsafeMutableRawBufferPointer

  init(_ bytes: [UInt8]) {
    before = bytes
    whole = .allocate(byteCount: bytes.count, alignment: 64)
    whole.copyBytes(from: bytes)
  }

  deinit { whole.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(whole) }

  var address: UInt { UInt(bitPattern: whole.baseAddress) }

  /// Whether every byte outside some ranges is what it was.
  func isUntouched(but written: [Range<Int>]) -> Bool {
    var now = Array(bytes)
    for range in written { now.replaceSubrange(range, with: before[range]) }
    return now.withUnsafeBytes { now in
      before.withUnsafeBytes { memcmp(now.baseAddress!, $0.baseAddress!, $0.count) == 0 }
    }
  }
}
