internal import PReLUKernels

/// The function that a layer applies to each element of its product.
///
/// Formulas, edge cases and sources are those of `PReLU` and `Rectifier`, whose kernels compute them.
public enum Activation: Equatable, Hashable, Sendable {
  /// The product as it is.
  case none

  /// ReLU: `y = x < 0 ? 0 : x`.
  case relu

  /// Leaky ReLU: `y = x < 0 ? slope * x : x`, with a slope that is not learned.
  case leakyReLU(slope: Double = 0.01)

  /// PReLU with a slope for each channel, or for each output of a dense layer, that is learned from `initialSlope` on.
  case prelu(initialSlope: Double = 0.25)

  /// PReLU with one slope for the layer that is learned from `initialSlope` on.
  case preluShared(initialSlope: Double = 0.25)

  /// ELU: `y = x < 0 ? alpha * (exp(x) - 1) : x`.
  case elu(alpha: Double = 1)

  /// SELU, with the constants of its paper.
  case selu

  /// The slope on the negative side that He et al.'s formula of initialisation takes: that of Leaky ReLU, the first one of PReLU, 1
  /// without activation, and 0 of the others.
  public var initialNegativeSlope: Double {
    switch self {
    case .none: 1
    case .leakyReLU(let slope): slope
    case .prelu(let slope), .preluShared(let slope): slope
    case .relu, .elu, .selu: 0
    }
  }
}

extension Activation {
  /// The activation as kernels have it, with what its gradient is computed of.
  enum Function {
    case identity
    /// Whose gradient is one of the output: nothing but y is kept.
    case fromOutput(Rectifier)
    /// Whose gradient is one of the input.
    case fromInput(Rectifier)
    case prelu(Layout.Slopes)

    /// Whether the gradient takes the product, and the output is not enough.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    func needsProduct<Scalar: BLASScalar>(_ slopes: UnsafeBufferPointer<Scalar>) -> Bool {
      switch self {
      case .identity, .fromOutput: false
      case .fromInput: true
      // With a smaller slope, though one above 0, outputs may be numbers without all of their digits.
      case .prelu: unsafe slopes.contains { !($0 >= 0x1p-20 && $0.isFinite) }
      }
    }
  }

  /// ELU and SELU have their gradient from the output, which spares a second exponential.
  func function<Scalar: BLASScalar>(_: Scalar.Type) -> Function {
    switch self {
    case .none: .identity
    case .relu: .fromOutput(.relu)
    case .leakyReLU(let slope):
      // Only a slope above 0 leaves the sign of x in y.
      Scalar(slope) > 0
        ? .fromOutput(.leakyReLU(slope: slope)) : .fromInput(.leakyReLU(slope: slope))
    case .prelu: .prelu(.perChannel)
    case .preluShared: .prelu(.shared)
    case .elu(let alpha): .fromOutput(.elu(alpha: alpha))
    case .selu: .fromOutput(.selu())
    }
  }

  /// The slopes to begin with, for a layer of `channels`; `nil` where none are learned.
  func initialSlopes<Scalar: BLASScalar>(channels: Int, _: Scalar.Type) -> [Scalar]? {
    switch self {
    case .prelu(let slope): [Scalar](repeating: Scalar(slope), count: channels)
    case .preluShared(let slope): [Scalar(slope)]
    default: nil
    }
  }

  /// Throws unless the constants are finite, as the layer has them, and ELU's alpha above 0.
  func check<Scalar: BLASScalar>(_: Scalar.Type, of owner: String) throws(LayerError) {
    switch self {
    case .none, .relu, .selu: break
    case .leakyReLU(let slope), .prelu(let slope), .preluShared(let slope):
      guard Scalar(slope).isFinite else {
        throw .invalidSetting(
          layer: owner, setting: "slope", value: "\(slope)", allowed: "a finite number")
      }
    case .elu(let alpha):
      guard Scalar(alpha).isFinite, Scalar(alpha) > 0 else {
        throw .invalidSetting(
          layer: owner, setting: "alpha", value: "\(alpha)", allowed: "a finite number above 0")
      }
    }
  }
}
