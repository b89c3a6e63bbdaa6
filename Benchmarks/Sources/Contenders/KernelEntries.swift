import PReLUKernels

/// The library's own calls.
extension Workspace {
  func kernelEntries(instructionSet: InstructionSet?) -> [Entry] {
    var entries = [
      kernelEntry(nil, "kernel", threads: subject.threads.threads, instructionSet)
    ]
    if subject.threads == .automatic {
      entries.append(
        kernelEntry(.serialKernel, "kernel, serial", threads: .serial, instructionSet))
    }
    return entries
  }

  private func kernelEntry(
    _ role: Role?, _ name: String, threads: Threads, _ instructionSet: InstructionSet?
  ) -> Entry {
    let (layout, x, slope, g) = (layout, x.readOnly, slope.readOnly, gradient.readOnly)
    let (output, slopeGradient) = (output.elements, slopeGradient.elements)
    switch subject.direction {
    case .forward:
      return Entry(role, name) {
        try PReLU.forward(
          x, slope: slope, layout: layout, into: output, threads: threads,
          instructionSet: instructionSet)
      } check: { [outputCheck] in
        try outputCheck.exact(UnsafeBufferPointer(output))
      }
    case .backward:
      return Entry(role, name) {
        try PReLU.backward(
          x, slope: slope, gradient: g, layout: layout, inputGradient: output,
          slopeGradient: slopeGradient, update: .overwrite, threads: threads,
          instructionSet: instructionSet)
      } check: { [outputCheck, slopeGradientCheck] in
        try outputCheck.exact(UnsafeBufferPointer(output))
        try slopeGradientCheck?.contract(UnsafeBufferPointer(slopeGradient))
      }
    }
  }
}
