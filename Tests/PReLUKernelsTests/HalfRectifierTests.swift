import PReLUKernels
import Testing
import _TestSupport

/// Rectifiers on memory of numbers of sixteen bits: every form, everywhere, and nothing else.
@Suite struct HalfRectifierTests {
  /// Float's results of the same numbers, rounded once.
  @Test(
    arguments: HalfType.allCases,
    [Rectifier.relu, .leakyReLU(slope: 0.1), .elu(alpha: 1.5), .selu()])
  func sameBits(_ half: HalfType, _ rectifier: Rectifier) throws {
    for count in RectifierTests.counts where count < 100_000 {
      try verify(half.type, rectifier, count)
    }
  }

  private func verify<Value: Half>(
    _: Value.Type, _ rectifier: Rectifier, _ count: Int
  ) throws {
    let problem = HalfProblem<Value>(NamedLayout("elements", 1, 1, count).layout)
    let (x, g) = (widened(problem.x), widened(problem.gradient))
    for instructionSet in InstructionSet.supported {
      let y = Value.nearest(try rectifier.forward(x, instructionSet: instructionSet))
      let dx = Value.nearest(
        try rectifier.backward(x, gradient: g, instructionSet: instructionSet))
      let fromOutput = Value.nearest(
        try rectifier.backward(output: x, gradient: g, instructionSet: instructionSet))
      for offset in [1, 7] {
        let buffers = HalfBuffers(problem, offset: offset) { $0 }
        let (memory, output) = (buffers.x, buffers.y)
        for setting in Setting.all(threads: [1, 3], stores: [.ordinary, .nonTemporal])
        where setting.instructionSet == instructionSet {
          let context = "\(rectifier), \(count) elements, \(setting), offset \(offset)"
          let (threads, stores) = (setting.threads, setting.stores)
          output.fillUntouched()
          try rectifier.forward(
            memory.constant, into: output.mutable, threads: threads, stores: stores,
            instructionSet: instructionSet)
          #expect(difference(output, y) == nil, "\(context)")
          output.fillUntouched()
          try rectifier.backward(
            memory.constant, gradient: buffers.gradient.constant, into: output.mutable,
            threads: threads, stores: stores, instructionSet: instructionSet)
          #expect(difference(output, dx) == nil, "\(context)")
          output.fillUntouched()
          try rectifier.backward(
            output: memory.constant, gradient: buffers.gradient.constant, into: output.mutable,
            threads: threads, stores: stores, instructionSet: instructionSet)
          #expect(difference(output, fromOutput) == nil, "\(context)")
          output.fill(problem.x)
          try rectifier.forwardInPlace(
            output.mutable, threads: threads, instructionSet: instructionSet)
          #expect(difference(output, y) == nil, "in place, \(context)")
          output.fill(problem.gradient)
          try rectifier.backwardInPlace(
            memory.constant, gradient: output.mutable, threads: threads,
            instructionSet: instructionSet)
          #expect(difference(output, dx) == nil, "in place, \(context)")
          output.fill(problem.gradient)
          try rectifier.backwardInPlace(
            output: memory.constant, gradient: output.mutable, threads: threads,
            instructionSet: instructionSet)
          #expect(difference(output, fromOutput) == nil, "in place, \(context)")
        }
        #expect(buffers.marginsAreIntact)
      }
    }
  }
}
