import Cases
import Testing

struct CaseTests {
  @Test func namesHaveTheDocumentedForm() {
    let subject = Case(.forward, .float, .nchw, .channel, [32, 64, 112, 112], threads: .atMost(2))
    #expect(subject.name == "prelu_forward/f32/nchw/channel/32x64x112x112/threads:2")
    let other = Case(.backward, .double, .nc, .shared, [16, 256], threads: .automatic)
    #expect(other.name == "prelu_backward/f64/nc/shared/16x256/threads:auto")
    let second = Case(.doubleBackward, .float, .nc, .channel, [16, 256], threads: .atMost(1))
    #expect(second.name == "prelu_double_backward/f32/nc/channel/16x256/threads:1")
    let rectifier = Case(.leakyReLU, .backward, .float, .n, .none, [4096], threads: .atMost(1))
    #expect(rectifier.name == "leaky_relu_backward/f32/n/none/4096/threads:1")
    let broadcast = Case(
      .forward, .halfWithFloat, slopes: [1, 7, 1], to: [2, 7, 5], threads: .automatic)
    #expect(broadcast.name == "prelu_forward/f16_f32/broadcast/1x7x1/2x7x5/threads:auto")
  }

  @Test(arguments: Cases.Suite.allCases)
  func everyNameIsReadBack(_ suite: Cases.Suite) {
    let cases = suite.cases(lastLevelCache: 32 << 20)
    #expect(!cases.isEmpty)
    for subject in cases {
      #expect(Case(name: subject.name) == subject)
    }
    #expect(Set(cases).count == cases.count)
  }

  @Test(arguments: [
    "", "prelu_forward", "prelu_forward/f32/nchw/channel/32x64x112/threads:2",
    "prelu_forward/f32/nchw/channel/32x64x112x112/threads:0",
    "prelu_forward/f32/nchw/channel/32x64x112x112/2",
    "prelu_forward/f8/nchw/channel/32x64x112x112/threads:2",
    "elu_forward/f16/n/none/4096/threads:1", "prelu_double_backward/bf16/nc/shared/4x4/threads:1",
    "prelu_forward/f32/broadcast/1x7/2x7x5/threads:1",
    "prelu_forward/f32/broadcast/1x6x1/2x7x5/threads:1",
    "prelu_forward/f32/broadcast/broadcast/2x7x5/threads:1",
    "prelu_forward/f32/nc/broadcast/2x7/threads:1",
    "prelu_forward/f32/nchw/channel/32x64x-1x112/threads:2",
    "prelu_forward/f32/nchw/channel/32x64xx112/threads:2",
    "prelu_forward/f32/nchw/channel/32x64x112x112/threads:2/",
    "prelu_forward/f32/n/none/4096/threads:1", "elu_forward/f32/nc/channel/64x64/threads:1",
    "elu_sideways/f32/n/none/4096/threads:1", "elu_double_backward/f32/n/none/4096/threads:1",
    "gelu_forward/f32/n/none/4096/threads:1",
  ])
  func otherNamesAreNone(_ name: String) {
    #expect(Case(name: name) == nil)
  }

  @Test(arguments: Cases.Suite.allCases)
  func layoutsFitShapes(_ suite: Cases.Suite) throws {
    for subject in suite.cases(lastLevelCache: 32 << 20) {
      let layout = try subject.layout()
      #expect(layout.count == subject.count)
      #expect(subject.function != .prelu || layout.channels == subject.slopeCount)
    }
  }

  @Test func usefulBytesCountEveryNumberOnce() {
    let forward = Case(.forward, .float, .nc, .channel, [10, 3], threads: .automatic)
    #expect(forward.usefulBytes == (30 + 30 + 3) * 4)
    let backward = Case(.backward, .double, .nc, .shared, [10, 3], threads: .automatic)
    #expect(backward.usefulBytes == (30 * 3 + 1 + 1) * 8)
    let mixed = Case(.backward, .halfWithFloat, .nc, .channel, [10, 3], threads: .automatic)
    #expect(mixed.usefulBytes == 30 * 3 * 2 + 2 * 3 * 4)
    let broadcast = Case(
      .forward, .float, slopes: [1, 7, 1], to: [2, 7, 5], threads: .automatic)
    #expect(broadcast.usefulBytes == (70 + 70 + 7) * 4)
    let second = Case(.doubleBackward, .float, .nc, .channel, [10, 3], threads: .automatic)
    #expect(second.usefulBytes == (30 * 5 + 3 * 3) * 4)
    let rectifier = Case(.relu, .backward, .float, .n, .none, [30], threads: .automatic)
    #expect(rectifier.usefulBytes == 30 * 3 * 4)
  }
}
