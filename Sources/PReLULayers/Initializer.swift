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

  /// `gain` times a matrix whose rows, or columns where they are fewer, are orthonormal: the outputs by all else.
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
  /// - Throws: `LayerError.tooLarge` or `.invalidSetting` where the shape is too large or has fewer than two dimensions,
  ///   a negative one, or `groups` is below 1; `.factorisation` where LAPACK fails.
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
    guard count > 0 else { return [] }
    let (fanIn, fanOut) = (count / shape[0], max(1, count / shape[1] / groups))
    switch self {
    case .he(let slope, let fan):
      let n = Double(fan == .fanIn ? fanIn : fanOut)
      return Self.normal(count, (2 / ((1 + slope * slope) * n)).squareRoot(), &generator)
    case .leCunNormal:
      return Self.normal(count, (1 / Double(fanIn)).squareRoot(), &generator)
    case .orthogonal(let gain):
      return try orthogonalMatrix(rows: shape[0], columns: fanIn, using: &generator)
        .map { Scalar(gain * $0) }
    case .constant(let value):
      return [Scalar](repeating: Scalar(value), count: count)
    }
  }

  private static func normal<Scalar: BLASScalar>(
    _ count: Int, _ deviation: Double, _ generator: inout RandomGenerator
  ) -> [Scalar] {
    (0..<count).map { _ in Scalar(deviation * generator.normal()) }
  }
}
