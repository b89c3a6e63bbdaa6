import PReLUKernels

/// The library's own calls.
extension Workspace {
  /// - Parameter role: `nil` for the call that all others are rivals of.
  /// - Parameter stores: For calls through pointers.
  func kernelEntry(
    _ role: Role?, _ name: String, of problem: Problem<Scalar>, threads: Threads,
    stores: Stores = .automatic, _ instructionSet: InstructionSet?
  ) -> Entry {
    let (layout, x, slope, g) = (
      problem.layout, x.readOnly, problem.slope.readOnly, gradient.readOnly
    )
    if let rectifier = Rectifier(subject.function) {
      return rectifierEntry(
        rectifier, role, name, threads: threads, stores: stores, instructionSet)
    }
    let (output, slopeGradient) = (output.elements, problem.slopeGradient.elements)
    switch subject.direction {
    case .forward:
      return Entry(role, name) {
        try PReLU.forward(
          x, slope: slope, layout: layout, into: output, threads: threads, stores: stores,
          instructionSet: instructionSet)
      } check: {
        try problem.check(output)
      }
    case .backward:
      return Entry(role, name) {
        try PReLU.backward(
          x, slope: slope, gradient: g, layout: layout, inputGradient: output,
          slopeGradient: slopeGradient, update: .overwrite, threads: threads, stores: stores,
          instructionSet: instructionSet)
      } check: {
        try problem.check(output)
      }
    case .doubleBackward:
      return doubleBackwardEntry(
        role, name, threads: threads, stores: stores, instructionSet)
    }
  }

  /// The call with spans. They cannot leave the function that makes them, so they are made in each
  /// call: of pointers, which costs nothing.
  func spansEntry(threads: Threads, _ instructionSet: InstructionSet?) -> Entry {
    let (layout, x, slope, g) = (
      problem.layout, x.readOnly, problem.slope.readOnly, gradient.readOnly
    )
    let (output, slopeGradient) = (output.elements, problem.slopeGradient.elements)
    let name = "kernel, spans"
    if let rectifier = Rectifier(subject.function) {
      return rectifierSpansEntry(rectifier, name, threads: threads, instructionSet)
    }
    switch subject.direction {
    case .forward:
      return Entry(.spans, name) {
        var y = output.mutableSpan
        try PReLU.forward(
          x.span, slope: slope.span, layout: layout, into: &y, threads: threads,
          instructionSet: instructionSet)
      } check: { [problem] in
        try problem.check(output)
      }
    case .backward:
      return Entry(.spans, name) {
        var dx = output.mutableSpan
        var slopes = slopeGradient.mutableSpan
        try PReLU.backward(
          x.span, slope: slope.span, gradient: g.span, layout: layout, inputGradient: &dx,
          slopeGradient: &slopes, update: .overwrite, threads: threads,
          instructionSet: instructionSet)
      } check: { [problem] in
        try problem.check(output)
      }
    case .doubleBackward: preconditionFailure("there is no such rival (Role.takesPart)")
    }
  }
}

extension Problem {
  /// Holds `output` and the slope's gradient to the library's contract.
  func check(_ output: UnsafeMutableBufferPointer<Scalar>) throws {
    try outputCheck.within(ulps: ulps, UnsafeBufferPointer(output))
    try slopeGradientCheck?.contract(slopeGradient.readOnly)
  }
}
