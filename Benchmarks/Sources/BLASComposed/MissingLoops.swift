/// What BLAS has no function for: plain loops, as its users write them.
///
/// They are requirements with default bodies that are inlined into the witnesses of `Float` and
/// `Double`, so that the compiler vectorises them as it does in code that is written for one type.
public protocol MissingLoops: BinaryFloatingPoint {
  /// `result = min(x, 0)`.
  static func negativePart(
    _ count: Int, _ x: UnsafePointer<Self>, into result: UnsafeMutablePointer<Self>)

  /// `result = x > 0 ? 0 : g`.
  static func mask(
    _ count: Int, _ g: UnsafePointer<Self>, by x: UnsafePointer<Self>,
    into result: UnsafeMutablePointer<Self>)

  /// `result = (slope - 1) * min(x, 0)`.
  static func scaledNegativePart(
    _ count: Int, _ x: UnsafePointer<Self>, slope: UnsafePointer<Self>,
    into result: UnsafeMutablePointer<Self>)

  /// `result = (slope - 1) * (x > 0 ? 0 : g)`.
  static func scaledMask(
    _ count: Int, _ g: UnsafePointer<Self>, by x: UnsafePointer<Self>, slope: UnsafePointer<Self>,
    into result: UnsafeMutablePointer<Self>)

  /// `result = g * min(x, 0)`.
  static func negativeProduct(
    _ count: Int, _ g: UnsafePointer<Self>, _ x: UnsafePointer<Self>,
    into result: UnsafeMutablePointer<Self>)
}

extension MissingLoops {
  @inline(__always)
  public static func negativePart(
    _ count: Int, _ x: UnsafePointer<Self>, into result: UnsafeMutablePointer<Self>
  ) {
    for k in 0..<count {
      result[k] = x[k] < 0 ? x[k] : 0
    }
  }

  @inline(__always)
  public static func mask(
    _ count: Int, _ g: UnsafePointer<Self>, by x: UnsafePointer<Self>,
    into result: UnsafeMutablePointer<Self>
  ) {
    for k in 0..<count {
      let upstream = g[k]
      result[k] = x[k] > 0 ? 0 : upstream
    }
  }

  @inline(__always)
  public static func scaledNegativePart(
    _ count: Int, _ x: UnsafePointer<Self>, slope: UnsafePointer<Self>,
    into result: UnsafeMutablePointer<Self>
  ) {
    for k in 0..<count {
      result[k] = (slope[k] - 1) * (x[k] < 0 ? x[k] : 0)
    }
  }

  @inline(__always)
  public static func scaledMask(
    _ count: Int, _ g: UnsafePointer<Self>, by x: UnsafePointer<Self>, slope: UnsafePointer<Self>,
    into result: UnsafeMutablePointer<Self>
  ) {
    for k in 0..<count {
      let upstream = g[k]
      result[k] = (slope[k] - 1) * (x[k] > 0 ? 0 : upstream)
    }
  }

  @inline(__always)
  public static func negativeProduct(
    _ count: Int, _ g: UnsafePointer<Self>, _ x: UnsafePointer<Self>,
    into result: UnsafeMutablePointer<Self>
  ) {
    for k in 0..<count {
      result[k] = g[k] * (x[k] < 0 ? x[k] : 0)
    }
  }
}
