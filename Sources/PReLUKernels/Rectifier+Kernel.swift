internal import KernelCore

extension Rectifier {
  /// The kernel that computes y of x.
  func forwardFunction<Scalar: PReLUScalar>(_: Scalar.Type) -> RectifierFunction<Scalar> {
    switch function {
    case .relu: .reluForward
    case .leakyReLU(let slope): .leakyReLUForward(slope: Scalar(slope))
    case .elu(let alpha): .eluForward(alpha: Scalar(alpha))
    case .selu(let alpha, let gamma):
      .seluForward(gammaAlpha: Scalar(gamma * alpha), gamma: Scalar(gamma))
    }
  }

  /// The kernel that computes dx of x and g.
  func backwardFunction<Scalar: PReLUScalar>(_: Scalar.Type) -> RectifierFunction<Scalar> {
    switch function {
    case .relu: .reluBackward
    case .leakyReLU(let slope): .leakyReLUBackward(slope: Scalar(slope))
    case .elu(let alpha): .eluBackward(alpha: Scalar(alpha))
    case .selu(let alpha, let gamma):
      .seluBackward(gammaAlpha: Scalar(gamma * alpha), gamma: Scalar(gamma))
    }
  }

  /// The kernel that computes dx of y and g. y has to be positive where x is.
  func backwardFromOutputFunction<Scalar: PReLUScalar>(
    _: Scalar.Type
  ) throws(PReLUError) -> RectifierFunction<Scalar> {
    switch function {
    case .relu: return .reluBackward
    case .leakyReLU(let slope):
      try Self.check("slope", slope, Scalar.self)
      return .leakyReLUBackward(slope: Scalar(slope))
    case .elu(let alpha):
      try Self.check("alpha", alpha, Scalar.self)
      return .eluBackwardFromOutput(alpha: Scalar(alpha))
    case .selu(let alpha, let gamma):
      try Self.check("alpha", alpha, Scalar.self)
      try Self.check("gamma", gamma, Scalar.self)
      // Which may be 0 or infinite where neither of the two is.
      try Self.check("gamma * alpha", gamma * alpha, Scalar.self)
      return .seluBackwardFromOutput(gammaAlpha: Scalar(gamma * alpha), gamma: Scalar(gamma))
    }
  }

  /// Throws unless a constant, as the kernel has it, is above 0 and finite.
  private static func check<Scalar: PReLUScalar>(
    _ name: String, _ constant: Double, _: Scalar.Type
  ) throws(PReLUError) {
    let rounded = Scalar(constant)
    guard rounded > 0, rounded.isFinite else {
      throw .outputDoesNotTell(constant: name, value: constant)
    }
  }
}
