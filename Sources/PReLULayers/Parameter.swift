/// What a parameter is, which decides how it is learned.
public enum ParameterKind: String, CaseIterable, Sendable {
  /// Factors of a product.
  case weight
  /// What is added to a product.
  case bias
  /// Slopes of a PReLU, which have no weight decay.
  case slope
}

/// Numbers that are learned, and the gradient of the loss to them.
///
/// An object, so that the layer that uses it and the optimiser that changes it mean the same numbers.
public final class Parameter<Scalar: BLASScalar> {
  /// What a parameter is.
  public typealias Kind = ParameterKind

  /// The layer's name, a dot and what it is there: `conv1.weight`.
  public let name: String

  /// The dimensions, row-major; their product is the number of elements.
  public let shape: [Int]

  /// What it is.
  public let kind: Kind

  /// The numbers, row-major.
  public internal(set) var values: [Scalar]

  /// The gradient of the loss to each of them, which `backward` overwrites; zeros before the first.
  public internal(set) var gradient: [Scalar]

  /// A parameter with these values.
  ///
  /// - Throws: `LayerError.countMismatch` where there are not as many values as the shape says.
  public init(name: String, shape: [Int], kind: Kind, values: [Scalar]) throws(LayerError) {
    self.name = name
    self.shape = shape
    self.kind = kind
    self.values = []
    gradient = []
    try Self.check(name, shape, values.count)
    self.values = values
    gradient = [Scalar](repeating: 0, count: values.count)
  }

  /// Puts other numbers in the place of the values: those of a file, say.
  ///
  /// - Throws: `LayerError.countMismatch` where there are not as many as there were.
  public func replaceValues(_ values: [Scalar]) throws(LayerError) {
    try Self.check(name, shape, values.count)
    self.values = values
  }

  /// Puts other numbers in the place of the gradient: for layers outside of the library.
  ///
  /// - Throws: `LayerError.countMismatch` where there are not as many as there were.
  public func replaceGradient(_ gradient: [Scalar]) throws(LayerError) {
    try Self.check(name, shape, gradient.count)
    self.gradient = gradient
  }

  private static func check(_ name: String, _ shape: [Int], _ actual: Int) throws(LayerError) {
    let expected = try elementCount(shape, of: name)
    guard actual == expected else {
      throw .countMismatch(
        layer: "the parameter '\(name)'", .values, expected: expected, actual: actual)
    }
  }
}
