import PReLUKernels
import Testing
import _TestSupport

/// The buffers of a problem, for calls on memory that a test can look at before and after.
struct Buffers<Scalar: Number> {
  let problem: Problem<Scalar>
  let x: Memory<Scalar>
  let slope: Memory<Scalar>
  let gradient: Memory<Scalar>
  let y: Memory<Scalar>
  let inputGradient: Memory<Scalar>
  let slopeGradient: Memory<Scalar>

  /// - Parameter offset: How far buffers are moved from 64-byte alignment, each by an amount of its own.
  init(_ problem: Problem<Scalar>, offset: Int = 0) {
    self.problem = problem
    x = Memory(problem.x, offset: offset)
    slope = Memory(problem.slope, offset: 2 * offset)
    gradient = Memory(problem.gradient, offset: 3 * offset)
    y = .untouched(problem.x.count, offset: 5 * offset)
    inputGradient = .untouched(problem.x.count, offset: 7 * offset)
    slopeGradient = .untouched(problem.slope.count, offset: 9 * offset)
  }

  var marginsAreIntact: Bool {
    [x, slope, gradient, y, inputGradient, slopeGradient].allSatisfy(\.marginsAreIntact)
  }

  /// Forward to `y`.
  func forward(_ setting: Setting) throws {
    y.fillUntouched()
    try PReLU.forward(
      x.constant, slope: slope.constant, layout: problem.layout, into: y.mutable,
      threads: setting.threads, stores: setting.stores, instructionSet: setting.instructionSet)
  }

  /// Forward over `x`, which is the problem's before the call.
  func forwardInPlace(_ setting: Setting) throws {
    x.fill(problem.x)
    try PReLU.forwardInPlace(
      x.mutable, slope: slope.constant, layout: problem.layout, threads: setting.threads,
      instructionSet: setting.instructionSet)
  }

  /// Backward to `inputGradient` and `slopeGradient`.
  func backward(_ setting: Setting, _ update: PReLU.GradientUpdate = .overwrite) throws {
    prepareBackward(update)
    try PReLU.backward(
      x.constant, slope: slope.constant, gradient: gradient.constant, layout: problem.layout,
      inputGradient: inputGradient.mutable, slopeGradient: slopeGradient.mutable, update: update,
      threads: setting.threads, stores: setting.stores, instructionSet: setting.instructionSet)
  }

  /// Backward over `gradient`, which is the problem's before the call, and to `slopeGradient`.
  func backwardInPlace(_ setting: Setting, _ update: PReLU.GradientUpdate = .overwrite) throws {
    prepareBackward(update)
    try PReLU.backwardInPlace(
      x.constant, slope: slope.constant, gradient: gradient.mutable, layout: problem.layout,
      slopeGradient: slopeGradient.mutable, update: update, threads: setting.threads,
      instructionSet: setting.instructionSet)
  }

  /// Backward to `inputGradient` and `slopeGradient`, `x` being the output.
  func backwardFromOutput(_ setting: Setting, _ update: PReLU.GradientUpdate) throws {
    prepareBackward(update)
    try PReLU.backward(
      output: x.constant, slope: slope.constant, gradient: gradient.constant,
      layout: problem.layout, inputGradient: inputGradient.mutable,
      slopeGradient: slopeGradient.mutable, update: update, threads: setting.threads,
      stores: setting.stores, instructionSet: setting.instructionSet)
  }

  /// Backward over `gradient`, which is the problem's before the call, and to `slopeGradient`, `x` being the output.
  func backwardFromOutputInPlace(_ setting: Setting, _ update: PReLU.GradientUpdate) throws {
    prepareBackward(update)
    try PReLU.backwardInPlace(
      output: x.constant, slope: slope.constant, gradient: gradient.mutable,
      layout: problem.layout, slopeGradient: slopeGradient.mutable, update: update,
      threads: setting.threads, instructionSet: setting.instructionSet)
  }

  /// The input's gradient alone, to `inputGradient`.
  func computeInputGradient(_ setting: Setting) throws {
    prepareBackward(.overwrite)
    try PReLU.inputGradient(
      x.constant, slope: slope.constant, gradient: gradient.constant, layout: problem.layout,
      into: inputGradient.mutable, threads: setting.threads, stores: setting.stores,
      instructionSet: setting.instructionSet)
  }

  /// The input's gradient alone, over `gradient`, which is the problem's before the call.
  func computeInputGradientInPlace(_ setting: Setting) throws {
    prepareBackward(.overwrite)
    try PReLU.inputGradientInPlace(
      x.constant, slope: slope.constant, gradient: gradient.mutable, layout: problem.layout,
      threads: setting.threads, instructionSet: setting.instructionSet)
  }

  /// The slopes' gradient alone, to `slopeGradient`.
  func computeSlopeGradient(
    _ setting: Setting, _ update: PReLU.GradientUpdate = .overwrite
  ) throws {
    prepareBackward(update)
    try PReLU.slopeGradient(
      x.constant, gradient: gradient.constant, layout: problem.layout,
      into: slopeGradient.mutable, update: update, threads: setting.threads,
      instructionSet: setting.instructionSet)
  }

  private func prepareBackward(_ update: PReLU.GradientUpdate) {
    x.fill(problem.x)
    gradient.fill(problem.gradient)
    inputGradient.fillUntouched()
    switch update {
    case .overwrite: slopeGradient.fillUntouched()
    case .accumulate: slopeGradient.fill(problem.oldSlopeGradient)
    }
  }
}
