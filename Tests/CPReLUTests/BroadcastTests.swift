import CPReLU
import CPReLUHeader
import PReLUKernels
import Testing

/// The functions with broadcast slopes: the results of the Swift interface, and statuses for wrong dimensions.
@Suite struct BroadcastTests {
  static let dims = [2, 7, 5, 3, 2]
  static let slopeDims = [1, 7, 1, 3, 1]

  private static let count = 420
  private static let x = (0..<420).map { Float($0 * 37 % 101 - 50) / 8 }
  private static let g = (0..<420).map { Float($0 * 53 % 97 - 48) / 16 }
  private static let slope = (0..<21).map { Float($0 - 8) / 4 }

  /// The numbers are few enough digits for every type.
  @Test func float() throws {
    let layout = try Layout.broadcasting(slope: Self.slopeDims, to: Self.dims)
    var (y, dx, da) = (Self.x, Self.x, Self.slope)
    let forward = prelu_forward_broadcast_f32(5, Self.dims, Self.slopeDims, Self.x, Self.slope, &y)
    #expect(forward == 0)
    #expect(y == (try PReLU.forward(Self.x, slope: Self.slope, layout: layout)))
    let backward = prelu_backward_broadcast_f32(
      5, Self.dims, Self.slopeDims, Self.x, Self.slope, Self.g, &dx, &da)
    #expect(backward == 0)
    let expected = try PReLU.backward(
      Self.x, slope: Self.slope, gradient: Self.g, layout: layout)
    #expect(dx == expected.inputGradient)
    #expect(da == expected.slopeGradient)
  }

  @Test func double() throws {
    let layout = try Layout.broadcasting(slope: Self.slopeDims, to: Self.dims)
    let (x, g, slope) = (
      Self.x.map(Double.init), Self.g.map(Double.init), Self.slope.map(Double.init)
    )
    var (y, dx, da) = (x, x, slope)
    #expect(prelu_forward_broadcast_f64(5, Self.dims, Self.slopeDims, x, slope, &y) == 0)
    #expect(y == (try PReLU.forward(x, slope: slope, layout: layout)))
    #expect(
      prelu_backward_broadcast_f64(5, Self.dims, Self.slopeDims, x, slope, g, &dx, &da) == 0)
    let expected = try PReLU.backward(x, slope: slope, gradient: g, layout: layout)
    #expect(dx == expected.inputGradient)
    #expect(da == expected.slopeGradient)
  }

  @Test func float16() throws {
    try verifyHalf(
      { Float16($0).bitPattern }, prelu_forward_broadcast_f16, prelu_backward_broadcast_f16,
      prelu_forward_broadcast_f16_f32, prelu_backward_broadcast_f16_f32)
  }

  @Test func bfloat16() throws {
    try verifyHalf(
      { BFloat16($0).bitPattern }, prelu_forward_broadcast_bf16, prelu_backward_broadcast_bf16,
      prelu_forward_broadcast_bf16_f32, prelu_backward_broadcast_bf16_f32)
  }

  /// What Float computes of these numbers, rounded once.
  private func verifyHalf(
    _ bits: (Float) -> UInt16, _ forward: CForwardBroadcast<UInt16, UInt16>,
    _ backward: CBackwardBroadcast<UInt16, UInt16>,
    _ mixedForward: CForwardBroadcast<UInt16, Float>,
    _ mixedBackward: CBackwardBroadcast<UInt16, Float>
  ) throws {
    let layout = try Layout.broadcasting(slope: Self.slopeDims, to: Self.dims)
    let (x, g, slope) = (Self.x.map(bits), Self.g.map(bits), Self.slope.map(bits))
    let wide = try PReLU.forward(Self.x, slope: Self.slope, layout: layout)
    let gradients = try PReLU.backward(
      Self.x, slope: Self.slope, gradient: Self.g, layout: layout)
    var (y, dx, da, wideDa) = (x, x, slope, Self.slope)
    #expect(forward(5, Self.dims, Self.slopeDims, x, slope, &y) == 0)
    #expect(y == wide.map(bits))
    y = x
    #expect(mixedForward(5, Self.dims, Self.slopeDims, x, Self.slope, &y) == 0)
    #expect(y == wide.map(bits))
    #expect(backward(5, Self.dims, Self.slopeDims, x, slope, g, &dx, &da) == 0)
    #expect(dx == gradients.inputGradient.map(bits))
    #expect(da == gradients.slopeGradient.map(bits))
    dx = x
    #expect(mixedBackward(5, Self.dims, Self.slopeDims, x, Self.slope, g, &dx, &wideDa) == 0)
    #expect(dx == gradients.inputGradient.map(bits))
    #expect(wideDa == gradients.slopeGradient)
  }

  /// Wrong dimensions have statuses of their own, and nothing is written. They come before what is wrong with buffers.
  @Test func wrongDimensions() {
    let cases: [(Int32, [Int]?, [Int]?, prelu_status)] = [
      (-1, Self.dims, Self.slopeDims, PRELU_INVALID_RANK),
      (9, Self.dims, Self.slopeDims, PRELU_INVALID_RANK),
      (5, nil, Self.slopeDims, PRELU_DIMS_IS_NULL),
      (5, Self.dims, nil, PRELU_SLOPE_DIMS_IS_NULL),
      (2, [2, 3], [2, 2], PRELU_NOT_BROADCASTABLE),
      (2, [2, 3], [0, 3], PRELU_NOT_BROADCASTABLE),
      (2, [1 << 40, 1 << 40], [1, 1], PRELU_SIZE_TOO_LARGE),
      (2, [-1, 3], [1, 1], PRELU_SIZE_TOO_LARGE),
      (2, [2, 3], [1, -1], PRELU_NOT_BROADCASTABLE),
      (2, [2, 3], [1, Int.max], PRELU_NOT_BROADCASTABLE),
      // Several: the lowest number that there is to find.
      (-1, nil, nil, PRELU_INVALID_RANK),
      (9, [1 << 40, 1 << 40], nil, PRELU_INVALID_RANK),
      (5, nil, nil, PRELU_DIMS_IS_NULL),
      (2, nil, [1, -1], PRELU_DIMS_IS_NULL),
      (2, [1 << 40, 1 << 40], nil, PRELU_SIZE_TOO_LARGE),
      (2, [-1, 3], nil, PRELU_SIZE_TOO_LARGE),
      (2, [-1, 3], [-1, -1], PRELU_SIZE_TOO_LARGE),
      (2, [-1, 3], [7, 3], PRELU_SIZE_TOO_LARGE),
      (2, [1 << 40, 1 << 40], [7, 7], PRELU_SIZE_TOO_LARGE),
      (2, [0, 3], [-1, 3], PRELU_NOT_BROADCASTABLE),
    ]
    for (rank, dims, slopeDims, expected) in cases {
      var (y, da) = ([Float](repeating: 5, count: 420), [Float](repeating: 6, count: 21))
      func call(
        _ body: (UnsafePointer<Int>?, UnsafePointer<Int>?) -> Int32
      ) -> Int32 {
        (dims ?? []).withUnsafeBufferPointer { d in
          (slopeDims ?? []).withUnsafeBufferPointer { s in
            body(dims == nil ? nil : d.baseAddress, slopeDims == nil ? nil : s.baseAddress)
          }
        }
      }
      let forward = call { prelu_forward_broadcast_f32(rank, $0, $1, Self.x, Self.slope, &y) }
      #expect(forward == code(expected))
      let backward = call {
        prelu_backward_broadcast_f32(rank, $0, $1, Self.x, Self.slope, Self.g, &y, &da)
      }
      #expect(backward == code(expected))
      #expect(y.allSatisfy { $0 == 5 } && da.allSatisfy { $0 == 6 })
    }
  }

  /// A tensor of rank 0 has one element; one without elements leaves gradients of zero.
  @Test func edges() {
    var (y, da): (Float, [Float]) = (0, [1, 2, 3])
    var (x, slope): (Float, Float) = (-2, 0.25)
    #expect(prelu_forward_broadcast_f32(0, nil, nil, &x, &slope, &y) == 0)
    #expect(y == -0.5)
    #expect(
      prelu_backward_broadcast_f32(2, [0, 3], [1, 3], nil, nil, nil, nil, &da) == 0)
    #expect(da == [0, 0, 0])
  }
}
