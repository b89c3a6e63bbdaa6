import Foundation

/// Tests/Exact/exact.c, built and handed over by `scripts/test --exhaustive`. No test links it, so that the package does not
/// depend on MPFR.
public struct ExactLibrary: Sendable {
  /// Where the library is, if it was built.
  public static let path = ProcessInfo.processInfo.environment["PRELU_EXACT"]

  public struct NotUsable: Error {
    public let reason: String
  }

  typealias NearestFloat = @convention(c) (Float, Float, CInt) -> Float
  typealias Doubles =
    @convention(c) (
      Int, UnsafePointer<Double>, Int, UnsafePointer<Double>, CInt, UnsafeMutablePointer<Double>,
      UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>
    ) -> Void

  private let nearestFloat: NearestFloat
  private let doubles: Doubles

  /// Opens the library, which stays open.
  public init() throws {
    guard let path = Self.path, let library = dlopen(path, RTLD_NOW),
      let nearestFloat = dlsym(library, "exact_nearest_float"),
      let doubles = dlsym(library, "exact_doubles")
    else { throw NotUsable(reason: dlerror().map { String(cString: $0) } ?? "not built") }
    self.nearestFloat = unsafeBitCast(nearestFloat, to: NearestFloat.self)
    self.doubles = unsafeBitCast(doubles, to: Doubles.self)
  }

  /// The Float nearest to `scale * (exp(x) - 1)`, or to `scale * exp(x)`.
  public func nearest(_ x: Float, scale: Float, minusOne: Bool) -> Float {
    nearestFloat(x, scale, minusOne ? 1 : 0)
  }

  /// `scale * (exp(x) - 1)`, or `scale * exp(x)`, for each scale.
  public func values(_ x: [Double], scales: [Double], minusOne: Bool) -> [ExactDoubles] {
    let count = x.count * scales.count
    var nearest = [Double](repeating: 0, count: count)
    var (unit, rest) = (nearest, nearest)
    doubles(x.count, x, scales.count, scales, minusOne ? 1 : 0, &nearest, &unit, &rest)
    return scales.indices.map { index in
      let part = index * x.count..<(index + 1) * x.count
      return ExactDoubles(
        nearest: Array(nearest[part]), unit: Array(unit[part]), rest: Array(rest[part]))
    }
  }
}
