// Numbers of sixteen bits, as they are written without vectors: each is converted, computed in Float and converted back.

/// A number of sixteen bits.
public protocol Half {
  init(rounding value: Float)
  var float: Float { get }
}

extension Float16: Half {
  @inline(__always)
  public init(rounding value: Float) { self.init(value) }
  @inline(__always)
  public var float: Float { Float(self) }
}

/// The upper half of a Float.
public struct UpperHalf: Half {
  var bits: UInt16

  /// The nearest one, ties to even; NaN stays NaN.
  @inline(__always)
  public init(rounding value: Float) {
    let whole = value.bitPattern
    bits =
      value.isNaN
      ? UInt16(whole >> 16) | 0x40 : UInt16((whole &+ 0x7FFF &+ (whole >> 16 & 1)) >> 16)
  }
  @inline(__always)
  public var float: Float { Float(bitPattern: UInt32(bits) << 16) }
}

/// Nested loops over `[outer, channels, inner]`.
public enum NaiveHalves {
  @_specialize(where Value == Float16)
  @_specialize(where Value == UpperHalf)
  public static func forward<Value: Half>(
    _ x: [Value], slope: [Float], outer: Int, inner: Int, into y: inout [Value]
  ) {
    for o in 0..<outer {
      for c in 0..<slope.count {
        for i in 0..<inner {
          let k = (o * slope.count + c) * inner + i
          let value = x[k].float
          y[k] = value < 0 ? Value(rounding: slope[c] * value) : x[k]
        }
      }
    }
  }

  @_specialize(where Value == Float16)
  @_specialize(where Value == UpperHalf)
  public static func backward<Value: Half>(
    _ x: [Value], slope: [Float], gradient g: [Value], outer: Int, inner: Int,
    inputGradient dx: inout [Value], slopeGradient: inout [Float]
  ) {
    for c in 0..<slope.count { slopeGradient[c] = 0 }
    for o in 0..<outer {
      for c in 0..<slope.count {
        for i in 0..<inner {
          let k = (o * slope.count + c) * inner + i
          let (value, gradient) = (x[k].float, g[k].float)
          if value > 0 {
            dx[k] = g[k]
          } else {
            dx[k] = Value(rounding: slope[c] * gradient)
            slopeGradient[c] += gradient * value
          }
        }
      }
    }
  }
}
