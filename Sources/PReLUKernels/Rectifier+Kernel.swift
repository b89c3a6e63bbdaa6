internal import KernelCore

extension Rectifier {
  /// The constants of the kernel.
  @inline(always)
  var constants: RectifierConstants {
    switch function {
    case .relu: RectifierConstants()
    case .leakyReLU(let slope): RectifierConstants(negative: Self.factor(slope))
    case .elu(let alpha): RectifierConstants(negative: Self.factor(alpha))
    case .selu(let alpha, let gamma):
      RectifierConstants(negative: Self.factor(gamma * alpha), gamma: Self.factor(gamma))
    }
  }

  /// A constant of which every type of number holds as much as it is (`KernelScalar._factors`): a NaN without more than that.
  @inline(always)
  private static func factor(_ constant: Double) -> Double {
    constant.isNaN ? .nan : constant
  }

  /// The kernel that computes y of x.
  @inline(always)
  var forwardFunction: RectifierFunction {
    switch function {
    case .relu: .reluForward
    case .leakyReLU: .leakyReLUForward
    case .elu: .eluForward
    case .selu: .seluForward
    }
  }

  /// The kernel that computes dx of x and g.
  @inline(always)
  var backwardFunction: RectifierFunction {
    switch function {
    case .relu: .reluBackward
    case .leakyReLU: .leakyReLUBackward
    case .elu: .eluBackward
    case .selu: .seluBackward
    }
  }

  /// The kernel that computes dx of y and g. y has to be positive where x is (`checkOutputTells`).
  @inline(always)
  var backwardFromOutputFunction: RectifierFunction {
    switch function {
    case .relu: .reluBackward
    case .leakyReLU: .leakyReLUBackward
    case .elu: .eluBackwardFromOutput
    case .selu: .seluBackwardFromOutput
    }
  }

  /// Throws unless y is positive where x is, and tells x where it is not.
  func checkOutputTells<Scalar: PReLUScalar>(_: Scalar.Type) throws(PReLUError) {
    switch function {
    case .relu: break
    case .leakyReLU(let slope): try Self.check("slope", slope, Scalar.self)
    case .elu(let alpha): try Self.check("alpha", alpha, Scalar.self)
    case .selu(let alpha, let gamma):
      try Self.check("alpha", alpha, Scalar.self)
      try Self.check("gamma", gamma, Scalar.self)
      // Which may be 0 or infinite where neither of the two is.
      try Self.check("gamma * alpha", gamma * alpha, Scalar.self)
    }
  }

  /// Throws unless a constant, as the kernel has it, is above 0 and finite.
  private static func check<Scalar: PReLUScalar>(
    _ name: String, _ constant: Double, _: Scalar.Type
  ) throws(PReLUError) {
    let rounded = Scalar.Compute(constant)
    guard rounded > 0, rounded.isFinite else {
      throw .outputDoesNotTell(constant: name, value: constant)
    }
  }
}
