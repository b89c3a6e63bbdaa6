public import KernelCore

// The entry points of one build of the kernels. This file stands once and is linked into every kernel
// module, each of which compiles it for its own instruction set.

/// Gives the specialisations of this module symbols of their own.
public enum ModuleMarker: KernelInstructionSet {}

/// The kernels of this module for Float.
public enum FloatKernels: InstantiatedKernels {
  public typealias Scalar = Float
  public typealias Marker = ModuleMarker
}

/// The kernels of this module for Double.
public enum DoubleKernels: InstantiatedKernels {
  public typealias Scalar = Double
  public typealias Marker = ModuleMarker
}

/// The kernels of this module for Float16.
public enum Float16Kernels: InstantiatedKernels {
  public typealias Scalar = Float16
  public typealias Marker = ModuleMarker
}

/// The kernels of this module for bfloat16.
public enum BFloat16Kernels: InstantiatedKernels {
  public typealias Scalar = BFloat16
  public typealias Marker = ModuleMarker
}
