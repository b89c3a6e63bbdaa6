import Buffers
import Cases
import Foundation
import Inputs
import NaiveLoops
import PReLUKernels

/// A type that tensors are stored in, and that checks can compute with by way of Float.
protocol Storage: PReLUScalar, Sendable {
  init(rounding value: Float)
  var float: Float { get }
  /// The unit in the last place of 1.
  static var unit: Double { get }
  /// How nested loops spell numbers of sixteen bits.
  static var naive: (any Half.Type)? { get }
}

extension Float: Storage {
  init(rounding value: Float) { self = value }
  var float: Float { self }
  static var unit: Double { Double(ulpOfOne) }
  static var naive: (any Half.Type)? { nil }
}

extension Float16: Storage {
  static var unit: Double { Double(ulpOfOne) }
  static var naive: (any Half.Type)? { Float16.self }
}

extension BFloat16: Storage {
  init(rounding value: Float) { self.init(value) }
  var float: Float { Float(self) }
  static var unit: Double { 0x1p-7 }
  static var naive: (any Half.Type)? { UpperHalf.self }
}

/// The memory of a case of PReLU whose numbers are only stored in their type, or whose slopes are broadcast. The kernel is measured beside
/// the memory's speed and, where its slopes are not broadcast, nested loops.
final class StoredWorkspace<Value: Storage, Slope: Storage>
where Value.Compute == Float, Slope.Compute == Float {
  let subject: Case
  let layout: Layout
  let x, gradient, output: AlignedBuffer<Value>
  let slope, slopeGradient: AlignedBuffer<Slope>
  let expected: StoredReference<Value, Slope>
  let arrays: (any StoredArrays)?

  init(_ subject: Case) throws {
    self.subject = subject
    layout = try subject.layout()
    let tensors = Tensors<Float>.normal(count: subject.count, slopes: subject.slopeCount)
    x = try AlignedBuffer(tensors.x.map(Value.init(rounding:)))
    // Small, so that no sum is past Float16's greatest number.
    let g = subject.direction == .forward ? [] : tensors.gradient
    gradient = try AlignedBuffer(g.map { Value(rounding: 0x1p-6 * $0) })
    slope = try AlignedBuffer(tensors.slope.map(Slope.init(rounding:)))
    output = try AlignedBuffer(count: subject.count)
    slopeGradient = try AlignedBuffer(count: subject.slopeCount)
    expected = StoredReference(subject, layout, x: x, gradient: gradient, slope: slope)
    let slopes = slope.readOnly.map(\.float)
    arrays = Value.naive.map { [x, gradient] naive in
      func arrays<Number: Half>(_: Number.Type) -> any StoredArrays {
        HalfArrays<Number>(x: x, gradient: gradient, slope: slopes)
      }
      return arrays(naive)
    }
  }
}

extension StoredWorkspace: Participants {
  func spoilOutputs() {
    output.fill(Value(rounding: .nan))
    slopeGradient.fill(Slope(rounding: .nan))
    arrays?.spoilOutputs()
  }

  func kernelEntry(
    _ role: Role?, _ name: String, threads: Threads, stores: Stores,
    _ instructionSet: InstructionSet?
  ) -> Entry {
    let (x, slope, g, layout) = (x.readOnly, slope.readOnly, gradient.readOnly, layout)
    let (output, da) = (output.elements, slopeGradient.elements)
    if subject.direction == .forward {
      return Entry(role, name) {
        try PReLU.forward(
          x, slope: slope, layout: layout, into: output, threads: threads, stores: stores,
          instructionSet: instructionSet)
      } check: { [expected] in
        try expected.check(UnsafeBufferPointer(output))
      }
    }
    return Entry(role, name) {
      try PReLU.backward(
        x, slope: slope, gradient: g, layout: layout, inputGradient: output, slopeGradient: da,
        update: .overwrite, threads: threads, stores: stores, instructionSet: instructionSet)
    } check: { [expected] in
      try expected.check(UnsafeBufferPointer(output))
      try expected.check(slopeGradients: da.map { Double($0.float) }, unit: Slope.unit)
    }
  }

  func rivals(_ role: Role, threads: Int, _ instructionSet: InstructionSet?) -> [Entry] {
    guard role.takesPart(in: subject) else { return [] }
    let own = subject.threads.threads
    switch role {
    case .serialKernel:
      return [
        kernelEntry(
          role, "kernel, serial", threads: .serial, stores: .automatic, instructionSet)
      ]
    case .ordinaryStores:
      return [
        kernelEntry(
          role, "kernel, ordinary stores", threads: own, stores: .ordinary, instructionSet)
      ]
    case .nonTemporalStores:
      return [
        kernelEntry(
          role, "kernel, non-temporal stores", threads: own, stores: .nonTemporal, instructionSet)
      ]
    case .nestedLoops: return arrays.map { [nestedLoops($0)] } ?? []
    case .roofline:
      return rooflines(threads: threads)
    case .memcpy:
      return subject.memcpyEntries(from: x.start, to: output.start, threads: threads)
    case .longRun, .spans, .naiveLoops, .blas: return []
    }
  }

  /// Slopes that are broadcast are read once, and their gradients written; each of a run is one number for many.
  private func rooflines(threads: Int) -> [Entry] {
    let isBroadcast = subject.arrangement == .broadcast
    let isBackward = subject.direction == .backward
    let bytes = subject.count * subject.type.bytes
    let slopeBytes = min(slope.count * subject.type.slopeBytes, bytes)
    let gradients = isBroadcast && isBackward ? slopeGradient : nil
    let streams = Streams(
      destination: UnsafeMutableRawPointer(output.start),
      sources: [UnsafeRawPointer(x.start)] + (isBackward ? [UnsafeRawPointer(gradient.start)] : []),
      row: isBroadcast ? UnsafeRawPointer(slope.start) : nil, rowBytes: slopeBytes, bytes: bytes)
    return subject.rooflines(threads: threads) {
      streams.rooflineEntry(threads: $0, nonTemporal: $1) {
        if let gradients { memset(gradients.start, 0, slopeBytes) }
      }
    }
  }

  private func nestedLoops(_ arrays: any StoredArrays) -> Entry {
    Entry(.nestedLoops, "nested loops") { [subject, layout] in
      arrays.run(subject.direction, outer: layout.outer, inner: layout.inner)
    } check: { [expected, subject] in
      try arrays.withOutput { try expected.check($0) }
      guard subject.direction == .backward else { return }
      // Float's own sums, one after the other: within (n + 1) half units of the sum of magnitudes (Higham 2002, section 3.1).
      try expected.check(
        slopeGradients: arrays.slopeGradient.map(Double.init), unit: Float.unit,
        magnitudes: 0.5 * Float.unit)
    }
  }
}
