import PReLUKernels
import Testing
import _TestSupport

/// The bits of slope gradients whose slopes are shared along axes that lie between others, pinned: where this fails, sums are formed in
/// another order, which the change log has to say. That the bits are right within their bound is tested elsewhere.
@Suite struct BroadcastBitsTests {
  static let pinned: [(shape: BroadcastShape, digest: UInt64)] = [
    (BroadcastShape(dimensions: [2, 7, 5, 3, 2], slope: [1, 7, 1, 3, 1]), 0x8081_A49C_E53E_D6F2),
    (BroadcastShape(dimensions: [3, 5, 4_001], slope: [3, 1, 4_001]), 0x8CD2_8CE3_42A2_BBB3),
    (BroadcastShape(dimensions: [4_001, 5, 3], slope: [4_001, 1, 3]), 0x90E7_EF3E_A5B7_40CD),
    (
      BroadcastShape(dimensions: [2, 2_001, 5, 3], slope: [1, 2_001, 1, 3]), 0x18EC_DBB7_1748_232A
    ),
    (BroadcastShape(dimensions: [2, 3, 2, 40_001], slope: [2, 1, 2, 1]), 0xE26D_92AF_2B49_FBE5),
    (
      BroadcastShape(dimensions: [50, 2, 30, 2, 20], slope: [1, 2, 1, 2, 1]), 0xCFBD_C413_62D2_AFCC
    ),
    (
      BroadcastShape(dimensions: [30, 3, 30, 5, 7], slope: [1, 3, 1, 5, 7]), 0x8910_E9A3_6549_0EAD
    ),
    (
      BroadcastShape(dimensions: [3, 5, 50, 30, 2], slope: [1, 5, 1, 30, 1]), 0x08A7_55DD_A6BD_C48D
    ),
    (BroadcastShape(dimensions: [7, 60, 101], slope: [7, 1, 101]), 0xB17A_1F78_5D67_6707),
    (
      BroadcastShape(dimensions: [40, 3, 12, 8, 8], slope: [1, 3, 1, 8, 8]), 0x159C_2E02_64F4_4955
    ),
    (
      BroadcastShape(dimensions: [200, 7, 50, 30, 2], slope: [1, 7, 1, 30, 1]),
      0xBB85_A6E2_52FF_5E94
    ),
    (BroadcastShape(dimensions: [32, 64, 28, 28], slope: [1, 64, 1, 28]), 0x7732_E879_817E_5D9E),
    (
      BroadcastShape(dimensions: [3, 4, 3, 50_000], slope: [1, 4, 1, 50_000]), 0x0081_63A6_0194_0060
    ),
    (
      BroadcastShape(dimensions: [8, 8, 8, 8, 8, 8], slope: [8, 1, 8, 1, 8, 1]),
      0x6CE7_AAAF_F9AD_BA38
    ),
  ]

  /// In Double, whose last digits tell one order from another.
  @Test(arguments: pinned)
  func slopeGradient(_ pinned: (shape: BroadcastShape, digest: UInt64)) throws {
    let layout = try Layout.broadcasting(
      slope: pinned.shape.slope, to: pinned.shape.dimensions)
    var generator = SplitMix64(seed: 11)
    // Of 53 random bits each, with which no sum is exact; without the C library's functions, which are not the same everywhere.
    func numbers(_ count: Int) -> [Double] {
      (0..<count).map { _ in Double(Int64(bitPattern: generator.next()) >> 10) * 0x1p-53 }
    }
    let slope = numbers(layout.channels)
    let (x, g) = (numbers(layout.count), numbers(layout.count))
    let gradient = try PReLU.backward(x, slope: slope, gradient: g, layout: layout).slopeGradient
    let digest = gradient.reduce(0) { ($0 &+ $1.bitPattern) &* 0x9E37_79B9_7F4A_7C15 }
    #expect(digest == pinned.digest, "\(pinned.shape) has \(digest)")
  }
}
