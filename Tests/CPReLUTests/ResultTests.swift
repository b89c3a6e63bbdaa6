import Glibc
import PReLUKernels
import Testing
import _TestSupport

/// The C functions write what the Swift functions write, and nothing else.
@Suite struct ResultTests {
  @Test(arguments: CTypeName.allCases)
  func outputs(_ name: CTypeName) throws {
    try outputs(name.types)
  }

  private func outputs<Types: CTypes>(_: Types.Type) throws {
    let arena = CArena<Types>()
    let expected = try arena.expected()
    #expect(arena.forward() == 0)
    #expect(difference(arena.values(.y), expected.y) == nil)
    #expect(arena.isUntouched(but: [.y]))
    #expect(arena.backward() == 0)
    #expect(difference(arena.values(.dx), expected.dx) == nil)
    #expect(difference(arena.values(.dslope), expected.dslope) == nil)
    #expect(arena.isUntouched(but: [.y, .dx, .dslope]))
  }

  /// Outer, channels and inner arrive in their places.
  @Test(arguments: CTypeName.allCases, [(1, 1, 60), (3, 4, 5), (60, 1, 1), (1, 60, 1), (5, 3, 4)])
  func shapes(_ name: CTypeName, _ shape: (Int, Int, Int)) throws {
    try shapes(name.types, shape)
  }

  private func shapes<Types: CTypes>(_: Types.Type, _ shape: (Int, Int, Int)) throws {
    var arena = CArena<Types>()
    (arena.outer, arena.channels, arena.inner) = shape
    let expected = try arena.expected()
    #expect(arena.forward() == 0)
    #expect(arena.backward() == 0)
    #expect(difference(arena.values(.y), expected.y) == nil)
    #expect(difference(arena.values(.dx), expected.dx) == nil)
    #expect(difference(arena.values(.dslope), expected.dslope) == nil)
    #expect(arena.isUntouched(but: [.y, .dx, .dslope]))
    guard CArena<Types>.has(.doubleBackward) else { return }
    let second = try arena.expectedOfDoubleBackward()
    #expect(arena.doubleBackward() == 0)
    #expect(difference(arena.values(.gx), second.gx) == nil)
    #expect(difference(arena.values(.gslope), second.gslope) == nil)
    #expect(difference(arena.values(.gdy), second.gdy) == nil)
    #expect(arena.isUntouched(but: [.y, .dx, .dslope, .gx, .gslope, .gdy]))
  }

  /// Many blocks, on as many threads as the size repays.
  @Test(arguments: CTypeName.allCases)
  func large(_ name: CTypeName) throws {
    try large(name.types)
  }

  private func large<Types: CTypes>(_: Types.Type) throws {
    typealias Scalar = Types.Scalar
    typealias Slope = Types.Slope
    let layout = try Layout(outer: 8, channels: 256, inner: 784)
    var generator = SplitMix64(seed: 2)
    // As many as a prime number, so that every run begins at another one.
    let some = (0..<1009).map { _ in Scalar(generator.normal()) }
    let x = (0..<layout.count).map { some[$0 % 1009] }
    let dy = (0..<layout.count).map { some[($0 + 500) % 1009] }
    let slope = (0..<layout.channels).map { _ in Slope(generator.normal()) }

    let (y, dx) = (Output<Scalar>(layout.count), Output<Scalar>(layout.count))
    let dslope = Output<Slope>(layout.channels)
    let (cx, cdy, cslope) = (bits(x), bits(dy), bits(slope))
    #expect(Types.forward(8, 256, 784, cx, cslope, y.pointer) == 0)
    #expect(Types.backward(8, 256, 784, cx, cslope, cdy, dx.pointer, dslope.pointer) == 0)

    let expected = try Types.expected(x, slope, dy, layout)
    // Outside of the macro, which would print every number.
    let holds = (
      y: y.holds(expected.y), dx: dx.holds(expected.dx), dslope: dslope.holds(expected.dslope)
    )
    #expect(holds == (true, true, true))
  }

  /// Numbers as C has them.
  private func bits<Number: CNumber>(_ numbers: [Number]) -> [Number.Bits] {
    numbers.withUnsafeBytes { Array($0.bindMemory(to: Number.Bits.self)) }
  }

  /// Numbers that a call is to write, between others that it is not.
  private final class Output<Number: CNumber> {
    private static var margin: Int { 64 }

    private let whole: UnsafeMutableRawBufferPointer

    init(_ count: Int) {
      whole = .allocate(
        byteCount: (count + 2 * Self.margin) * MemoryLayout<Number>.stride, alignment: 64)
      _ = whole.initializeMemory(as: Number.self, repeating: Number(-123_456))
    }

    deinit { whole.deallocate() }

    var pointer: UnsafeMutablePointer<Number.Bits> {
      whole.baseAddress!.assumingMemoryBound(to: Number.Bits.self) + Self.margin
    }

    /// Whether a call has written these numbers, and nothing else.
    func holds(_ numbers: [Number]) -> Bool {
      let margin = [Number](repeating: Number(-123_456), count: Self.margin)
      return (margin + numbers + margin).withUnsafeBytes { expected in
        expected.count == whole.count
          && memcmp(expected.baseAddress!, whole.baseAddress!, expected.count) == 0
      }
    }
  }

  /// A gradient that is not wanted is left out, and the other is the same.
  @Test(arguments: CTypeName.allCases)
  func oneOutput(_ name: CTypeName) throws {
    try oneOutput(name.types)
  }

  private func oneOutput<Types: CTypes>(_: Types.Type) throws {
    var arena = CArena<Types>()
    let expected = try arena.expected()
    arena.leaveOut(.dslope)
    #expect(arena.backward() == 0)
    #expect(difference(arena.values(.dx), expected.dx) == nil)
    #expect(arena.isUntouched(but: [.dx]))

    arena = CArena<Types>()
    arena.leaveOut(.dx)
    #expect(arena.backward() == 0)
    #expect(difference(arena.values(.dslope), expected.dslope) == nil)
    #expect(arena.isUntouched(but: [.dslope]))
  }

  /// Second-order gradients that are not wanted are left out, and the others are the same.
  @Test(arguments: CTypeName.pure, 1..<8)
  func someSecondOutputs(_ name: CTypeName, _ wanted: Int) throws {
    try someSecondOutputs(name.types, wanted)
  }

  private func someSecondOutputs<Types: CTypes>(_: Types.Type, _ wanted: Int) throws {
    var arena = CArena<Types>()
    let expected = try arena.expectedOfDoubleBackward()
    let outputs: [(CBuffer, [Double])] = [
      (.gx, expected.gx), (.gslope, expected.gslope), (.gdy, expected.gdy),
    ]
    let kept = outputs.indices.filter { wanted >> $0 & 1 == 1 }.map { outputs[$0] }
    for (buffer, _) in outputs where !kept.contains(where: { $0.0 == buffer }) {
      arena.leaveOut(buffer)
    }
    #expect(arena.doubleBackward() == 0)
    for (buffer, values) in kept { #expect(difference(arena.values(buffer), values) == nil) }
    #expect(arena.isUntouched(but: kept.map(\.0)))
  }
}
