import PReLUKernels
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Wrong threads, instruction sets and cache sizes are refused by every function, and nothing is
/// written.
@Suite struct RefusalTests {
  /// Runs every function and expects the same error of each.
  static func expectAll(
    _ error: PReLUError, threads: Threads = .automatic, instructionSet: InstructionSet? = nil
  ) throws {
    let problem = Problem<Float>(try Layout(outer: 2, channels: 3, inner: 20))
    let buffers = Buffers(problem)
    buffers.slopeGradient.fill(problem.oldSlopeGradient)
    let (x, slope, gradient) = (buffers.x, buffers.slope, buffers.gradient)
    #expect(throws: error) {
      try PReLU.forward(
        x.constant, slope: slope.constant, layout: problem.layout, into: buffers.y.mutable,
        threads: threads, instructionSet: instructionSet)
    }
    #expect(throws: error) {
      try PReLU.forwardInPlace(
        x.mutable, slope: slope.constant, layout: problem.layout, threads: threads,
        instructionSet: instructionSet)
    }
    #expect(throws: error) {
      try PReLU.backward(
        x.constant, slope: slope.constant, gradient: gradient.constant, layout: problem.layout,
        inputGradient: buffers.inputGradient.mutable, slopeGradient: buffers.slopeGradient.mutable,
        update: .overwrite, threads: threads, instructionSet: instructionSet)
    }
    #expect(throws: error) {
      try PReLU.backwardInPlace(
        x.constant, slope: slope.constant, gradient: gradient.mutable, layout: problem.layout,
        slopeGradient: buffers.slopeGradient.mutable, update: .overwrite, threads: threads,
        instructionSet: instructionSet)
    }
    #expect(throws: error) {
      try PReLU.inputGradient(
        x.constant, slope: slope.constant, gradient: gradient.constant, layout: problem.layout,
        into: buffers.inputGradient.mutable, threads: threads, instructionSet: instructionSet)
    }
    #expect(throws: error) {
      try PReLU.inputGradientInPlace(
        x.constant, slope: slope.constant, gradient: gradient.mutable, layout: problem.layout,
        threads: threads, instructionSet: instructionSet)
    }
    #expect(throws: error) {
      try PReLU.slopeGradient(
        x.constant, gradient: gradient.constant, layout: problem.layout,
        into: buffers.slopeGradient.mutable, update: .overwrite, threads: threads,
        instructionSet: instructionSet)
    }
    try expectAllOfArrays(error, problem, threads: threads, instructionSet: instructionSet)
    #expect(difference(x, problem.x) == nil)
    #expect(difference(gradient, problem.gradient) == nil)
    #expect(difference(buffers.slopeGradient, problem.oldSlopeGradient) == nil)
    for output in [buffers.y, buffers.inputGradient] {
      #expect(output.constant.allSatisfy { $0 == Memory<Float>.untouched })
    }
    #expect(buffers.marginsAreIntact)
  }

  /// Runs the functions that return arrays.
  private static func expectAllOfArrays(
    _ error: PReLUError, _ problem: Problem<Float>, threads: Threads,
    instructionSet: InstructionSet?
  ) throws {
    #expect(throws: error) {
      _ = try PReLU.forward(
        problem.x, slope: problem.slope, layout: problem.layout, threads: threads,
        instructionSet: instructionSet)
    }
    #expect(throws: error) {
      _ = try PReLU.backward(
        problem.x, slope: problem.slope, gradient: problem.gradient, layout: problem.layout,
        threads: threads, instructionSet: instructionSet)
    }
    #expect(throws: error) {
      _ = try PReLU.inputGradient(
        problem.x, slope: problem.slope, gradient: problem.gradient, layout: problem.layout,
        threads: threads, instructionSet: instructionSet)
    }
    #expect(throws: error) {
      _ = try PReLU.slopeGradient(
        problem.x, gradient: problem.gradient, layout: problem.layout, threads: threads,
        instructionSet: instructionSet)
    }
  }

  @Test(arguments: [0, -1, Int.min])
  func threads(_ count: Int) throws {
    try Self.expectAll(.invalidThreadCount(count), threads: .atMost(count))
    try Self.expectAll(.invalidThreadCount(count), threads: .exactly(count))
  }

  /// An error even where there is nothing to do.
  @Test func threadsOfEmptyCall() throws {
    let layout = try Layout(outer: 0, channels: 1, inner: 1)
    #expect(throws: PReLUError.invalidThreadCount(0)) {
      _ = try PReLU.forward([] as [Float], slope: [1], layout: layout, threads: .atMost(0))
    }
  }

  @Test(
    .enabled(
      if: InstructionSet.supported != InstructionSet.allCases,
      "every instruction set is supported here; the build without x86 modules runs this test"),
    arguments: InstructionSet.allCases.filter { !InstructionSet.supported.contains($0) })
  func pinnedInstructionSet(_ instructionSet: InstructionSet) throws {
    try Self.expectAll(
      .unsupportedInstructionSet(instructionSet, possible: InstructionSet.supported),
      instructionSet: instructionSet)
  }

  /// `PRELU_ISA` is read once a process, so each of its values is tested in a process of its own.
  @Test func environmentNamesNoInstructionSet() async {
    await #expect(processExitsWith: .success) {
      setenv("PRELU_ISA", "avx512", 1)
      let error = PReLUError.unknownInstructionSet("avx512", possible: InstructionSet.supported)
      #expect(throws: error) { try InstructionSet.current }
      try RefusalTests.expectAll(error)
      // A pin does not hide it.
      try RefusalTests.expectAll(error, instructionSet: .portable)
    }
  }

  /// So is `PRELU_CACHE_SIZE`.
  @Test func environmentNamesNoCacheSize() async {
    await #expect(processExitsWith: .success) {
      setenv("PRELU_CACHE_SIZE", "32MB", 1)
      let error = PReLUError.invalidCacheSize("32MB")
      try RefusalTests.expectAll(error)
      // Neither a pin nor the size of the call hides it, and it is not the only thing that may be wrong.
      try RefusalTests.expectAll(error, instructionSet: .portable)
      try RefusalTests.expectAll(error, threads: .atMost(0))
      let empty = try Layout(outer: 0, channels: 1, inner: 1)
      #expect(throws: error) { try PReLU.forward([] as [Float], slope: [1], layout: empty) }
    }
  }

  /// The instruction set is looked at first.
  @Test func environmentIsAllWrong() async {
    await #expect(processExitsWith: .success) {
      setenv("PRELU_CACHE_SIZE", "32MB", 1)
      setenv("PRELU_ISA", "avx512", 1)
      try RefusalTests.expectAll(
        .unknownInstructionSet("avx512", possible: InstructionSet.supported), threads: .atMost(0))
    }
  }

  @Test func environmentChoosesLowerInstructionSet() async {
    await #expect(processExitsWith: .success) {
      setenv("PRELU_ISA", "portable", 1)
      #expect(try InstructionSet.current == .portable)
      let layout = try Layout.shared(count: 2)
      #expect(try PReLU.forward([-4, 4] as [Float], slope: [0.5], layout: layout) == [-2, 4])
    }
  }
}
