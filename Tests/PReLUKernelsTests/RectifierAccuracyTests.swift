import PReLUKernels
import Testing
import _TestSupport

/// ReLU, Leaky ReLU, ELU and SELU are as near to their formulas as they promise.
@Suite struct RectifierAccuracyTests {
  /// Each 65,521st bit pattern of Float, a prime, and those at which formulas part ways.
  static let floats =
    Float.specialValues
    + stride(from: 0, through: Int(UInt32.max), by: 65_521).map {
      Float(bitPattern: UInt32($0))
    }

  /// Numbers of every magnitude at which exp(x) - 1 is neither x nor -1, and more where it is not x.
  static let doubles: [Double] = {
    var generator = SplitMix64(seed: 20_161_116)
    return Double.specialValues
      + (0..<100_000).map { _ in
        let magnitude = Int(generator.next() % 80) - 66
        return -Double(sign: .plus, exponent: magnitude, significand: 1 + generator.unit())
      } + (0..<100_000).map { _ in -750 * generator.unit() }
  }()

  @Test(arguments: RectifierCase.all)
  func float(_ rectifier: RectifierCase) throws {
    try verify(rectifier, Self.floats)
  }

  @Test(arguments: RectifierCase.all)
  func double(_ rectifier: RectifierCase) throws {
    try verify(rectifier, Self.doubles)
  }

  private func verify<Scalar: Number>(_ rectifier: RectifierCase, _ x: [Scalar]) throws {
    let nearest = rectifier.nearest(x)
    let ones = [Scalar](repeating: 1, count: x.count)
    for instructionSet in InstructionSet.supported {
      let y = try rectifier.rectifier.forward(x, instructionSet: instructionSet)
      let dx = try rectifier.rectifier.backward(x, gradient: ones, instructionSet: instructionSet)
      var (worst, worstDerivative) = (Worst<Scalar>(), Worst<Scalar>())
      worst.compare(y, nearest.y, of: x)
      worstDerivative.compare(dx, nearest.derivative, of: x)
      let bound = rectifier.bound(Scalar.self)
      #expect(worst.distance <= bound, "\(rectifier), \(instructionSet), y \(worst)")
      #expect(
        worstDerivative.distance <= bound,
        "\(rectifier), \(instructionSet), derivative \(worstDerivative)")
    }
  }

  /// exp(x) - 1 of small numbers keeps all of its digits.
  @Test func nothingCancels() throws {
    let x: [Double] = [-1e-5, -1e-9, -1e-17, -1e-300]
    let y = try Rectifier.elu().forward(x)
    for (y, x) in zip(y, x) {
      #expect(abs(y - (x + x * x / 2 + x * x * x / 6)) <= y.ulp)
    }
  }

  @Test func edges() throws {
    let x: [Float] = [0, -0.0, .nan, .infinity, -.infinity]
    let elu = try Rectifier.elu(alpha: 2).forward(x)
    #expect(difference(elu, [0, -0.0, .nan, .infinity, -2]) == nil)
    let selu = try Rectifier.selu(alpha: 2, gamma: 3).forward(x)
    #expect(difference(selu, [0, -0.0, .nan, .infinity, -6]) == nil)
    let relu = try Rectifier.relu.forward(x)
    #expect(difference(relu, [0, -0.0, .nan, .infinity, 0]) == nil)
    let g: [Float] = [5, 5, 5, 5, 5]
    let eluGradient = try Rectifier.elu(alpha: 2).backward(x, gradient: g)
    #expect(difference(eluGradient, [10, 10, .nan, 5, 0]) == nil)
    let reluGradient = try Rectifier.relu.backward(x, gradient: g)
    #expect(difference(reluGradient, [0, 0, 0, 5, 0]) == nil)
  }
}
