import CPReLU
import CPReLUHeader
import PReLUKernels
import Testing

/// The functions of numbers of sixteen bits: the bits of the Swift interface.
@Suite struct HalfTests {
  typealias Input<Number> = UnsafePointer<Number>?
  typealias Output<Number> = UnsafeMutablePointer<Number>?
  typealias Forward<Slope> = (
    Int, Int, Int, Input<UInt16>, Input<Slope>, Output<UInt16>
  ) -> Int32
  typealias Backward<Slope> = (
    Int, Int, Int, Input<UInt16>, Input<Slope>, Input<UInt16>, Output<UInt16>, Output<Slope>
  ) -> Int32
  typealias DoubleBackward = (
    Int, Int, Int, Input<UInt16>, Input<UInt16>, Input<UInt16>, Input<UInt16>, Input<UInt16>,
    Output<UInt16>, Output<UInt16>, Output<UInt16>
  ) -> Int32

  @Test func float16() throws {
    try verify(
      Float16.self, { Float16($0) },
      forward: prelu_forward_f16, backward: prelu_backward_f16,
      mixedForward: prelu_forward_f16_f32, mixedBackward: prelu_backward_f16_f32,
      doubleBackward: prelu_double_backward_f16)
    try verify(
      Float16.self, { Float16($0) }, .relu, prelu_relu_forward_f16, prelu_relu_backward_f16)
    try verify(
      Float16.self, { Float16($0) }, .leakyReLU(slope: 0.1),
      { prelu_leaky_relu_forward_f16($0, $1, 0.1, $2) },
      { prelu_leaky_relu_backward_f16($0, $1, 0.1, $2, $3) })
    try verify(
      Float16.self, { Float16($0) }, .elu(alpha: 0.7), { prelu_elu_forward_f16($0, $1, 0.7, $2) },
      { prelu_elu_backward_f16($0, $1, 0.7, $2, $3) })
    try verify(
      Float16.self, { Float16($0) }, .selu(alpha: 1.5, gamma: 1.25),
      { prelu_selu_forward_f16($0, $1, 1.5, 1.25, $2) },
      { prelu_selu_backward_f16($0, $1, 1.5, 1.25, $2, $3) })
  }

  @Test func bfloat16() throws {
    try verify(
      BFloat16.self, { BFloat16($0) },
      forward: prelu_forward_bf16, backward: prelu_backward_bf16,
      mixedForward: prelu_forward_bf16_f32, mixedBackward: prelu_backward_bf16_f32,
      doubleBackward: prelu_double_backward_bf16)
    try verify(
      BFloat16.self, { BFloat16($0) }, .relu, prelu_relu_forward_bf16, prelu_relu_backward_bf16)
    try verify(
      BFloat16.self, { BFloat16($0) }, .leakyReLU(slope: 0.1),
      { prelu_leaky_relu_forward_bf16($0, $1, 0.1, $2) },
      { prelu_leaky_relu_backward_bf16($0, $1, 0.1, $2, $3) })
    try verify(
      BFloat16.self, { BFloat16($0) }, .elu(alpha: 0.7),
      { prelu_elu_forward_bf16($0, $1, 0.7, $2) },
      { prelu_elu_backward_bf16($0, $1, 0.7, $2, $3) })
    try verify(
      BFloat16.self, { BFloat16($0) }, .selu(alpha: 1.5, gamma: 1.25),
      { prelu_selu_forward_bf16($0, $1, 1.5, 1.25, $2) },
      { prelu_selu_backward_bf16($0, $1, 1.5, 1.25, $2, $3) })
  }

  private static let x = (0..<90).map { Double($0 * 37 % 101 - 50) / 7 }
  private static let g = (0..<90).map { Double($0 * 53 % 97 - 48) / 9 }
  private static let slope = [0.3, -1.25, 0.01]

  private func bits<Half>(_ numbers: [Half]) -> [UInt16] {
    numbers.withUnsafeBytes { Array($0.bindMemory(to: UInt16.self)) }
  }

  private func verify<Half: PReLUScalar>(
    _: Half.Type, _ half: (Double) -> Half, forward: Forward<UInt16>, backward: Backward<UInt16>,
    mixedForward: Forward<Float>, mixedBackward: Backward<Float>, doubleBackward: DoubleBackward
  ) throws where Half.Compute == Float {
    let layout = try Layout(outer: 2, channels: 3, inner: 15)
    let (x, g, slope) = (Self.x.map(half), Self.g.map(half), Self.slope.map(half))
    let wideSlope = slope.map(\._computed)
    let expected = try PReLU.forward(x, slope: slope, layout: layout)
    let gradients = try PReLU.backward(x, slope: slope, gradient: g, layout: layout)
    var (y, dx, da) = (bits(g), bits(g), bits(slope))
    #expect(forward(2, 3, 15, bits(x), bits(slope), &y) == 0)
    #expect(y == bits(expected))
    #expect(backward(2, 3, 15, bits(x), bits(slope), bits(g), &dx, &da) == 0)
    #expect(dx == bits(gradients.inputGradient) && da == bits(gradients.slopeGradient))

    // The same slopes as Float give the same activations, and the slopes' gradients of Float.
    (y, dx) = (bits(g), bits(g))
    var wideDa: [Float] = [0, 0, 0]
    #expect(mixedForward(2, 3, 15, bits(x), wideSlope, &y) == 0)
    #expect(y == bits(expected))
    #expect(mixedBackward(2, 3, 15, bits(x), wideSlope, bits(g), &dx, &wideDa) == 0)
    let wide = try PReLU.backward(
      x.map(\._computed), slope: wideSlope, gradient: g.map(\._computed), layout: layout)
    #expect(dx == bits(gradients.inputGradient) && wideDa == wide.slopeGradient)

    let second = try PReLU.doubleBackward(
      x, slope: slope, gradient: g, upstreamOfInputGradient: x, upstreamOfSlopeGradient: slope,
      layout: layout)
    var (gx, ga, gg) = (y, da, y)
    #expect(
      doubleBackward(
        2, 3, 15, bits(x), bits(slope), bits(g), bits(x), bits(slope), &gx, &ga, &gg) == 0)
    #expect(gx == bits(second.toInput) && gg == bits(second.toGradient))
    #expect(ga == bits(second.toSlope))

    try verifyRefusals(forward, mixedForward, mixedBackward)
  }

  /// An odd address has no number of sixteen bits, nor one that is no multiple of four a float. Buffers of both types may not overlap.
  private func verifyRefusals(
    _ forward: Forward<UInt16>, _ mixedForward: Forward<Float>, _ mixedBackward: Backward<Float>
  ) throws {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 256, alignment: 64)
    defer { memory.deallocate() }
    memory.initializeMemory(as: UInt8.self, repeating: 7, count: 256)
    func bits(_ offset: Int) -> UnsafeMutablePointer<UInt16> {
      UnsafeMutablePointer(bitPattern: UInt(bitPattern: memory) + UInt(offset))!
    }
    func float(_ offset: Int) -> UnsafeMutablePointer<Float> {
      UnsafeMutablePointer(bitPattern: UInt(bitPattern: memory) + UInt(offset))!
    }
    #expect(forward(1, 4, 1, bits(1), bits(32), bits(64)) == code(PRELU_X_IS_MISALIGNED))
    #expect(forward(1, 4, 1, bits(0), bits(33), bits(64)) == code(PRELU_SLOPE_IS_MISALIGNED))
    #expect(forward(1, 4, 1, bits(0), bits(32), bits(65)) == code(PRELU_Y_IS_MISALIGNED))
    #expect(mixedForward(1, 4, 1, bits(0), float(34), bits(64)) == code(PRELU_SLOPE_IS_MISALIGNED))
    // Sixteen bytes of slopes, eight of y.
    #expect(mixedForward(1, 4, 1, bits(0), float(60), bits(74)) == code(PRELU_Y_OVERLAPS_SLOPE))
    #expect(
      mixedBackward(1, 4, 1, bits(0), float(32), bits(64), bits(128), float(122))
        == code(PRELU_DSLOPE_OVERLAPS_DX))
    #expect(
      mixedBackward(1, 4, 1, bits(0), float(32), bits(65), bits(128), float(160))
        == code(PRELU_DY_IS_MISALIGNED))
    #expect(
      mixedBackward(1, 4, 1, bits(0), float(32), bits(64), bits(129), float(160))
        == code(PRELU_DX_IS_MISALIGNED))
    #expect(
      mixedBackward(1, 4, 1, bits(0), float(32), bits(64), bits(128), float(162))
        == code(PRELU_DSLOPE_IS_MISALIGNED))
    let bytes = UnsafeRawBufferPointer(start: memory, count: 256)
    #expect(bytes.allSatisfy { $0 == 7 })
  }

  private func verify<Half: PReLUScalar>(
    _: Half.Type, _ half: (Double) -> Half, _ rectifier: Rectifier,
    _ forward: (Int, Input<UInt16>, Output<UInt16>) -> Int32,
    _ backward: (Int, Input<UInt16>, Input<UInt16>, Output<UInt16>) -> Int32
  ) throws {
    let (x, g) = (Self.x.map(half), Self.g.map(half))
    var (y, dx) = (bits(g), bits(g))
    #expect(forward(90, bits(x), &y) == 0)
    #expect(y == bits(try rectifier.forward(x)))
    #expect(backward(90, bits(x), bits(g), &dx) == 0)
    #expect(dx == bits(try rectifier.backward(x, gradient: g)))
  }
}
