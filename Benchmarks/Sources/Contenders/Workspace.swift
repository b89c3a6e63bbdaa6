import BLASComposed
import Buffers
import Cases
import Inputs
import NaiveLoops
import PReLUKernels
import Reference

/// A type that every contender can compute with.
typealias BenchmarkScalar = BLASScalar & NaiveScalar & PReLUScalar

/// The memory of one case: inputs and outputs that all contenders share, but for the naive loops,
/// which have copies in arrays.
final class Workspace<Scalar: BenchmarkScalar> {
  let subject: Case
  let layout: Layout
  let tensors: Tensors<Scalar>

  let x: AlignedBuffer<Scalar>
  let gradient: AlignedBuffer<Scalar>
  let slope: AlignedBuffer<Scalar>
  /// y, or dx.
  let output: AlignedBuffer<Scalar>
  let slopeGradient: AlignedBuffer<Scalar>
  let temporaries: (AlignedBuffer<Scalar>, AlignedBuffer<Scalar>)
  let ones: AlignedBuffer<Scalar>
  let arrays: NaiveArrays<Scalar>

  let outputCheck: OutputCheck<Scalar>
  /// `nil` forward.
  let slopeGradientCheck: SlopeGradientCheck<Scalar>?

  init(_ subject: Case, _ tensors: Tensors<Scalar>) throws {
    self.subject = subject
    self.tensors = tensors
    layout = try subject.layout()
    x = try AlignedBuffer(tensors.x)
    slope = try AlignedBuffer(tensors.slope)
    output = try AlignedBuffer(count: layout.count)
    temporaries = try (AlignedBuffer(count: layout.count), AlignedBuffer(count: layout.count))
    ones = try AlignedBuffer([Scalar](repeating: 1, count: layout.outer))
    slopeGradient = try AlignedBuffer(count: layout.channels)

    let reference = Reference(x: tensors.x, slope: tensors.slope, inner: layout.inner)
    switch subject.direction {
    case .forward:
      gradient = try AlignedBuffer(count: 0)
      outputCheck = try OutputCheck("y", expected: reference.forward())
      slopeGradientCheck = nil
    case .backward:
      gradient = try AlignedBuffer(tensors.gradient)
      outputCheck = try OutputCheck("dx", expected: reference.inputGradient(tensors.gradient))
      slopeGradientCheck = try SlopeGradientCheck(
        expected: reference.slopeGradient(tensors.gradient), terms: layout.outer * layout.inner)
    }
    arrays = NaiveArrays(x: x, gradient: gradient, slope: slope, output: output)
  }

  /// Overwrites all outputs with what no contender may leave there.
  func spoilOutputs() {
    output.fill(.nan)
    slopeGradient.fill(.nan)
    arrays.spoilOutputs()
  }
}

/// What the naive loops read and write.
final class NaiveArrays<Scalar: BenchmarkScalar> {
  let x: [Scalar]
  let gradient: [Scalar]
  let slope: [Scalar]
  var output: [Scalar]
  var slopeGradient: [Scalar]

  init(
    x: AlignedBuffer<Scalar>, gradient: AlignedBuffer<Scalar>, slope: AlignedBuffer<Scalar>,
    output: AlignedBuffer<Scalar>
  ) {
    self.x = FreshArrays.copy(x.readOnly)
    self.gradient = FreshArrays.copy(gradient.readOnly)
    self.slope = FreshArrays.copy(slope.readOnly)
    self.output = FreshArrays.copy(output.readOnly)
    slopeGradient = FreshArrays.copy(slope.readOnly)
  }

  func spoilOutputs() {
    output.withUnsafeMutableBufferPointer { $0.update(repeating: .nan) }
    slopeGradient.withUnsafeMutableBufferPointer { $0.update(repeating: .nan) }
  }
}
