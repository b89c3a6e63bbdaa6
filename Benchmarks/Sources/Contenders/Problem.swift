import Buffers
import Cases
import Inputs
import PReLUKernels
import Reference

/// What is to be computed of a case's numbers: how they share slopes, and what has to come out.
struct Problem<Scalar: BenchmarkScalar> {
  let layout: Layout
  let slopes: [Scalar]
  let slope: AlignedBuffer<Scalar>
  let slopeGradient: AlignedBuffer<Scalar>
  let outputCheck: OutputCheck<Scalar>
  /// `nil` forward.
  let slopeGradientCheck: SlopeGradientCheck<Scalar>?

  init(
    _ direction: Case.Direction, _ layout: Layout, _ tensors: Tensors<Scalar>, slopes: [Scalar]
  ) throws {
    self.layout = layout
    self.slopes = slopes
    slope = try AlignedBuffer(slopes)
    slopeGradient = try AlignedBuffer(count: layout.channels)
    let reference = Reference(x: tensors.x, slope: slopes, inner: layout.inner)
    switch direction {
    case .forward:
      outputCheck = try OutputCheck("y", expected: reference.forward())
      slopeGradientCheck = nil
    case .backward:
      outputCheck = try OutputCheck("dx", expected: reference.inputGradient(tensors.gradient))
      slopeGradientCheck = try SlopeGradientCheck(
        expected: reference.slopeGradient(tensors.gradient), terms: layout.outer * layout.inner)
    }
  }

  /// The same numbers in long runs: sixteen, which are more than one slope, or a single one where
  /// they would not be long.
  static func longRuns(
    _ direction: Case.Direction, _ tensors: Tensors<Scalar>
  ) throws -> Problem {
    let count = tensors.x.count
    let channels = count % 16 == 0 && count / 16 >= Case.longRun ? 16 : 1
    let layout = try Layout(outer: 1, channels: channels, inner: count / channels)
    let slopes = (0..<channels).map { tensors.slope[$0 % tensors.slope.count] }
    return try Problem(direction, layout, tensors, slopes: slopes)
  }
}
