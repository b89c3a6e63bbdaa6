/// The kernels of one instruction set for one type of number: what the schedule calls.
///
/// A *run* kernel serves blocks whose runs are long; a *row* kernel serves blocks with `length` 1, where
/// the slopes are a vector. Both kernels of a direction compute the same function.
///
/// Pointers are those of `Block`. `y` may be `x`, and `dx` may be `g` or `x`; outputs overlap with nothing
/// else. `sums` has one element a channel, to which the backward kernels add the slope's gradient.
public protocol KernelSet<Scalar>: Sendable {
  associatedtype Scalar: KernelScalar

  /// `y = x < 0 ? slope * x : x`.
  static func forwardRuns(
    _ block: Block, x: UnsafePointer<Scalar>, slope: UnsafePointer<Scalar>,
    y: UnsafeMutablePointer<Scalar>)

  /// `y = x < 0 ? slope * x : x`.
  static func forwardRows(
    _ block: Block, x: UnsafePointer<Scalar>, slope: UnsafePointer<Scalar>,
    y: UnsafeMutablePointer<Scalar>)

  /// `dx = x > 0 ? g : slope * g`; `sums[c]` += the sum of `g * x` where not `x > 0`.
  static func backwardRuns(
    _ block: Block, x: UnsafePointer<Scalar>, slope: UnsafePointer<Scalar>,
    g: UnsafePointer<Scalar>, dx: UnsafeMutablePointer<Scalar>, sums: UnsafeMutablePointer<Double>)

  /// `dx = x > 0 ? g : slope * g`; `sums[c]` += the sum of `g * x` where not `x > 0`.
  static func backwardRows(
    _ block: Block, x: UnsafePointer<Scalar>, slope: UnsafePointer<Scalar>,
    g: UnsafePointer<Scalar>, dx: UnsafeMutablePointer<Scalar>, sums: UnsafeMutablePointer<Double>)
}
