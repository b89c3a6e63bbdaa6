import Dispatch
import Foundation
import PReLUKernels
import Synchronization
import Testing
import _TestSupport

/// Every one of the 2^32 numbers of Float. Takes minutes: `scripts/test --exhaustive`.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["PRELU_EXHAUSTIVE"] != nil,
    "takes minutes; scripts/test --exhaustive runs it"))
struct ExhaustiveTests {
  static let chunk = 1 << 20

  /// Calls `body` with all numbers of Float, many at a time, on all processors.
  private func forAllFloats(from first: UInt32 = 0, _ body: @Sendable ([Float]) -> Void) {
    let chunks = ((1 << 32) - Int(first)) / Self.chunk
    DispatchQueue.concurrentPerform(iterations: chunks) { index in
      let start = first + UInt32(index * Self.chunk)
      body((0..<UInt32(Self.chunk)).map { Float(bitPattern: start + $0) })
    }
  }

  /// ReLU, Leaky ReLU and PReLU have the bits of their formulas.
  @Test func bits() throws {
    let faults = Atomic(0)
    let layout = try Layout.shared(count: Self.chunk)
    forAllFloats { x in
      for named in RectifierCase.all.prefix(3) {
        let expected = named.nearest(x).y
        for set in InstructionSet.supported {
          let y = try? named.rectifier.forward(x, threads: .serial, instructionSet: set)
          if y.map({ difference($0, expected) }) != .some(.none) {
            faults.wrappingAdd(1, ordering: .relaxed)
          }
          guard case .leakyReLU(let slope) = named else { continue }
          let prelu = try? PReLU.forward(
            x, slope: [Float(slope)], layout: layout, threads: .serial, instructionSet: set)
          if prelu.map({ difference($0, expected) }) != .some(.none) {
            faults.wrappingAdd(1, ordering: .relaxed)
          }
        }
      }
    }
    #expect(faults.load(ordering: .relaxed) == 0)
  }

  /// ELU and SELU, and their gradients where g is 1, are as near to their formulas as they promise. Numbers that are not
  /// negative come back as they went in, or scaled.
  @Test func accuracy() throws {
    let cases = RectifierCase.all.suffix(5)
    let table = Table()
    let undecided = Atomic(0)
    forAllFloats(from: 0x8000_0000) { x in
      let exponentials = Exponentials(x)
      let ones = [Float](repeating: 1, count: x.count)
      var notDecided = 0
      for named in cases {
        let y = exponentials.nearest(
          scale: named.scale, minusOne: true, undecided: &notDecided)
        let derivative = exponentials.nearest(
          scale: named.scale, minusOne: false, undecided: &notDecided)
        for set in InstructionSet.supported {
          let rectifier = named.rectifier
          let results = try? (
            rectifier.forward(x, threads: .serial, instructionSet: set),
            rectifier.backward(x, gradient: ones, threads: .serial, instructionSet: set)
          )
          guard let results else { continue }
          var (worst, worstDerivative) = (Worst<Float>(), Worst<Float>())
          worst.compare(results.0, y, of: x)
          worstDerivative.compare(results.1, derivative, of: x)
          table.join(worst, "\(named), \(set), y", bound: named.bound(Float.self))
          table.join(
            worstDerivative, "\(named), \(set), derivative", bound: named.bound(Float.self))
        }
      }
      undecided.wrappingAdd(notDecided, ordering: .relaxed)
    }
    print("\(undecided.load(ordering: .relaxed)) too near to the middle to be decided")
    let rows = table.rows
    #expect(rows.count == cases.count * InstructionSet.supported.count * 2)
    for (name, row) in rows.sorted(by: { $0.key < $1.key }) {
      print("\(name): \(row.worst)")
      #expect(row.worst.distance <= row.bound, "\(name)")
    }
  }
}

/// What was found of each function.
private final class Table: @unchecked Sendable {
  private let lock = NSLock()
  private var found: [String: (worst: Worst<Float>, bound: UInt64)] = [:]

  func join(_ worst: Worst<Float>, _ name: String, bound: UInt64) {
    lock.withLock { found[name, default: (Worst(), bound)].worst.join(worst) }
  }

  var rows: [String: (worst: Worst<Float>, bound: UInt64)] { lock.withLock { found } }
}

extension RectifierCase {
  /// What exp(x), or exp(x) - 1, is multiplied by.
  fileprivate var scale: Float {
    switch self {
    case .relu, .leakyReLU: 1
    case .elu(let alpha): Float(alpha)
    case .selu(let alpha, let gamma): Float(gamma * alpha)
    }
  }
}
