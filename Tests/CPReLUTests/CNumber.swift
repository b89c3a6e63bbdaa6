import CPReLU
import CPReLUHeader
import PReLUKernels
import _TestSupport

/// A type of number with the C functions that serve it.
protocol CNumber: Number {
  static func forward(
    _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Self>?,
    _ slope: UnsafePointer<Self>?, _ y: UnsafeMutablePointer<Self>?
  ) -> Int32

  static func backward(
    _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Self>?,
    _ slope: UnsafePointer<Self>?, _ dy: UnsafePointer<Self>?, _ dx: UnsafeMutablePointer<Self>?,
    _ dslope: UnsafeMutablePointer<Self>?
  ) -> Int32

  static func doubleBackward(
    _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Self>?,
    _ slope: UnsafePointer<Self>?, _ dy: UnsafePointer<Self>?, _ ddx: UnsafePointer<Self>?,
    _ ddslope: UnsafePointer<Self>?, _ gx: UnsafeMutablePointer<Self>?,
    _ gslope: UnsafeMutablePointer<Self>?, _ gdy: UnsafeMutablePointer<Self>?
  ) -> Int32
}

extension Float: CNumber {
  static func forward(
    _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Float>?,
    _ slope: UnsafePointer<Float>?, _ y: UnsafeMutablePointer<Float>?
  ) -> Int32 {
    prelu_forward_f32(outer, channels, inner, x, slope, y)
  }

  static func backward(
    _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Float>?,
    _ slope: UnsafePointer<Float>?, _ dy: UnsafePointer<Float>?,
    _ dx: UnsafeMutablePointer<Float>?, _ dslope: UnsafeMutablePointer<Float>?
  ) -> Int32 {
    prelu_backward_f32(outer, channels, inner, x, slope, dy, dx, dslope)
  }

  static func doubleBackward(
    _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Float>?,
    _ slope: UnsafePointer<Float>?, _ dy: UnsafePointer<Float>?, _ ddx: UnsafePointer<Float>?,
    _ ddslope: UnsafePointer<Float>?, _ gx: UnsafeMutablePointer<Float>?,
    _ gslope: UnsafeMutablePointer<Float>?, _ gdy: UnsafeMutablePointer<Float>?
  ) -> Int32 {
    prelu_double_backward_f32(
      outer, channels, inner, x, slope, dy, ddx, ddslope, gx, gslope, gdy)
  }
}

extension Double: CNumber {
  static func forward(
    _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Double>?,
    _ slope: UnsafePointer<Double>?, _ y: UnsafeMutablePointer<Double>?
  ) -> Int32 {
    prelu_forward_f64(outer, channels, inner, x, slope, y)
  }

  static func backward(
    _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Double>?,
    _ slope: UnsafePointer<Double>?, _ dy: UnsafePointer<Double>?,
    _ dx: UnsafeMutablePointer<Double>?, _ dslope: UnsafeMutablePointer<Double>?
  ) -> Int32 {
    prelu_backward_f64(outer, channels, inner, x, slope, dy, dx, dslope)
  }

  static func doubleBackward(
    _ outer: Int, _ channels: Int, _ inner: Int, _ x: UnsafePointer<Double>?,
    _ slope: UnsafePointer<Double>?, _ dy: UnsafePointer<Double>?, _ ddx: UnsafePointer<Double>?,
    _ ddslope: UnsafePointer<Double>?, _ gx: UnsafeMutablePointer<Double>?,
    _ gslope: UnsafeMutablePointer<Double>?, _ gdy: UnsafeMutablePointer<Double>?
  ) -> Int32 {
    prelu_double_backward_f64(
      outer, channels, inner, x, slope, dy, ddx, ddslope, gx, gslope, gdy)
  }
}

extension NumberType {
  var cType: any CNumber.Type {
    switch self {
    case .float: Float.self
    case .double: Double.self
    }
  }
}

/// The number of a status, as functions return it.
func code(_ status: prelu_status) -> Int32 {
  Int32(status.rawValue)
}
