import BLASComposed

/// The version that is put together from BLAS. Its threads are the process's, set before the case.
extension Workspace {
  func blasEntries(threads: Int) -> [Entry] {
    let layout = problem.layout
    let composed = ComposedPReLU(
      outer: layout.outer, channels: layout.channels, inner: layout.inner, x: x.start,
      slope: problem.slope.start, temporaries: (temporaries.0.start, temporaries.1.start),
      ones: ones.start)
    let (g, output, slopeGradient) = (gradient.start, output, problem.slopeGradient)
    let (tensors, inner) = (tensors, layout.inner)
    switch subject.direction {
    case .forward:
      return [
        Entry(.blas, "blas", leavesWorkersSpinning: threads > 1) {
          composed.forward(into: output.start)
        } check: { [problem] in
          try problem.outputCheck.composed(
            output.readOnly, of: tensors.x, slope: tensors.slope, inner: inner)
        }
      ]
    case .doubleBackward: return []
    case .backward:
      return [
        Entry(.blas, "blas", leavesWorkersSpinning: threads > 1) {
          composed.backward(
            gradient: g, inputGradient: output.start, slopeGradient: slopeGradient.start)
        } check: { [problem] in
          try problem.outputCheck.composed(
            output.readOnly, of: tensors.gradient, slope: tensors.slope, inner: inner)
          try problem.slopeGradientCheck?.summed(slopeGradient.readOnly)
        }
      ]
    }
  }
}
