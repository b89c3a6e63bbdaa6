import CPReLU
import CPReLUHeader
import PReLUKernels

/// A type of number of the C interface, with the functions that serve it alone.
protocol CNumber: PReLUScalar, BitwiseCopyable {
  /// What C has for it: the number itself, or its bits.
  associatedtype Bits: BitwiseCopyable

  /// The nearest number to `value`.
  init(_ value: Double)

  /// The same number in a type that has all of them.
  var wide: Double { get }

  static var doubleBackward: CDoubleBackward<Bits> { get }
  static var rectifiers: [CRectifier<Bits>] { get }
}

extension Float: CNumber {
  typealias Bits = Float
  var wide: Double { Double(self) }
  static var doubleBackward: CDoubleBackward<Bits> { prelu_double_backward_f32 }
}

extension Double: CNumber {
  typealias Bits = Double
  var wide: Double { self }
  static var doubleBackward: CDoubleBackward<Bits> { prelu_double_backward_f64 }
}

extension Float16: CNumber {
  typealias Bits = UInt16
  var wide: Double { Double(self) }
  static var doubleBackward: CDoubleBackward<Bits> { prelu_double_backward_f16 }
}

extension BFloat16: CNumber {
  typealias Bits = UInt16
  var wide: Double { Double(self) }
  static var doubleBackward: CDoubleBackward<Bits> { prelu_double_backward_bf16 }
}

typealias CDoubleBackward<Bits> = (
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Bits>?,
  _ slope: UnsafePointer<Bits>?, _ dy: UnsafePointer<Bits>?, _ ddx: UnsafePointer<Bits>?,
  _ ddslope: UnsafePointer<Bits>?, _ gx: UnsafeMutablePointer<Bits>?,
  _ gslope: UnsafeMutablePointer<Bits>?, _ gdy: UnsafeMutablePointer<Bits>?
) -> Int32

/// The number of a status, as functions return it.
func code(_ status: prelu_status) -> Int32 {
  Int32(status.rawValue)
}
