public import KernelCore

// The entry points of one build of the kernels. This file stands once and is linked into every kernel
// module, each of which compiles it for its own instruction set.

/// Gives the specialisations of this module symbols of their own.
enum Marker: KernelInstructionSet {}

/// The kernels of this module for Float.
public enum FloatKernels: KernelSet {
  public static func forwardRuns(
    _ block: Block, x: UnsafePointer<Float>, slope: UnsafePointer<Float>,
    y: UnsafeMutablePointer<Float>
  ) {
    unsafe KernelCore.forwardRuns(Marker.self, block, x: x, slope: slope, y: y)
  }

  public static func forwardRows(
    _ block: Block, x: UnsafePointer<Float>, slope: UnsafePointer<Float>,
    y: UnsafeMutablePointer<Float>
  ) {
    unsafe KernelCore.forwardRows(Marker.self, block, x: x, slope: slope, y: y)
  }

  public static func backwardRuns(
    _ block: Block, x: UnsafePointer<Float>, slope: UnsafePointer<Float>,
    g: UnsafePointer<Float>, dx: UnsafeMutablePointer<Float>, sums: UnsafeMutablePointer<Double>
  ) {
    unsafe KernelCore.backwardRuns(Marker.self, block, x: x, slope: slope, g: g, dx: dx, sums: sums)
  }

  public static func backwardRows(
    _ block: Block, x: UnsafePointer<Float>, slope: UnsafePointer<Float>,
    g: UnsafePointer<Float>, dx: UnsafeMutablePointer<Float>, sums: UnsafeMutablePointer<Double>
  ) {
    unsafe KernelCore.backwardRows(Marker.self, block, x: x, slope: slope, g: g, dx: dx, sums: sums)
  }
}

/// The kernels of this module for Double.
public enum DoubleKernels: KernelSet {
  public static func forwardRuns(
    _ block: Block, x: UnsafePointer<Double>, slope: UnsafePointer<Double>,
    y: UnsafeMutablePointer<Double>
  ) {
    unsafe KernelCore.forwardRuns(Marker.self, block, x: x, slope: slope, y: y)
  }

  public static func forwardRows(
    _ block: Block, x: UnsafePointer<Double>, slope: UnsafePointer<Double>,
    y: UnsafeMutablePointer<Double>
  ) {
    unsafe KernelCore.forwardRows(Marker.self, block, x: x, slope: slope, y: y)
  }

  public static func backwardRuns(
    _ block: Block, x: UnsafePointer<Double>, slope: UnsafePointer<Double>,
    g: UnsafePointer<Double>, dx: UnsafeMutablePointer<Double>, sums: UnsafeMutablePointer<Double>
  ) {
    unsafe KernelCore.backwardRuns(Marker.self, block, x: x, slope: slope, g: g, dx: dx, sums: sums)
  }

  public static func backwardRows(
    _ block: Block, x: UnsafePointer<Double>, slope: UnsafePointer<Double>,
    g: UnsafePointer<Double>, dx: UnsafeMutablePointer<Double>, sums: UnsafeMutablePointer<Double>
  ) {
    unsafe KernelCore.backwardRows(Marker.self, block, x: x, slope: slope, g: g, dx: dx, sums: sums)
  }
}
