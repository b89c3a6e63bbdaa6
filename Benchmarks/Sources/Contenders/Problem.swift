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
  /// How far the kernel may be from the reference's output, in units in the last place.
  let ulps: Int
  /// That of the gradient to x, of the double backward.
  var secondOutputCheck: OutputCheck<Scalar>? = nil
  /// `nil` forward, and of a rectifier.
  let slopeGradientCheck: SlopeGradientCheck<Scalar>?

  init(
    _ subject: Case, _ layout: Layout, _ tensors: Tensors<Scalar>, slopes: [Scalar]
  ) throws {
    self.layout = layout
    if let rectifier = RectifierReference(subject.function) {
      (self.slopes, slope, slopeGradient) = (
        [], try AlignedBuffer(count: 0), try AlignedBuffer(count: 0)
      )
      outputCheck =
        switch subject.direction {
        case .forward: try OutputCheck("y", expected: rectifier.forward(tensors.x))
        case .backward, .doubleBackward:
          try OutputCheck("dx", expected: rectifier.backward(tensors.x, tensors.gradient))
        }
      ulps = rectifier.isExponential ? RectifierReference.ulps : 0
      slopeGradientCheck = nil
      return
    }
    ulps = 0
    self.slopes = slopes
    slope = try AlignedBuffer(slopes)
    slopeGradient = try AlignedBuffer(count: layout.channels)
    let reference = Reference(x: tensors.x, slope: slopes, inner: layout.inner)
    switch subject.direction {
    case .forward:
      outputCheck = try OutputCheck("y", expected: reference.forward())
      slopeGradientCheck = nil
    case .doubleBackward:
      let direction = tensors.direction(slopes: slopes.count)
      outputCheck = try OutputCheck(
        "gdy", expected: reference.secondUpstreamGradient(direction.u, direction.v))
      secondOutputCheck = try OutputCheck(
        "gx", expected: reference.secondInputGradient(tensors.gradient, direction.v))
      slopeGradientCheck = try SlopeGradientCheck(
        expected: reference.sums(of: direction.u, tensors.gradient),
        terms: layout.outer * layout.inner)
    case .backward:
      outputCheck = try OutputCheck("dx", expected: reference.inputGradient(tensors.gradient))
      slopeGradientCheck = try SlopeGradientCheck(
        expected: reference.slopeGradient(tensors.gradient), terms: layout.outer * layout.inner)
    }
  }

  /// The same numbers in long runs: sixteen, which are more than one slope, or a single one where
  /// they would not be long.
  static func longRuns(
    _ subject: Case, _ tensors: Tensors<Scalar>
  ) throws -> Problem {
    let count = tensors.x.count
    let channels = count % 16 == 0 && count / 16 >= Case.longRun ? 16 : 1
    let layout = try Layout(outer: 1, channels: channels, inner: count / channels)
    let slopes = (0..<channels).map { tensors.slope[$0 % tensors.slope.count] }
    return try Problem(subject, layout, tensors, slopes: slopes)
  }
}
