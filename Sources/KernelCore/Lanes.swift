// Sixteen lanes at a time: the width of every kernel. Sixteen Double lanes of partial sums are a part of
// the contract of results (the same bits on every instruction set), and the number that x86-64-v2 can
// still hold in registers. A vector is one register, two or four, as the instruction set has it.

/// The number of lanes of a kernel's vectors.
@inlinable @inline(always)
var lanes: Int { 16 }

/// Sixteen elements from `pointer`.
@inlinable @inline(always)
func load<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ pointer: UnsafePointer<T>
) -> SIMD16<T.Compute> {
  // In bounds where the caller's sixteen elements are; the alignment of one will do.
  unsafe T._load(pointer)
}

/// Writes sixteen elements to `pointer`.
@inlinable @inline(always)
func store<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ vector: SIMD16<T.Compute>, _ pointer: UnsafeMutablePointer<T>
) {
  // In bounds where the caller's sixteen elements are; the alignment of one will do.
  unsafe T._store(vector, pointer)
}
