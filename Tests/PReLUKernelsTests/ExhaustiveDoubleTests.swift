import Foundation
import PReLUKernels
import Synchronization
import Testing
import _TestSupport

/// ELU and SELU of Double against MPFR, on 10^8 random numbers. Takes minutes: `scripts/test --exhaustive`.
@Suite(.enabled(if: ExactLibrary.path != nil, "takes minutes and MPFR; scripts/test --exhaustive"))
struct ExhaustiveDoubleTests {
  static let selu = RectifierCase.selu(alpha: 1.6732632423543772848, gamma: 1.0507009873554804934)
  static let cases = [.elu(alpha: 1), .elu(alpha: 1.6732632423543772848), selu]

  let exact: ExactLibrary

  init() throws {
    exact = try ExactLibrary()
  }

  @Test func random() {
    let table = ResultTable<GreatestError>()
    let (chunk, chunks) = (100_000, 1_000)
    let done = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: chunks) { index in
      compare(NegativeDoubles.random(count: chunk, seed: UInt64(index)), table)
      let now = done.wrappingAdd(1, ordering: .relaxed).newValue
      if now % (chunks / 20) == 0 {
        print("Double: \(now * 100 / chunks) %")
        fflush(nil)
      }
    }
    verify(table, "random", count: chunk * chunks)
  }

  /// Numbers at which formulas part ways: those of every type, the breakpoints of the reduction and the multiples of log 2,
  /// where results become 1, -1, subnormal and 0, and where the kernels clamp; each with its neighbours.
  @Test func special() {
    let halves = (1...2_160).map { Double($0) * -0x1.62e42fefa39efp-2 }
    let others = [-0x1p-54, -0x1p-53, -36.74, -37.43, -40, -708.4, -745.14, -746]
    let x = (Double.specialValues + halves + others).flatMap { border in
      var (below, above) = (border, border)
      return [border]
        + (0..<32).flatMap { _ in
          below = below.nextDown
          above = above.nextUp
          return [below, above]
        }
    }.filter { !($0 > 0) }
    let table = ResultTable<GreatestError>()
    compare(x, table)
    verify(table, "special", count: x.count)
  }

  /// The exact numbers are what wider numbers say, as far as these go.
  @Test(
    .enabled(if: Wide.significandBitCount > Double.significandBitCount, "no wider numbers here"))
  func reference() {
    let x = NegativeDoubles.random(count: 100_000, seed: 1)
    for named in Self.cases {
      let nearest = named.nearest(x)
      for (minusOne, wide) in [(true, nearest.y), (false, nearest.derivative)] {
        let exact = exact.values(x, scales: [named.scale()], minusOne: minusOne)[0]
        // 11 digits more than Double has: five of the wide units, by which the functions and the product may err, are less
        // than a hundredth of a unit.
        for index in x.indices where wide[index] != exact.nearest[index] {
          #expect(exact.error(of: wide[index], at: index) < 0.51, "\(named), \(x[index])")
        }
        #expect(exact.rest.allSatisfy { abs($0) <= 0.5 })
      }
    }
  }

  private func compare(_ x: [Double], _ table: ResultTable<GreatestError>) {
    let ones = [Double](repeating: 1, count: x.count)
    for minusOne in [true, false] {
      let values = exact.values(x, scales: Self.cases.map { $0.scale() }, minusOne: minusOne)
      for (named, values) in zip(Self.cases, values) {
        for set in InstructionSet.supported {
          let result =
            minusOne
            ? try? named.rectifier.forward(x, threads: .serial, instructionSet: set)
            : try? named.rectifier.backward(
              x, gradient: ones, threads: .serial, instructionSet: set)
          guard let result else { continue }
          var worst = GreatestError()
          worst.compare(result, values, of: x)
          table.join(
            worst, "\(named), Double, \(set), \(minusOne ? "y" : "derivative")",
            bound: named.bound(Double.self))
        }
      }
    }
  }

  private func verify(_ table: ResultTable<GreatestError>, _ inputs: String, count: Int) {
    #expect(table.rows.count == Self.cases.count * InstructionSet.supported.count * 2)
    for row in table.rows {
      print("\(row.name), \(inputs): \(row.worst)")
      #expect(row.worst.error <= Double(row.bound), "\(row.name)")
      #expect(row.worst.count == count, "\(row.name)")
    }
  }
}
