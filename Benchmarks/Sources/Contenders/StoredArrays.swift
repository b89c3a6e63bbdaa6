import Buffers
import Cases
import NaiveLoops
import PReLUKernels

/// What nested loops over numbers of sixteen bits read and write.
protocol StoredArrays: AnyObject {
  var slopeGradient: [Float] { get }

  func spoilOutputs()
  func run(_ direction: Case.Direction, outer: Int, inner: Int)
  /// Calls `body` with the output as numbers of the same size.
  func withOutput<Value>(_ body: (UnsafeBufferPointer<Value>) throws -> Void) throws
}

/// The arrays of numbers that `Number` spells.
final class HalfArrays<Number: Half>: StoredArrays {
  private let x: [Number]
  private let gradient: [Number]
  private let slope: [Float]
  private var output: [Number]
  private(set) var slopeGradient: [Float]

  init<Value>(x: AlignedBuffer<Value>, gradient: AlignedBuffer<Value>, slope: [Float]) {
    func copy(_ buffer: AlignedBuffer<Value>) -> [Number] {
      // The same sixteen bits.
      buffer.readOnly.withMemoryRebound(to: Number.self) { FreshArrays.copy($0) }
    }
    self.x = copy(x)
    self.gradient = copy(gradient)
    self.slope = slope
    output = copy(x)
    slopeGradient = slope
  }

  func spoilOutputs() {
    output.withUnsafeMutableBufferPointer { $0.update(repeating: Number(rounding: .nan)) }
    slopeGradient.withUnsafeMutableBufferPointer { $0.update(repeating: .nan) }
  }

  func run(_ direction: Case.Direction, outer: Int, inner: Int) {
    if direction == .forward {
      NaiveHalves.forward(x, slope: slope, outer: outer, inner: inner, into: &output)
    } else {
      NaiveHalves.backward(
        x, slope: slope, gradient: gradient, outer: outer, inner: inner, inputGradient: &output,
        slopeGradient: &slopeGradient)
    }
  }

  func withOutput<Value>(_ body: (UnsafeBufferPointer<Value>) throws -> Void) throws {
    try output.withUnsafeBufferPointer { try $0.withMemoryRebound(to: Value.self, body) }
  }
}
