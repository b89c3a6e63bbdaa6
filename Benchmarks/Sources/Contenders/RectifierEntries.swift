import Cases
import NaiveLoops
import PReLUKernels
import Reference

// The rectifiers without slopes: the library's calls and the naive loops.

extension Rectifier {
  /// The function of a case with its usual constants, or `nil` where it has slopes.
  init?(_ function: Case.Function) {
    switch function {
    case .prelu: return nil
    case .relu: self = .relu
    case .leakyReLU: self = .leakyReLU()
    case .elu: self = .elu()
    case .selu: self = .selu()
    }
  }
}

extension RectifierReference {
  init?(_ function: Case.Function) {
    switch function {
    case .prelu: return nil
    case .relu: self = .relu
    case .leakyReLU: self = .leakyReLU
    case .elu: self = .elu
    case .selu: self = .selu
    }
  }
}

extension Workspace {
  func rectifierEntry(
    _ rectifier: Rectifier, _ role: Role?, _ name: String, threads: Threads, stores: Stores,
    _ instructionSet: InstructionSet?
  ) -> Entry {
    let (x, g, output) = (x.readOnly, gradient.readOnly, output.elements)
    switch subject.direction {
    case .forward:
      return Entry(role, name) {
        try rectifier.forward(
          x, into: output, threads: threads, stores: stores, instructionSet: instructionSet)
      } check: { [problem] in
        try problem.check(output)
      }
    case .backward:
      return Entry(role, name) {
        try rectifier.backward(
          x, gradient: g, into: output, threads: threads, stores: stores,
          instructionSet: instructionSet)
      } check: { [problem] in
        try problem.check(output)
      }
    case .doubleBackward: preconditionFailure("rectifiers have none")
    }
  }

  func rectifierSpansEntry(
    _ rectifier: Rectifier, _ name: String, threads: Threads, _ instructionSet: InstructionSet?
  ) -> Entry {
    let (x, g, output) = (x.readOnly, gradient.readOnly, output.elements)
    switch subject.direction {
    case .forward:
      return Entry(.spans, name) {
        var y = output.mutableSpan
        try rectifier.forward(x.span, into: &y, threads: threads, instructionSet: instructionSet)
      } check: { [problem] in
        try problem.check(output)
      }
    case .backward:
      return Entry(.spans, name) {
        var dx = output.mutableSpan
        try rectifier.backward(
          x.span, gradient: g.span, into: &dx, threads: threads, instructionSet: instructionSet)
      } check: { [problem] in
        try problem.check(output)
      }
    case .doubleBackward: preconditionFailure("rectifiers have none")
    }
  }

  func naiveRectifierEntries() -> [Entry] {
    subject.direction == .forward ? naiveForwardEntries() : naiveBackwardEntries()
  }

  private func naiveForwardEntries() -> [Entry] {
    let (arrays, constants) = (arrays, RectifierReference.self)
    let (alpha, gamma) = (Scalar(constants.alpha), Scalar(constants.gamma))
    let slope = Scalar(constants.slope)
    switch subject.function {
    case .prelu: return []
    case .relu:
      return [naive("flat loop") { Scalar.reluForward(arrays.x, into: &arrays.output) }]
    case .leakyReLU:
      return [
        naive("flat loop") { Scalar.forwardFlat(arrays.x, slope: slope, into: &arrays.output) }
      ]
    case .elu:
      return [
        naive("flat loop, exp") {
          Scalar.eluForward(arrays.x, alpha: 1, into: &arrays.output)
        },
        naive("flat loop, expm1") {
          Scalar.eluForwardExpMinusOne(arrays.x, alpha: 1, into: &arrays.output)
        },
      ]
    case .selu:
      return [
        naive("flat loop, exp") {
          Scalar.seluForward(arrays.x, alpha: alpha, gamma: gamma, into: &arrays.output)
        }
      ]
    }
  }

  private func naiveBackwardEntries() -> [Entry] {
    let (arrays, constants) = (arrays, RectifierReference.self)
    let (alpha, gamma) = (Scalar(constants.alpha), Scalar(constants.gamma))
    let slope = Scalar(constants.slope)
    switch subject.function {
    case .prelu: return []
    case .relu:
      return [
        naive("flat loop") {
          Scalar.reluBackward(arrays.x, gradient: arrays.gradient, into: &arrays.output)
        }
      ]
    case .leakyReLU:
      return [
        naive("flat loop") {
          Scalar.leakyReLUBackward(
            arrays.x, slope: slope, gradient: arrays.gradient, into: &arrays.output)
        }
      ]
    case .elu:
      return [
        naive("flat loop, exp") {
          Scalar.eluBackward(arrays.x, alpha: 1, gradient: arrays.gradient, into: &arrays.output)
        }
      ]
    case .selu:
      return [
        naive("flat loop, exp") {
          Scalar.seluBackward(
            arrays.x, alpha: alpha, gamma: gamma, gradient: arrays.gradient, into: &arrays.output)
        }
      ]
    }
  }

  private func naive(_ name: String, call: @escaping () -> Void) -> Entry {
    let isForward = subject.direction == .forward
    return Entry(.naiveLoops, name, call: call) { [arrays, problem] in
      try arrays.output.withUnsafeBufferPointer {
        if problem.ulps == 0 {
          try problem.outputCheck.equal($0)
        } else if isForward {
          try problem.outputCheck.near($0)
        } else {
          // Products alone, whose errors are relative: that of exp, and three roundings.
          try problem.outputCheck.within(ulps: problem.ulps + 2, $0)
        }
      }
    }
  }
}
