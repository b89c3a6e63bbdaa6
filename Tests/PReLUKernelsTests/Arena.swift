import PReLUKernels
import Testing
import _TestSupport

/// Buffers of a call at places in one piece of memory, where a test can make them overlap.
struct Arena<Scalar: Number> {
  typealias Buffer = PReLUError.Buffer

  /// A power of two, larger than any buffer.
  static var room: Int { 64 }

  let layout: Layout
  private let memory: Memory<Scalar>
  private let before: [Scalar]
  private var starts: [Buffer: Int] = [:]

  init() throws {
    layout = try Layout(outer: 2, channels: 4, inner: 4)
    let buffers: [Buffer] = [.input, .slope, .output, .gradient, .inputGradient, .slopeGradient]
    // Room before and after, so that every buffer can be moved both ways.
    let count = Self.room * (2 * buffers.count + 1)
    var generator = SplitMix64(seed: 1)
    before = (0..<count).map { _ in Scalar(generator.normal()) }
    memory = Memory(before)
    for (index, buffer) in buffers.enumerated() { starts[buffer] = Self.room * (2 * index + 1) }
  }

  func count(_ buffer: Buffer) -> Int {
    buffer == .slope || buffer == .slopeGradient ? layout.channels : layout.count
  }

  /// Puts a buffer at a distance from another.
  mutating func move(_ buffer: Buffer, to other: Buffer, offset: Int) {
    starts[buffer] = starts[other]! + offset
  }

  func mutable(_ buffer: Buffer) -> UnsafeMutableBufferPointer<Scalar> {
    let start = starts[buffer]!
    return UnsafeMutableBufferPointer(rebasing: memory.mutable[start..<start + count(buffer)])
  }

  func constant(_ buffer: Buffer) -> UnsafeBufferPointer<Scalar> {
    UnsafeBufferPointer(mutable(buffer))
  }

  var isUntouched: Bool {
    memory.marginsAreIntact && difference(memory, before) == nil
  }

  /// The distances between two buffers at which they share memory: all the same, all but one element, one
  /// element, one within the other.
  func overlapping(_ moved: Buffer, _ fixed: Buffer) -> [Int] {
    let (moved, fixed) = (count(moved), count(fixed))
    return Set([0, 1, -1, 1 - moved, fixed - 1, fixed - moved, (fixed - moved) / 2])
      .filter { $0 > -moved && $0 < fixed }.sorted()
  }

  /// The distances at which they touch, and no more.
  func touching(_ moved: Buffer, _ fixed: Buffer) -> [Int] {
    [-count(moved), count(fixed)]
  }
}
