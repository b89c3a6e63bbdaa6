/// The kernels of one instruction set for one type of number: what the schedule calls.
///
/// Those with slopes take the part of a tensor that they work on and its memory as `Block` says. The output may be x or g, and
/// overlaps with nothing else; the second output overlaps with nothing. There are sums, one a channel, where the block's sums are
/// wanted, and are overwritten. Stores are `nonTemporal` only where the output is none of the inputs, and aligned for its type; of two
/// outputs only where both stand in the same place of a cache line; the caller ends them (`KernelStores.end`).
///
/// Their arguments are not one structure: written field by field and read as vectors, as the compiler does, it would make the
/// processor wait until the fields have reached the cache, several nanoseconds a call.
public protocol KernelSet<Scalar>: Sendable {
  associatedtype Scalar: KernelScalar

  /// `y = x < 0 ? slope * x : x`.
  static func forward(
    _ block: Block, _ streams: Streams<Scalar>, _ slopes: SlopePointers<Scalar.Compute>,
    stores: KernelStores)

  /// `dx = x > 0 ? g : slope * g` where there is an output, and `sums[c]` = the sum of `g * x` where not `x > 0`
  /// where there are sums.
  static func backward(
    _ block: Block, _ streams: Streams<Scalar>, _ slopes: SlopePointers<Scalar.Compute>,
    sums: UnsafeMutablePointer<Double>?, stores: KernelStores)

  /// `x > 0 ? u : slope * u + v * x` where there is an output, `x > 0 ? 0 : v * g` where there is a second one, and `sums[c]` = the
  /// sum of `u * g` where not `x > 0` where there are sums.
  static func secondOrder(
    _ block: Block, _ streams: Streams<Scalar>, _ slopes: SlopePointers<Scalar.Compute>,
    sums: UnsafeMutablePointer<Double>?, stores: KernelStores)

  /// Computes `function` of each of `count` contiguous elements. The output may be x or g, and overlaps with nothing else.
  static func rectify(
    _ function: RectifierFunction, _ constants: RectifierConstants,
    _ streams: Streams<Scalar>, count: Int, stores: KernelStores)

  /// Rounds `count` sums to `gradients`, or adds them there, with one rounding each. If there is something to divide them by,
  /// they are divided first, where they stand.
  static func finish(
    _ sums: UnsafeMutablePointer<Double>, count: Int, dividedBy divisors: UnsafePointer<Scalar>?,
    into gradients: UnsafeMutablePointer<Scalar>, accumulating: Bool)

  /// Writes slopes as kernels take them: `axes`, the outermost first, say which slope stands at which place, and a table may say it of
  /// the inner ones once more. Writes up to fifteen places more.
  static func layOut(
    _ axes: UnsafeBufferPointer<SlopeAxis>, by table: PlaceTable?, _ slope: UnsafePointer<Scalar>,
    into places: UnsafeMutablePointer<Scalar.Compute>)

  /// Adds up the sums of each slope's places, axis by axis, the outermost first, and along an axis in the order of the places; overwrites
  /// `sums`, and places with sums of them. Reads up to fifteen places more, and writes up to seven sums more.
  static func foldPlaces(
    _ axes: UnsafeBufferPointer<SlopeAxis>, _ places: UnsafeMutablePointer<Double>,
    into sums: UnsafeMutablePointer<Double>)
}

/// The kernels of a module, which gives them the marker of its instruction set and a type, and nothing else.
public protocol InstantiatedKernels<Scalar>: KernelSet {
  associatedtype Marker: KernelInstructionSet
}

// Functions of their own in the module: nothing of C is inlined into the witnesses that call them.
extension InstantiatedKernels {
  @inlinable @inline(never)
  public static func forward(
    _ block: Block, _ streams: Streams<Scalar>, _ slopes: SlopePointers<Scalar.Compute>,
    stores: KernelStores
  ) {
    KernelCore.forward(Marker.self, block, streams, slopes, stores: stores)
  }

  @inlinable @inline(never)
  public static func backward(
    _ block: Block, _ streams: Streams<Scalar>, _ slopes: SlopePointers<Scalar.Compute>,
    sums: UnsafeMutablePointer<Double>?, stores: KernelStores
  ) {
    unsafe KernelCore.backward(Marker.self, block, streams, slopes, sums: sums, stores: stores)
  }

  @inlinable @inline(never)
  public static func secondOrder(
    _ block: Block, _ streams: Streams<Scalar>, _ slopes: SlopePointers<Scalar.Compute>,
    sums: UnsafeMutablePointer<Double>?, stores: KernelStores
  ) {
    unsafe KernelCore.secondOrder(Marker.self, block, streams, slopes, sums: sums, stores: stores)
  }

  @inlinable @inline(never)
  public static func rectify(
    _ function: RectifierFunction, _ constants: RectifierConstants,
    _ streams: Streams<Scalar>, count: Int, stores: KernelStores
  ) {
    KernelCore.rectify(Marker.self, function, constants, streams, count: count, stores: stores)
  }

  @inlinable @inline(never)
  public static func finish(
    _ sums: UnsafeMutablePointer<Double>, count: Int, dividedBy divisors: UnsafePointer<Scalar>?,
    into gradients: UnsafeMutablePointer<Scalar>, accumulating: Bool
  ) {
    unsafe KernelCore.finish(
      Marker.self, sums, count: count, dividedBy: divisors, into: gradients,
      accumulating: accumulating)
  }

  @inlinable @inline(never)
  public static func layOut(
    _ axes: UnsafeBufferPointer<SlopeAxis>, by table: PlaceTable?, _ slope: UnsafePointer<Scalar>,
    into places: UnsafeMutablePointer<Scalar.Compute>
  ) {
    unsafe KernelCore.layOut(Marker.self, axes, by: table, slope, into: places)
  }

  @inlinable @inline(never)
  public static func foldPlaces(
    _ axes: UnsafeBufferPointer<SlopeAxis>, _ places: UnsafeMutablePointer<Double>,
    into sums: UnsafeMutablePointer<Double>
  ) {
    unsafe KernelCore.foldPlaces(Marker.self, axes, places, into: sums)
  }
}
