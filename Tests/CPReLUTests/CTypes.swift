import CPReLU
import CPReLUHeader
import PReLUKernels

/// The types of elements and of slopes that functions of PReLU serve.
protocol CTypes {
  associatedtype Scalar: CNumber
  associatedtype Slope: CNumber where Slope.Compute == Scalar.Compute

  static var forward: CForward<Scalar.Bits, Slope.Bits> { get }
  static var backward: CBackward<Scalar.Bits, Slope.Bits> { get }
  static var forwardBroadcast: CForwardBroadcast<Scalar.Bits, Slope.Bits> { get }
  static var backwardBroadcast: CBackwardBroadcast<Scalar.Bits, Slope.Bits> { get }
  /// `nil` where the types differ.
  static var doubleBackward: CDoubleBackward<Scalar.Bits>? { get }
}

extension CTypes {
  static var doubleBackward: CDoubleBackward<Scalar.Bits>? { nil }
}

extension CTypes where Scalar == Slope {
  static var doubleBackward: CDoubleBackward<Scalar.Bits>? { Scalar.doubleBackward }
}

extension CTypes {
  /// What the functions of the Swift interface compute.
  static func expected(
    _ x: [Scalar], _ slope: [Slope], _ dy: [Scalar], _ layout: Layout
  ) throws -> (y: [Scalar], dx: [Scalar], dslope: [Slope]) {
    var (y, dx, dslope) = (x, x, slope)
    var ySpan = y.mutableSpan
    try PReLU.forward(x.span, slope: slope.span, layout: layout, into: &ySpan)
    var dxSpan = dx.mutableSpan
    var dslopeSpan = dslope.mutableSpan
    try PReLU.backward(
      x.span, slope: slope.span, gradient: dy.span, layout: layout, inputGradient: &dxSpan,
      slopeGradient: &dslopeSpan, update: .overwrite)
    return (y, dx, dslope)
  }
}

typealias CForward<Bits, SlopeBits> = (
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Bits>?,
  _ slope: UnsafePointer<SlopeBits>?, _ y: UnsafeMutablePointer<Bits>?
) -> Int32

typealias CBackward<Bits, SlopeBits> = (
  _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Bits>?,
  _ slope: UnsafePointer<SlopeBits>?, _ dy: UnsafePointer<Bits>?,
  _ dx: UnsafeMutablePointer<Bits>?, _ dslope: UnsafeMutablePointer<SlopeBits>?
) -> Int32

typealias CForwardBroadcast<Bits, SlopeBits> = (
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<Bits>?, _ slope: UnsafePointer<SlopeBits>?, _ y: UnsafeMutablePointer<Bits>?
) -> Int32

typealias CBackwardBroadcast<Bits, SlopeBits> = (
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ x: UnsafePointer<Bits>?, _ slope: UnsafePointer<SlopeBits>?, _ dy: UnsafePointer<Bits>?,
  _ dx: UnsafeMutablePointer<Bits>?, _ dslope: UnsafeMutablePointer<SlopeBits>?
) -> Int32

enum F32: CTypes {
  typealias Scalar = Float
  typealias Slope = Float
  static var forward: CForward<Float, Float> { prelu_forward_f32 }
  static var backward: CBackward<Float, Float> { prelu_backward_f32 }
  static var forwardBroadcast: CForwardBroadcast<Float, Float> { prelu_forward_broadcast_f32 }
  static var backwardBroadcast: CBackwardBroadcast<Float, Float> { prelu_backward_broadcast_f32 }
}

enum F64: CTypes {
  typealias Scalar = Double
  typealias Slope = Double
  static var forward: CForward<Double, Double> { prelu_forward_f64 }
  static var backward: CBackward<Double, Double> { prelu_backward_f64 }
  static var forwardBroadcast: CForwardBroadcast<Double, Double> { prelu_forward_broadcast_f64 }
  static var backwardBroadcast: CBackwardBroadcast<Double, Double> { prelu_backward_broadcast_f64 }
}

enum F16: CTypes {
  typealias Scalar = Float16
  typealias Slope = Float16
  static var forward: CForward<UInt16, UInt16> { prelu_forward_f16 }
  static var backward: CBackward<UInt16, UInt16> { prelu_backward_f16 }
  static var forwardBroadcast: CForwardBroadcast<UInt16, UInt16> { prelu_forward_broadcast_f16 }
  static var backwardBroadcast: CBackwardBroadcast<UInt16, UInt16> { prelu_backward_broadcast_f16 }
}

enum BF16: CTypes {
  typealias Scalar = BFloat16
  typealias Slope = BFloat16
  static var forward: CForward<UInt16, UInt16> { prelu_forward_bf16 }
  static var backward: CBackward<UInt16, UInt16> { prelu_backward_bf16 }
  static var forwardBroadcast: CForwardBroadcast<UInt16, UInt16> { prelu_forward_broadcast_bf16 }
  static var backwardBroadcast: CBackwardBroadcast<UInt16, UInt16> { prelu_backward_broadcast_bf16 }
}

enum F16F32: CTypes {
  typealias Scalar = Float16
  typealias Slope = Float
  static var forward: CForward<UInt16, Float> { prelu_forward_f16_f32 }
  static var backward: CBackward<UInt16, Float> { prelu_backward_f16_f32 }
  static var forwardBroadcast: CForwardBroadcast<UInt16, Float> { prelu_forward_broadcast_f16_f32 }
  static var backwardBroadcast: CBackwardBroadcast<UInt16, Float> {
    prelu_backward_broadcast_f16_f32
  }
}

enum BF16F32: CTypes {
  typealias Scalar = BFloat16
  typealias Slope = Float
  static var forward: CForward<UInt16, Float> { prelu_forward_bf16_f32 }
  static var backward: CBackward<UInt16, Float> { prelu_backward_bf16_f32 }
  static var forwardBroadcast: CForwardBroadcast<UInt16, Float> { prelu_forward_broadcast_bf16_f32 }
  static var backwardBroadcast: CBackwardBroadcast<UInt16, Float> {
    prelu_backward_broadcast_bf16_f32
  }
}

/// The ends of the functions' names, as arguments of tests.
enum CTypeName: String, CaseIterable, Sendable {
  case f32
  case f64
  case f16
  case bf16
  case f16f32
  case bf16f32

  /// Those of one type, which every function has.
  static let pure: [CTypeName] = [.f32, .f64, .f16, .bf16]

  var types: any CTypes.Type {
    switch self {
    case .f32: F32.self
    case .f64: F64.self
    case .f16: F16.self
    case .bf16: BF16.self
    case .f16f32: F16F32.self
    case .bf16f32: BF16F32.self
    }
  }
}
