import BLASComposed
import Buffers
import Cases
import Inputs
import NaiveLoops
import PReLUKernels

/// A type that every contender can compute with.
typealias BenchmarkScalar = BLASScalar & NaiveScalar & PReLUScalar

/// The memory of one case: inputs and outputs that all contenders share, but for the naive loops,
/// which have copies in arrays.
final class Workspace<Scalar: BenchmarkScalar> {
  let subject: Case
  let tensors: Tensors<Scalar>
  /// The case's own.
  let problem: Problem<Scalar>
  /// `nil` where the case's runs are long themselves.
  let longRuns: Problem<Scalar>?

  let x: AlignedBuffer<Scalar>
  let gradient: AlignedBuffer<Scalar>
  /// The upstream gradients of dx and of the slopes' gradient, and the output that is the gradient to x; none but of the double
  /// backward.
  let u: AlignedBuffer<Scalar>
  let v: AlignedBuffer<Scalar>
  let secondOutput: AlignedBuffer<Scalar>
  /// y, dx, or the gradient to g.
  let output: AlignedBuffer<Scalar>
  let temporaries: (AlignedBuffer<Scalar>, AlignedBuffer<Scalar>)
  let ones: AlignedBuffer<Scalar>
  let arrays: NaiveArrays<Scalar>

  init(_ subject: Case, _ tensors: Tensors<Scalar>) throws {
    self.subject = subject
    self.tensors = tensors
    let layout = try subject.layout()
    problem = try Problem(subject, layout, tensors, slopes: tensors.slope)
    longRuns =
      Role.longRun.takesPart(in: subject)
      ? try Problem.longRuns(subject, tensors) : nil
    x = try AlignedBuffer(tensors.x)
    gradient = try AlignedBuffer(subject.direction == .forward ? [] : tensors.gradient)
    let isSecondOrder = subject.direction == .doubleBackward
    let direction = isSecondOrder ? tensors.direction(slopes: layout.channels) : (u: [], v: [])
    (u, v) = (try AlignedBuffer(direction.u), try AlignedBuffer(direction.v))
    secondOutput = try AlignedBuffer(count: isSecondOrder ? layout.count : 0)
    output = try AlignedBuffer(count: layout.count)
    temporaries = try (AlignedBuffer(count: layout.count), AlignedBuffer(count: layout.count))
    ones = try AlignedBuffer([Scalar](repeating: 1, count: layout.outer))
    arrays = NaiveArrays(
      x: x, gradient: gradient, slope: problem.slope, output: output, u: u, v: v,
      secondOutput: secondOutput)
  }

  /// Overwrites all outputs with what no contender may leave there.
  func spoilOutputs() {
    output.fill(.nan)
    secondOutput.fill(.nan)
    problem.slopeGradient.fill(.nan)
    longRuns?.slopeGradient.fill(.nan)
    arrays.spoilOutputs()
  }
}

/// What the naive loops read and write.
final class NaiveArrays<Scalar: BenchmarkScalar> {
  let x: [Scalar]
  let gradient: [Scalar]
  let slope: [Scalar]
  let u: [Scalar]
  let v: [Scalar]
  var output: [Scalar]
  var secondOutput: [Scalar]
  var slopeGradient: [Scalar]

  init(
    x: AlignedBuffer<Scalar>, gradient: AlignedBuffer<Scalar>, slope: AlignedBuffer<Scalar>,
    output: AlignedBuffer<Scalar>, u: AlignedBuffer<Scalar>, v: AlignedBuffer<Scalar>,
    secondOutput: AlignedBuffer<Scalar>
  ) {
    self.x = FreshArrays.copy(x.readOnly)
    self.gradient = FreshArrays.copy(gradient.readOnly)
    self.slope = FreshArrays.copy(slope.readOnly)
    self.output = FreshArrays.copy(output.readOnly)
    self.u = FreshArrays.copy(u.readOnly)
    self.v = FreshArrays.copy(v.readOnly)
    self.secondOutput = FreshArrays.copy(secondOutput.readOnly)
    slopeGradient = FreshArrays.copy(slope.readOnly)
  }

  func spoilOutputs() {
    output.withUnsafeMutableBufferPointer { $0.update(repeating: .nan) }
    secondOutput.withUnsafeMutableBufferPointer { $0.update(repeating: .nan) }
    slopeGradient.withUnsafeMutableBufferPointer { $0.update(repeating: .nan) }
  }
}
