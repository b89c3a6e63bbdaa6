import Cases
import Inputs
import PReLUKernels
import Testing

@testable import Contenders

/// Who takes part where, and that nobody gets away with a wrong result.
struct RivalsTests {
  /// Whatever a contender writes to, one element that it did not write is found, the last of all.
  @Test(arguments: [
    "f32/nchw/channel/2x3x5x7/threads:1", "f32/nhwc/channel/2x3x5x7/threads:auto",
    "f32/nchw/shared/2x3x5x7/threads:1", "f32/nchw/element/2x3x5x7/threads:1",
    "f32/nc/channel/300x2000/threads:auto", "f32/n/none/4000/threads:1",
  ])
  func spoiltOutputsAreFound(_ name: String) throws {
    for subject in try Case.all(name) {
      let workspace = try Workspace<Float>(
        subject, .normal(count: subject.count, slopes: subject.slopeCount))
      for role in Role.allCases {
        let entries = workspace.rivals(role, threads: 2, nil)
        #expect(entries.isEmpty != role.takesPart(in: subject))
        for entry in entries {
          workspace.spoilOutputs()
          try entry.contender.call()
          try entry.check()
          let last = subject.count - 1
          workspace.output.elements[last] = .nan
          workspace.arrays.output[last] = .nan
          #expect(throws: (any Error).self, "\(entry.contender.name)") { try entry.check() }
          guard subject.direction == .doubleBackward else { continue }
          // The second output alone.
          try entry.contender.call()
          try entry.check()
          workspace.secondOutput.elements[last] = .nan
          workspace.arrays.secondOutput[last] = .nan
          #expect(throws: (any Error).self, "\(entry.contender.name)") { try entry.check() }
        }
      }
    }
  }

  /// The same of numbers that are only stored in their type, and of their sums.
  @Test(arguments: [
    "f16/nchw/channel/2x3x15x7/threads:1", "bf16_f32/nc/channel/300x2000/threads:auto",
    "f32/broadcast/7x1x300/7x900x300/threads:auto",
  ])
  func spoiltStoredOutputsAreFound(_ name: String) throws {
    for subject in try Case.all(name) where subject.direction != .doubleBackward {
      switch subject.type {
      case .half: try expectSpoiltIsFound(StoredWorkspace<Float16, Float16>(subject))
      case .bfloat16WithFloat: try expectSpoiltIsFound(StoredWorkspace<BFloat16, Float>(subject))
      default: try expectSpoiltIsFound(StoredWorkspace<Float, Float>(subject))
      }
    }
  }

  private func expectSpoiltIsFound<Value: Storage, Slope: Storage>(
    _ workspace: StoredWorkspace<Value, Slope>
  ) throws {
    let subject = workspace.subject
    let own = workspace.kernelEntry(
      nil, "kernel", threads: .automatic, stores: .automatic, nil)
    let rivals = Role.allCases.map { ($0, workspace.rivals($0, threads: 2, nil)) }
    for (role, entries) in rivals { #expect(entries.isEmpty != role.takesPart(in: subject)) }
    for entry in [own] + rivals.flatMap(\.1) {
      workspace.spoilOutputs()
      #expect(throws: (any Error).self, "\(entry.contender.name)") { try entry.check() }
      try entry.contender.call()
      try entry.check()
      guard entry.role != .nestedLoops else { continue }
      workspace.output.elements[subject.count - 1] = Value(rounding: .nan)
      #expect(throws: (any Error).self, "\(entry.contender.name)") { try entry.check() }
      guard subject.direction == .backward, entry.role != .roofline else { continue }
      try entry.contender.call()
      workspace.slopeGradient.elements[subject.slopeCount - 1] = Slope(rounding: .nan)
      #expect(throws: (any Error).self, "\(entry.contender.name)") { try entry.check() }
    }
  }

  @Test func spoiltSlopeGradientsAreFound() throws {
    let subject = Case(.backward, .float, .nc, .channel, [300, 2000], threads: .automatic)
    let workspace = try Workspace<Float>(
      subject, .normal(count: subject.count, slopes: subject.slopeCount))
    // The roofline's streams have no sums.
    for role in Role.allCases where role != .roofline {
      for entry in workspace.rivals(role, threads: 2, nil) {
        try entry.contender.call()
        try entry.check()
        workspace.problem.slopeGradient.fill(.nan)
        workspace.longRuns?.slopeGradient.fill(.nan)
        workspace.arrays.slopeGradient = workspace.arrays.slope.map { _ in .nan }
        #expect(throws: (any Error).self, "\(entry.contender.name)") { try entry.check() }
      }
    }
  }

  @Test(arguments: [
    (Role.serialKernel, "forward/f32/nc/channel/9x9/threads:auto", true),
    (.serialKernel, "forward/f32/nc/channel/9x9/threads:2", false),
    (.memcpy, "forward/f32/nc/channel/9x9/threads:2", true),
    (.memcpy, "backward/f32/nc/channel/9x9/threads:2", false),
    (.spans, "backward/f32/nc/channel/64x64/threads:2", true),
    (.spans, "backward/f32/nc/channel/64x65/threads:2", false),
    (.ordinaryStores, "forward/f32/nc/shared/128x1024/threads:1", true),
    (.nonTemporalStores, "forward/f32/nc/shared/127x1024/threads:1", false),
    (.longRun, "forward/f32/nchw/channel/1x4x14x14/threads:1", true),
    (.longRun, "forward/f32/nchw/channel/1x4x32x32/threads:1", false),
    (.longRun, "forward/f32/nhwc/channel/1x4x32x32/threads:1", true),
    (.longRun, "forward/f32/nc/channel/9x1024/threads:1", true),
    (.longRun, "forward/f32/nchw/shared/1x4x14x14/threads:1", false),
  ])
  func casesHaveTheRivalsThatSaySomething(_ role: Role, _ name: String, _ expected: Bool) throws {
    let subject = try #require(Case(name: "prelu_" + name))
    #expect(role.takesPart(in: subject) == expected)
  }

  @Test func onlyComparisonsThatSomeCaseHasAreMade() {
    let subject = Case(.backward, .float, .nchw, .shared, [1, 1, 9, 9], threads: .atMost(1))
    let all = Set(Role.allCases)
    #expect(
      Comparison.all(in: [subject], roles: all) == [.roofline, .naive, .nestedLoops, .blas])
    #expect(Comparison.all(in: [subject], roles: [.roofline]) == [.roofline])
    #expect(Comparison.all(in: [], roles: all).isEmpty)
  }

  @Test func longRunsAreOfAsManyElements() throws {
    for (count, channels) in [(16 * 1024, 16), (16 * 1023, 1), (16 * 1024 + 1, 1)] {
      let problem = try Problem<Float>.longRuns(
        Case(.backward, .float, .nc, .channel, [count, 3], threads: .automatic),
        .normal(count: count, slopes: 3))
      #expect(problem.layout.count == count)
      #expect(problem.layout.channels == channels && problem.layout.outer == 1)
    }
  }

  @Test func suitesOfTheMemorysSpeedLeaveBLASOut() {
    #expect(Role.all(of: .quick) == Set(Role.allCases))
    #expect(Role.all(of: .memory) == Set(Role.allCases).subtracting([.blas]))
  }
}

extension Case {
  /// The cases of a name without function and direction: those of all functions that it fits.
  static func all(_ name: String) throws -> [Case] {
    let cases = Function.allCases.flatMap { function in
      Direction.allCases.compactMap {
        Case(name: "\(function.rawValue)_\($0.rawValue)/\(name)")
      }
    }
    try #require(!cases.isEmpty)
    return cases
  }
}
