public import PReLUKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

#if arch(x86_64) && !os(Windows)
  /// Numbers of eleven digits more than Double.
  public typealias Wide = Float80
#else
  /// The widest numbers here. What they say of Double is no more than that the results agree.
  public typealias Wide = Double
#endif

/// A rectifier, and its formulas in wide numbers.
public enum RectifierCase: Sendable, CustomStringConvertible {
  case relu
  case leakyReLU(slope: Double)
  case elu(alpha: Double)
  case selu(alpha: Double, gamma: Double)

  public static let all: [RectifierCase] = [
    .relu, .leakyReLU(slope: 0.01), .leakyReLU(slope: -2.5), .elu(alpha: 1), .elu(alpha: 1.37),
    .elu(alpha: 0.2), .selu(alpha: 1.6732632423543772848, gamma: 1.0507009873554804934),
    .selu(alpha: 0.8, gamma: 1.9),
  ]

  public var rectifier: Rectifier {
    switch self {
    case .relu: .relu
    case .leakyReLU(let slope): .leakyReLU(slope: slope)
    case .elu(let alpha): .elu(alpha: alpha)
    case .selu(let alpha, let gamma): .selu(alpha: alpha, gamma: gamma)
    }
  }

  public var description: String {
    switch self {
    case .relu: "ReLU"
    case .leakyReLU(let slope): "Leaky ReLU \(slope)"
    case .elu(let alpha): "ELU \(alpha)"
    case .selu(let alpha, let gamma): "SELU \(alpha) \(gamma)"
    }
  }

  /// How many units in the last place y, and dx where g is 1, may be from the nearest number.
  public func bound<Scalar: Number>(_: Scalar.Type) -> UInt64 {
    switch self {
    case .relu, .leakyReLU: 0
    case .elu(alpha: 1): Scalar.self == Float.self ? 1 : 2
    case .elu, .selu: 2
    }
  }

  /// What exp(x), or exp(x) - 1, is multiplied by.
  public func scale<Scalar: Number>(_: Scalar.Type = Scalar.self) -> Scalar {
    switch self {
    case .relu, .leakyReLU: 1
    case .elu(let alpha): Scalar(alpha)
    case .selu(let alpha, let gamma): Scalar(gamma * alpha)
    }
  }

  /// The nearest number to y, whose constants are those of the type.
  @inline(__always)
  public func y<Scalar: Number>(_ x: Scalar) -> Scalar {
    switch self {
    case .relu: x < 0 ? 0 : x
    case .leakyReLU(let slope): x < 0 ? Scalar(slope) * x : x
    case .elu(let alpha): x < 0 ? nearestProduct(Scalar(alpha), expm1(wide(x))) : x
    case .selu(let alpha, let gamma):
      x < 0 ? nearestProduct(Scalar(gamma * alpha), expm1(wide(x))) : Scalar(gamma) * x
    }
  }

  /// The nearest number to the derivative at x: dx where g is 1.
  @inline(__always)
  public func derivative<Scalar: Number>(_ x: Scalar) -> Scalar {
    switch self {
    case .relu: x > 0 ? 1 : 0
    case .leakyReLU(let slope): x > 0 ? 1 : Scalar(slope)
    case .elu(let alpha): x > 0 ? 1 : nearestProduct(Scalar(alpha), exp(wide(x)))
    case .selu(let alpha, let gamma):
      x > 0 ? Scalar(gamma) : nearestProduct(Scalar(gamma * alpha), exp(wide(x)))
    }
  }

  /// dx of y and g, computed in the type: the bits that the contract asks for.
  @inline(__always)
  public func dx<Scalar: Number>(output y: Scalar, gradient g: Scalar) -> Scalar {
    switch self {
    case .relu: y > 0 ? g : 0
    case .leakyReLU(let slope): y > 0 ? g : Scalar(slope) * g
    case .elu(let alpha): y > 0 ? g : g * (y + Scalar(alpha))
    case .selu(let alpha, let gamma):
      y > 0 ? Scalar(gamma) * g : g * (y + Scalar(gamma * alpha))
    }
  }
}

@inline(__always)
private func wide<Scalar: Number>(_ x: Scalar) -> Wide {
  if let x = x as? Float { return Wide(x) }
  if let x = x as? Double { return Wide(x) }
  fatalError("no type of the tests")
}

@inline(__always)
private func nearestProduct<Scalar: Number>(_ scale: Scalar, _ value: Wide) -> Scalar {
  Scalar(wide(scale) * value)
}

/// How many numbers lie between two, and 0 for two NaNs; zeros of different signs are one apart.
@inline(__always)
public func distance<Scalar: Number>(_ a: Scalar, _ b: Scalar) -> UInt64 {
  if a.isNaN || b.isNaN { return a.isNaN && b.isNaN ? 0 : .max }
  func place(_ x: Scalar) -> Int64 {
    if let x = x as? Float {
      let bits = Int64(x.bitPattern & 0x7fff_ffff)
      return x.sign == .minus ? -bits - 1 : bits
    }
    guard let x = x as? Double else { fatalError("no type of the tests") }
    let bits = Int64(x.bitPattern & 0x7fff_ffff_ffff_ffff)
    return x.sign == .minus ? -bits - 1 : bits
  }
  return place(a).subtractingReportingOverflow(place(b)).partialValue.magnitude
}

/// The greatest distance of results from the nearest numbers, and where it is.
public struct Worst<Scalar: Number>: CustomStringConvertible {
  public private(set) var distance: UInt64 = 0
  public private(set) var x: Scalar = 0
  /// The results, and those of them that are not the nearest number.
  public private(set) var (count, inexact) = (0, 0)

  public init() {}

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public mutating func compare(
    _ actual: UnsafeBufferPointer<Scalar>, _ nearest: UnsafeBufferPointer<Scalar>,
    of x: UnsafeBufferPointer<Scalar>
  ) {
    for index in x.indices where actual[index] != nearest[index] || actual[index] == 0 {
      let distance = _TestSupport.distance(actual[index], nearest[index])
      inexact += distance > 0 ? 1 : 0
      if distance > self.distance { (self.distance, self.x) = (distance, x[index]) }
    }
    count += x.count
  }

  public mutating func compare(_ actual: [Scalar], _ nearest: [Scalar], of x: [Scalar]) {
    actual.withUnsafeBufferPointer { actual in
      nearest.withUnsafeBufferPointer { nearest in
        x.withUnsafeBufferPointer { compare(actual, nearest, of: $0) }
      }
    }
  }

  /// Takes in what another comparison found.
  public mutating func join(_ other: Worst) {
    if other.distance > distance { (distance, x) = (other.distance, other.x) }
    inexact += other.inexact
    count += other.count
  }

  public var description: String {
    "at most \(distance) ULP, at \(x); \(inexact) of \(count) not the nearest number"
  }
}

extension RectifierCase {
  /// The nearest numbers to y and to the derivatives at x.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func nearest<Scalar: Number>(_ x: [Scalar]) -> (y: [Scalar], derivative: [Scalar]) {
    (x.map { y($0) }, x.map { derivative($0) })
  }
}
