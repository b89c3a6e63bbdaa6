internal import PReLUKernels

// Numbers of sixteen bits, which C has no types for. Safe: the types have the size and the alignment of their bits, and any bits are
// a number.

@inline(always)
func numbers<Half: PReLUScalar>(
  _ bits: UnsafePointer<UInt16>?, _: Half.Type
) -> UnsafePointer<Half>? {
  unsafe bits.map { unsafe UnsafeRawPointer($0).assumingMemoryBound(to: Half.self) }
}

@inline(always)
func numbers<Half: PReLUScalar>(
  _ bits: UnsafeMutablePointer<UInt16>?, _: Half.Type
) -> UnsafeMutablePointer<Half>? {
  unsafe bits.map { unsafe UnsafeMutableRawPointer($0).assumingMemoryBound(to: Half.self) }
}
