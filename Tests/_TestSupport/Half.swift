public import PReLUKernels

/// A type of number of sixteen bits.
public protocol Half: PReLUScalar, Comparable, ExpressibleByFloatLiteral where Compute == Float {
  static var format: HalfFormat { get }

  var bitPattern: UInt16 { get }

  init(bitPattern: UInt16)
  init(_ value: Float)
  init(_ value: Double)
}

extension Float16: Half {
  public static var format: HalfFormat { .float16 }
}

extension BFloat16: Half {
  public static var format: HalfFormat { .bfloat16 }
}

/// The types of number of sixteen bits, as an argument of tests.
public enum HalfType: String, CaseIterable, Sendable {
  case float16
  case bfloat16

  public var type: any Half.Type {
    switch self {
    case .float16: Float16.self
    case .bfloat16: BFloat16.self
    }
  }
}

extension Half {
  /// Every bit pattern, in its order.
  @_specialize(where Self == Float16)
  @_specialize(where Self == BFloat16)
  public static func all() -> [Self] {
    (0...UInt16.max).map { Self(bitPattern: $0) }
  }

  /// The nearest number, by the format's definition.
  @inline(__always)
  public static func nearest(_ value: Double) -> Self {
    Self(bitPattern: format.nearest(value))
  }

  /// The nearest number to each, by the format's definition.
  @_specialize(where Self == Float16)
  @_specialize(where Self == BFloat16)
  public static func nearest(_ values: [Double]) -> [Self] {
    values.map { nearest($0) }
  }

  @_specialize(where Self == Float16)
  @_specialize(where Self == BFloat16)
  public static func nearest(_ values: [Float]) -> [Self] {
    values.map { nearest(Double($0)) }
  }
}

/// The same numbers, in the type that they are computed in.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Float16)
@_specialize(where Scalar == BFloat16)
public func widened<Scalar: PReLUScalar>(_ numbers: [Scalar]) -> [Float]
where Scalar.Compute == Float {
  numbers.map { $0._computed }
}

/// The same numbers in Double.
public func widenedTwice(_ numbers: [Float]) -> [Double] {
  numbers.map { Double($0) }
}
