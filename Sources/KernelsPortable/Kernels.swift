public import KernelCore

// The entry points of one build of the kernels. This file stands once and is linked into every kernel
// module, each of which compiles it for its own instruction set.

/// Gives the specialisations of this module symbols of their own.
enum Marker: KernelInstructionSet {}

/// The kernels of this module for Float.
public enum FloatKernels: KernelSet {
  public static func forward(
    _ block: Block, _ streams: Streams<Float>, _ slopes: SlopePointers<Float>, stores: KernelStores
  ) {
    KernelCore.forward(Marker.self, block, streams, slopes, stores: stores)
  }

  public static func backward(
    _ block: Block, _ streams: Streams<Float>, _ slopes: SlopePointers<Float>,
    sums: UnsafeMutablePointer<Double>?, stores: KernelStores
  ) {
    unsafe KernelCore.backward(Marker.self, block, streams, slopes, sums: sums, stores: stores)
  }

  public static func secondOrder(
    _ block: Block, _ streams: Streams<Float>, _ slopes: SlopePointers<Float>,
    sums: UnsafeMutablePointer<Double>?, stores: KernelStores
  ) {
    unsafe KernelCore.secondOrder(Marker.self, block, streams, slopes, sums: sums, stores: stores)
  }

  public static func rectify(
    _ function: RectifierFunction, _ constants: RectifierConstants,
    _ streams: Streams<Float>,
    count: Int, stores: KernelStores
  ) {
    KernelCore.rectify(Marker.self, function, constants, streams, count: count, stores: stores)
  }

  public static func finish(
    _ sums: UnsafeMutablePointer<Double>, count: Int, dividedBy divisors: UnsafePointer<Float>?,
    into gradients: UnsafeMutablePointer<Float>, accumulating: Bool
  ) {
    unsafe KernelCore.finish(
      Marker.self, sums, count: count, dividedBy: divisors, into: gradients,
      accumulating: accumulating)
  }
}

/// The kernels of this module for Double.
public enum DoubleKernels: KernelSet {
  public static func forward(
    _ block: Block, _ streams: Streams<Double>, _ slopes: SlopePointers<Double>,
    stores: KernelStores
  ) {
    KernelCore.forward(Marker.self, block, streams, slopes, stores: stores)
  }

  public static func backward(
    _ block: Block, _ streams: Streams<Double>, _ slopes: SlopePointers<Double>,
    sums: UnsafeMutablePointer<Double>?, stores: KernelStores
  ) {
    unsafe KernelCore.backward(Marker.self, block, streams, slopes, sums: sums, stores: stores)
  }

  public static func secondOrder(
    _ block: Block, _ streams: Streams<Double>, _ slopes: SlopePointers<Double>,
    sums: UnsafeMutablePointer<Double>?, stores: KernelStores
  ) {
    unsafe KernelCore.secondOrder(Marker.self, block, streams, slopes, sums: sums, stores: stores)
  }

  public static func rectify(
    _ function: RectifierFunction, _ constants: RectifierConstants,
    _ streams: Streams<Double>,
    count: Int, stores: KernelStores
  ) {
    KernelCore.rectify(Marker.self, function, constants, streams, count: count, stores: stores)
  }

  public static func finish(
    _ sums: UnsafeMutablePointer<Double>, count: Int, dividedBy divisors: UnsafePointer<Double>?,
    into gradients: UnsafeMutablePointer<Double>, accumulating: Bool
  ) {
    unsafe KernelCore.finish(
      Marker.self, sums, count: count, dividedBy: divisors, into: gradients,
      accumulating: accumulating)
  }
}
