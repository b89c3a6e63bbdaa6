/// The marker of one build of the kernels, declared by the module that is compiled for it.
///
/// Every function of this module is generic over such a marker, so that each build has symbols of its
/// own. Without it the specialisations of an inlinable function have the *same* symbol in every module,
/// the linker keeps one of them, and an AVX-512 build quietly runs SSE code, or an old CPU meets
/// AVX-512. `scripts/check-isa` proves that it has not happened.
public protocol KernelInstructionSet: Sendable {}
