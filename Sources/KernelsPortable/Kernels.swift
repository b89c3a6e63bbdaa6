public import KernelCore

// The entry points of one build of the kernels. This file stands once and is linked into every kernel
// module, each of which compiles it for its own instruction set.

/// Gives the specialisations of this module symbols of their own.
enum Marker: KernelInstructionSet {}

/// The kernels of this module for Float.
public enum FloatKernels: KernelSet {
  public static func forward(_ call: borrowing KernelCall<Float>) {
    KernelCore.forward(Marker.self, call)
  }

  public static func backward(_ call: borrowing KernelCall<Float>) {
    KernelCore.backward(Marker.self, call)
  }

  public static func rectify(_ call: borrowing RectifierCall<Float>) {
    KernelCore.rectify(Marker.self, call)
  }

  public static func finish(
    _ sums: UnsafePointer<Double>, count: Int, into gradients: UnsafeMutablePointer<Float>,
    accumulating: Bool
  ) {
    unsafe KernelCore.finish(
      Marker.self, sums, count: count, into: gradients, accumulating: accumulating)
  }
}

/// The kernels of this module for Double.
public enum DoubleKernels: KernelSet {
  public static func forward(_ call: borrowing KernelCall<Double>) {
    KernelCore.forward(Marker.self, call)
  }

  public static func backward(_ call: borrowing KernelCall<Double>) {
    KernelCore.backward(Marker.self, call)
  }

  public static func rectify(_ call: borrowing RectifierCall<Double>) {
    KernelCore.rectify(Marker.self, call)
  }

  public static func finish(
    _ sums: UnsafePointer<Double>, count: Int, into gradients: UnsafeMutablePointer<Double>,
    accumulating: Bool
  ) {
    unsafe KernelCore.finish(
      Marker.self, sums, count: count, into: gradients, accumulating: accumulating)
  }
}
