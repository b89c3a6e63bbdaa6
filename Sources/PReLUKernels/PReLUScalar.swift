public import KernelCore
internal import KernelsPortable

#if PRELU_X86_KERNELS
  internal import KernelsX86V2
  internal import KernelsX86V3
  internal import KernelsX86V4
#endif

/// A type of number that the kernels work on: Float or Double.
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
