import Dispatch
import PReLUKernels
import Synchronization
import Testing
import _TestSupport

/// Every one of the 2^32 numbers of Float. Takes minutes: `scripts/test --exhaustive`.
@Suite(.enabled(if: ExactLibrary.path != nil, "takes minutes and MPFR; scripts/test --exhaustive"))
struct ExhaustiveTests {
  static let chunk = 1 << 20

  /// Calls `body` with the numbers of Float of some bit patterns, many at a time, on all processors.
  private func forFloats(_ patterns: Range<Int>, _ body: @Sendable ([Float]) -> Void) {
    DispatchQueue.concurrentPerform(iterations: patterns.count / Self.chunk) { index in
      let start = UInt32(patterns.lowerBound + index * Self.chunk)
      body((0..<UInt32(Self.chunk)).map { Float(bitPattern: start + $0) })
    }
  }

  /// ReLU, Leaky ReLU and PReLU have the bits of their formulas.
  @Test func bits() throws {
    let faults = Atomic(0)
    let layout = try Layout.shared(count: Self.chunk)
    forFloats(0..<1 << 32) { x in
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

  /// ELU and SELU, and their gradients where g is 1, have the bits of their formulas where x is not negative.
  @Test func notNegative() {
    let faults = Atomic(0)
    forFloats(0..<1 << 31) { x in
      let ones = [Float](repeating: 1, count: x.count)
      for named in RectifierCase.all.suffix(5) {
        let expected = named.nearest(x)
        let rectifier = named.rectifier
        for set in InstructionSet.supported {
          let y = try? rectifier.forward(x, threads: .serial, instructionSet: set)
          let dx = try? rectifier.backward(
            x, gradient: ones, threads: .serial, instructionSet: set)
          if y.map({ difference($0, expected.y) }) != .some(.none)
            || dx.map({ difference($0, expected.derivative) }) != .some(.none)
          {
            faults.wrappingAdd(1, ordering: .relaxed)
          }
        }
      }
    }
    #expect(faults.load(ordering: .relaxed) == 0)
  }

  /// ELU and SELU, and their gradients where g is 1, are as near to their formulas as they promise where x is negative.
  @Test func accuracy() throws {
    let cases = RectifierCase.all.suffix(5)
    let table = ResultTable<Worst<Float>>()
    let exact = try ExactLibrary()
    let settled = Atomic(0)
    forFloats(1 << 31..<1 << 32) { x in
      let exponentials = Exponentials(x)
      let ones = [Float](repeating: 1, count: x.count)
      var near = 0
      for named in cases {
        let y = exponentials.nearest(
          scale: named.scale(), minusOne: true, exact: exact, settled: &near)
        let derivative = exponentials.nearest(
          scale: named.scale(), minusOne: false, exact: exact, settled: &near)
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
          let (name, bound) = ("\(named), Float, \(set)", named.bound(Float.self))
          table.join(worst, "\(name), y", bound: bound)
          table.join(worstDerivative, "\(name), derivative", bound: bound)
        }
      }
      settled.wrappingAdd(near, ordering: .relaxed)
    }
    print("Float: \(settled.load(ordering: .relaxed)) near to the middle, settled by MPFR")
    #expect(settled.load(ordering: .relaxed) > 0)
    #expect(table.rows.count == cases.count * InstructionSet.supported.count * 2)
    for row in table.rows {
      print("\(row.name): \(row.worst)")
      #expect(row.worst.distance <= row.bound, "\(row.name)")
      #expect(row.worst.count == 1 << 31, "\(row.name)")
    }
  }
}
