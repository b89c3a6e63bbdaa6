public import KernelCore
internal import KernelsPortable

@_exported public import struct KernelCore.BFloat16

#if PRELU_X86_KERNELS
  internal import KernelsX86V2
  internal import KernelsX86V3
  internal import KernelsX86V4
#endif

/// A type of number that the kernels work on: Float, Double, Float16 or BFloat16.
///
/// The last two, the half types, are storage: arithmetic is Float's, and results have one rounding to the nearest, ties to even, at the end. Slopes
/// may have another type than activations, if both are computed in the same one: Float beside Float16, say. That one is the associated type `Compute`: Float, of Double Double. A function that is
/// generic over both says `where Slope.Compute == Scalar.Compute`.
///
/// The conformances are this package's own; a conformance added elsewhere would have no kernels.
public protocol PReLUScalar: KernelScalar {
  /// The kernels of an instruction set, which the caller has found to be supported.
  static func _kernels(_ instructionSet: InstructionSet) -> any KernelSet<Self>.Type
}

extension Float: PReLUScalar {
  public static func _kernels(_ instructionSet: InstructionSet) -> any KernelSet<Float>.Type {
    switch instructionSet {
    #if PRELU_X86_KERNELS
      case .v4: KernelsX86V4.FloatKernels.self
      case .v3: KernelsX86V3.FloatKernels.self
      case .v2: KernelsX86V2.FloatKernels.self
      case .portable: KernelsPortable.FloatKernels.self
    #else
      default: KernelsPortable.FloatKernels.self
    #endif
    }
  }
}

extension Double: PReLUScalar {
  public static func _kernels(_ instructionSet: InstructionSet) -> any KernelSet<Double>.Type {
    switch instructionSet {
    #if PRELU_X86_KERNELS
      case .v4: KernelsX86V4.DoubleKernels.self
      case .v3: KernelsX86V3.DoubleKernels.self
      case .v2: KernelsX86V2.DoubleKernels.self
      case .portable: KernelsPortable.DoubleKernels.self
    #else
      default: KernelsPortable.DoubleKernels.self
    #endif
    }
  }
}

extension Float16: PReLUScalar {
  public static func _kernels(_ instructionSet: InstructionSet) -> any KernelSet<Float16>.Type {
    switch instructionSet {
    #if PRELU_X86_KERNELS
      case .v4: KernelsX86V4.Float16Kernels.self
      case .v3: KernelsX86V3.Float16Kernels.self
      case .v2: KernelsX86V2.Float16Kernels.self
      case .portable: KernelsPortable.Float16Kernels.self
    #else
      default: KernelsPortable.Float16Kernels.self
    #endif
    }
  }
}

extension BFloat16: PReLUScalar {
  public static func _kernels(_ instructionSet: InstructionSet) -> any KernelSet<BFloat16>.Type {
    switch instructionSet {
    #if PRELU_X86_KERNELS
      case .v4: KernelsX86V4.BFloat16Kernels.self
      case .v3: KernelsX86V3.BFloat16Kernels.self
      case .v2: KernelsX86V2.BFloat16Kernels.self
      case .portable: KernelsPortable.BFloat16Kernels.self
    #else
      default: KernelsPortable.BFloat16Kernels.self
    #endif
    }
  }
}
