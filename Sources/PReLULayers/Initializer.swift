/// Where the weights of a layer come from at first.
public enum Initializer: Equatable, Sendable {
  /// The connections that a variance is divided by.
  public enum Fan: Equatable, Sendable {
    /// Those into an output, so that activations keep their variance.
    case fanIn
    /// Those out of an input, so that gradients keep theirs.
    case fanOut
  }

  /// Normal with mean 0 and standard deviation `sqrt(2 / ((1 + a^2) n))`, a being the slope on the negative side and n the fan.
  ///
  /// Source: He, Zhang, Ren and Sun 2015, "Delving Deep into Rectifiers", equations 10, 14 and 15.
  case he(slope: Double = 0.25, Fan = .fanIn)

  /// Normal with mean 0 and standard deviation `sqrt(1 / n)`, n being the fan-in: for SELU.
  ///
  /// Source: LeCun, Bottou, Orr and Müller 1998, "Efficient BackProp".
  case leCunNormal

  /// `gain` times a matrix whose rows, or columns where they are fewer, are orthonormal: the outputs by all else. Where there are
  /// groups each has such a matrix, of its own outputs: every filter of a depthwise convolution has the norm `gain`.
  ///
  /// From the QR factorisation of a matrix of normal numbers, with the signs that make R's diagonal positive, without which it would
  /// not be uniformly distributed. Computed in Double by LAPACK, whose bits may differ between machines.
  ///
  /// Source: Saxe, McClelland and Ganguli 2014, "Exact Solutions to the Nonlinear Dynamics of Learning in Deep Linear Neural Networks".
  case orthogonal(gain: Double = 1)

  /// Every weight the same.
  case constant(Double)

  /// LeCun's with SELU, and He et al.'s with the activation's slope with another.
  public static func `default`(for activation: Activation) -> Initializer {
    activation == .selu ? .leCunNormal : .he(slope: activation.initialNegativeSlope)
  }

  /// Weights of a shape whose first dimension is the outputs, the second the inputs, those of one group where there are `groups`,
  /// and the others the window of a convolution.
  ///
  /// Numbers are computed in Double and rounded once, so Float and Double have the same from the same generator.
  ///
  /// - Throws: `LayerError.tooLarge` where the shape is too large; `.invalidSetting` where it has fewer than two dimensions or a
  ///   negative one, where `groups` is below 1 or does not divide the outputs, or where a constant of the initialiser is not finite
  ///   or makes a standard deviation that is not a finite number above 0, as the weights have it; `.factorisation` where LAPACK fails.
  public func values<Scalar: BLASScalar>(
    shape: [Int], groups: Int = 1, using generator: inout RandomGenerator
  ) throws(LayerError) -> [Scalar] {
    let count = try elementCount(shape, of: "an initialiser")
    guard shape.count >= 2 else {
      throw .invalidSetting(
        layer: "an initialiser", setting: "number of dimensions", value: "\(shape.count)",
        allowed: "2 or more")
    }
    try checkSetting("number of groups", groups, of: "an initialiser")
    guard shape[0] % groups == 0 else {
      throw .invalidSetting(
        layer: "an initialiser", setting: "number of groups", value: "\(groups)",
        allowed: "a divisor of \(shape[0]) outputs")
    }
    try checkConstant(Scalar.self)
    guard count > 0 else { return [] }
    let (fanIn, fanOut) = (count / shape[0], max(1, count / shape[1] / groups))
    switch self {
    case .he(let slope, let fan):
      let n = Double(fan == .fanIn ? fanIn : fanOut)
      return try Self.normal(count, (2 / ((1 + slope * slope) * n)).squareRoot(), &generator)
    case .leCunNormal:
      return try Self.normal(count, (1 / Double(fanIn)).squareRoot(), &generator)
    case .orthogonal(let gain):
      var values: [Scalar] = []
      for _ in 0..<groups {
        let matrix = try orthogonalMatrix(
          rows: shape[0] / groups, columns: fanIn, using: &generator)
        values += matrix.map { Scalar(gain * $0) }
      }
      return values
    case .constant(let value):
      return [Scalar](repeating: Scalar(value), count: count)
    }
  }

  private static func normal<Scalar: BLASScalar>(
    _ count: Int, _ deviation: Double, _ generator: inout RandomGenerator
  ) throws(LayerError) -> [Scalar] {
    guard Scalar(deviation).isFinite, Scalar(deviation) > 0 else {
      throw .invalidSetting(
        layer: "an initialiser", setting: "standard deviation", value: "\(deviation)",
        allowed: "a \(Scalar.self) that is finite and above 0")
    }
    return (0..<count).map { _ in Scalar(deviation * generator.normal()) }
  }

  /// Throws unless the constant is finite, as the weights have it.
  private func checkConstant<Scalar: BLASScalar>(_: Scalar.Type) throws(LayerError) {
    let (name, constant): (String, Double)
    switch self {
    case .he(let slope, _): (name, constant) = ("slope", slope)
    case .leCunNormal: return
    case .orthogonal(let gain): (name, constant) = ("gain", gain)
    case .constant(let value): (name, constant) = ("constant", value)
    }
    guard Scalar(constant).isFinite else {
      throw .invalidSetting(
        layer: "an initialiser", setting: name, value: "\(constant)",
        allowed: "a \(Scalar.self) that is finite")
    }
  }
}
