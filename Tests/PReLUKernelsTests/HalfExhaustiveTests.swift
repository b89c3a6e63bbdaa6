import Foundation
import PReLUKernels
import Testing
import _TestSupport

/// All 65,536 numbers of Float16 and of bfloat16: results are the correctly rounded ones.
@Suite struct HalfExhaustiveTests {
  @Test(arguments: InstructionSet.supported)
  func float16(_ set: InstructionSet) throws {
    let numbers = (UInt16.min...UInt16.max).map { Float16(bitPattern: $0) }
    try verify(numbers, set) { Float16($0) }
  }

  @Test(arguments: InstructionSet.supported)
  func bfloat16(_ set: InstructionSet) throws {
    let numbers = (UInt16.min...UInt16.max).map { BFloat16(bitPattern: $0) }
    try verify(numbers, set) { BFloat16($0) }
  }

  /// Slopes of every kind that there is.
  private static let slopes: [Double] = [
    0.25, 0.01, -0.5, 2, 0, -0.0, 0x1p-14, 0x1p-20, 60000, .infinity, .nan,
  ]

  private func verify<Half: PReLUScalar>(
    _ x: [Half], _ set: InstructionSet, _ half: (Double) -> Half
  ) throws where Half.Compute == Float {
    let wide = x.map { Double($0._computed) }
    expect(
      try Rectifier.relu.forward(x, instructionSet: set), wide.map { half($0 < 0 ? 0 : $0) },
      x, "ReLU, \(set)")

    for slope in Self.slopes.map(half) {
      // Exact: the product has no more digits than Double.
      let expected = wide.map { half($0 < 0 ? Double(slope._computed) * $0 : $0) }
      let layout = try Layout.shared(count: x.count)
      let name = "slope \(slope), \(set)"
      expect(
        try PReLU.forward(x, slope: [slope], layout: layout, instructionSet: set), expected, x,
        "PReLU, \(name)")
      let leaky = Rectifier.leakyReLU(slope: Double(slope._computed))
      expect(try leaky.forward(x, instructionSet: set), expected, x, "Leaky ReLU, \(name)")
    }

    expect(
      try Rectifier.elu().forward(x, instructionSet: set),
      wide.map { rounded($0 < 0 ? expm1($0) : $0, half) }, x, "ELU, \(set)")
    let (alpha, gamma) = (1.6732632423543772848, 1.0507009873554804934)
    expect(
      try Rectifier.selu().forward(x, instructionSet: set),
      wide.map { rounded(gamma * ($0 < 0 ? alpha * expm1($0) : $0), half) }, x, "SELU, \(set)")

    // With other constants: what Float computes, rounded once.
    for alpha in [0.5, 1.5, 0.1] {
      for rectifier in [Rectifier.elu(alpha: alpha), .selu(alpha: alpha, gamma: 1.25)] {
        let float = try rectifier.forward(x.map(\._computed), instructionSet: set)
        expect(
          try rectifier.forward(x, instructionSet: set), float.map { half(Double($0)) }, x,
          "\(rectifier), \(set)")
      }
    }
  }

  /// The nearest number to what `value` is an approximation of, which has a relative error of a few times 2^-53: no tie is as near as
  /// 2^-40.
  private func rounded<Half: PReLUScalar>(
    _ value: Double, _ half: (Double) -> Half
  ) -> Half where Half.Compute == Float {
    let (below, above) = (half(value * (1 - 0x1p-40)), half(value * (1 + 0x1p-40)))
    #expect(below._computed == above._computed || value.isNaN, "\(value) is too near to a tie")
    return half(value)
  }

  /// Gradients of all numbers, for some upstream gradients: what Float computes, rounded once.
  @Test(arguments: InstructionSet.supported)
  func gradients(_ set: InstructionSet) throws {
    let bits = UInt16.min...UInt16.max
    try verifyGradients(bits.map { Float16(bitPattern: $0) }, set) { Float16($0) }
    try verifyGradients(bits.map { BFloat16(bitPattern: $0) }, set) { BFloat16($0) }
  }

  private func verifyGradients<Half: PReLUScalar>(
    _ x: [Half], _ set: InstructionSet, _ half: (Double) -> Half
  ) throws where Half.Compute == Float {
    let wide = x.map(\._computed)
    let layout = try Layout.shared(count: x.count)
    for gradient in [1, -0.3, 1_000, 0x1p-14, .infinity, .nan].map(half) {
      let g = [Half](repeating: gradient, count: x.count)
      let wideG = g.map(\._computed)
      for rectifier in [
        Rectifier.relu, .leakyReLU(slope: 0.01), .elu(), .elu(alpha: 0.5), .selu(),
      ] {
        let float = try rectifier.backward(wide, gradient: wideG, instructionSet: set)
        expect(
          try rectifier.backward(x, gradient: g, instructionSet: set),
          float.map { half(Double($0)) }, x, "\(rectifier), \(gradient), \(set)")
        let fromOutput = try rectifier.backward(output: wide, gradient: wideG, instructionSet: set)
        expect(
          try rectifier.backward(output: x, gradient: g, instructionSet: set),
          fromOutput.map { half(Double($0)) }, x, "of y, \(rectifier), \(gradient), \(set)")
      }
      for slope in [0.25, -0.5, 0x1p-20].map(half) {
        let float = try PReLU.inputGradient(
          wide, slope: [slope._computed], gradient: wideG, layout: layout, instructionSet: set)
        expect(
          try PReLU.inputGradient(
            x, slope: [slope], gradient: g, layout: layout, instructionSet: set),
          float.map { half(Double($0)) }, x, "PReLU, \(slope), \(gradient), \(set)")
      }
    }
  }

  /// The same bits, but that any NaN is as good as another.
  private func expect<Half: PReLUScalar>(
    _ actual: [Half], _ expected: [Half], _ x: [Half], _ name: String
  ) where Half.Compute == Float {
    let wrong = x.indices.filter {
      let (a, e) = (actual[$0]._computed, expected[$0]._computed)
      return a.bitPattern != e.bitPattern && !(a.isNaN && e.isNaN)
    }
    let first = wrong.prefix(3).map { "of \(x[$0]): \(actual[$0]), not \(expected[$0])" }
    #expect(wrong.isEmpty, "\(name): \(wrong.count) are wrong, \(first)")
  }
}
