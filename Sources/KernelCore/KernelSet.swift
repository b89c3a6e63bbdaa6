/// A call of a kernel: the part of a tensor and the memory it works on.
///
/// Pointers are those of `Block`. The output may be x or g, and overlaps with nothing else.
@safe public struct KernelCall<Scalar: KernelScalar> {
  public var block: Block
  public var streams: Streams<Scalar>
  public var slope: UnsafePointer<Scalar>
  /// One a channel, overwritten with the sums of the block; `nil` where none are wanted.
  public var sums: UnsafeMutablePointer<Double>?
  /// `nonTemporal` only where the output is none of the inputs, and aligned for its type.
  public var stores: KernelStores

  @inlinable @inline(always)
  public init(
    block: Block, streams: Streams<Scalar>, slope: UnsafePointer<Scalar>,
    sums: UnsafeMutablePointer<Double>?, stores: KernelStores
  ) {
    self.block = block
    self.streams = streams
    unsafe self.slope = slope
    unsafe self.sums = sums
    self.stores = stores
  }
}

/// The kernels of one instruction set for one type of number: what the schedule calls.
public protocol KernelSet<Scalar>: Sendable {
  associatedtype Scalar: KernelScalar

  /// `y = x < 0 ? slope * x : x`.
  static func forward(_ call: borrowing KernelCall<Scalar>)

  /// `dx = x > 0 ? g : slope * g` where there is an output, and `sums[c]` = the sum of `g * x` where not `x > 0`
  /// where there are sums.
  static func backward(_ call: borrowing KernelCall<Scalar>)

  /// Computes what the call's function says of every element.
  static func rectify(_ call: borrowing RectifierCall<Scalar>)

  /// Rounds `count` sums to `gradients`, or adds them there, with one rounding each.
  static func finish(
    _ sums: UnsafePointer<Double>, count: Int, into gradients: UnsafeMutablePointer<Scalar>,
    accumulating: Bool)
}
