// PReLU itself, sixteen elements at a time. Everything else in this module is about reaching memory.

/// `y = x < 0 ? slope * x : x`
@inlinable @inline(always)
func forward<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, x: SIMD16<T>, slope: SIMD16<T>
) -> SIMD16<T> {
  x.replacing(with: slope * x, where: T._isNegative(x))
}

/// Returns `dx = x > 0 ? g : slope * g`, and adds `x > 0 ? 0 : g * x` to the sums, which are the gradient
/// to the slope.
@inlinable @inline(always)
func backward<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, x: SIMD16<T>, slope: SIMD16<T>, g: SIMD16<T>, sums: inout SIMD16<Double>
) -> SIMD16<T> {
  sums = T._addingProducts(sums, x: x, g: g)
  return g.replacing(with: slope * g, where: T._isNotPositive(x))
}
