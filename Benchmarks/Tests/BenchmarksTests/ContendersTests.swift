import Cases
import Roofline
import Testing

@testable import Contenders

struct ContendersTests {
  /// Every contender of every kind of case passes its check and is timed.
  @Test(arguments: [
    "f32/nchw/channel/2x3x5x7/threads:1", "f32/nhwc/channel/2x3x5x7/threads:auto",
    "f64/nchw/shared/2x3x5x7/threads:1", "f64/nchw/element/2x3x5x7/threads:1",
    "f32/ncdhw/channel/1x4x3x3x3/threads:2", "f32/ncl/channel/4x8x33/threads:auto",
    "f64/nc/channel/33x17/threads:auto", "f32/nc/channel/1x64/threads:auto",
    "f32/nc/channel/200x2000/threads:auto", "f32/n/none/64/threads:1",
    "f64/n/none/4097/threads:auto", "f32/n/none/300000/threads:2",
    "f16/nchw/channel/2x3x15x7/threads:1", "bf16/nhwc/channel/2x3x15x7/threads:auto",
    "f16_f32/nc/channel/300x2000/threads:auto", "bf16_f32/nchw/shared/2x3x15x7/threads:1",
    "f32/broadcast/1x7x1x3x1/2x7x5x3x2/threads:1", "f32/broadcast/7x1x300/7x900x300/threads:auto",
    "bf16_f32/broadcast/1x7x1x3x1/2x7x5x3x2/threads:1",
  ])
  func everyContenderIsRight(_ name: String) throws {
    for subject in try Case.all(name) {
      let runner = CaseRunner(
        instructionSet: nil, roles: Set(Role.allCases), minimumTime: 1e-4)
      let result = try runner.run(subject)
      #expect(result.kernel.median > 0)
      let expected = Comparison.all(in: [subject], roles: Set(Role.allCases))
      for comparison in Comparison.allCases {
        let ratio = result.speedup(over: comparison)
        #expect((ratio != nil) == expected.contains(comparison), "\(comparison)")
        #expect(ratio ?? 1 > 0, "\(comparison)")
      }
      #expect((result.medianWithSpans != nil) == Role.spans.takesPart(in: subject))
    }
  }

  /// Streams of odd lengths at odd addresses write all of what they read and nothing else.
  @Test(arguments: [0, 1, 63, 64, 65, 255, 256, 257, 1000, 4099], [false, true])
  func streamsAreWhole(_ count: Int, _ nonTemporal: Bool) throws {
    var generator = SystemRandomNumberGenerator()
    let sources: [[UInt8]] = (0..<3).map { _ in
      (0..<(count + 1)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
    var expected = [UInt8](repeating: 0, count: count)
    for used in 1...3 {
      for k in 0..<count { expected[k] ^= sources[used - 1][k + 1] }
      var destination = [UInt8](repeating: 7, count: count + 4)
      destination.withUnsafeMutableBytes { destination in
        // One byte into each source, and three into the destination, which has one more at its end.
        sources.withFirstBytes { first, second, third in
          roofline_stream(
            destination.baseAddress! + 3, first + 1, used > 1 ? second + 1 : nil,
            used > 2 ? third + 1 : nil, count, nonTemporal)
        }
      }
      #expect(destination == [7, 7, 7] + expected + [7])
    }
  }
}

extension [[UInt8]] {
  /// Where the first three arrays begin.
  fileprivate func withFirstBytes(
    _ body: (UnsafeRawPointer, UnsafeRawPointer, UnsafeRawPointer) -> Void
  ) {
    self[0].withUnsafeBytes { first in
      self[1].withUnsafeBytes { second in
        self[2].withUnsafeBytes { third in
          body(first.baseAddress!, second.baseAddress!, third.baseAddress!)
        }
      }
    }
  }
}
