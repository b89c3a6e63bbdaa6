// Conversions between Float and Double. They stand here because Swift has none between vectors that is
// sure to compile to vector instructions, neither of numbers nor of masks.
#pragma once

#include "Vectors.h"

/// `sums + x * g` in the lanes where not `x > 0`, and `sums` in the others.
///
/// The product of two floats is exact in double, so that a fused multiply-add and a multiplication
/// followed by an addition have the same bits.
PRELU_INLINE prelu_double_x16 prelu_adding_products(
    prelu_double_x16 sums, prelu_float_x16 x, prelu_float_x16 g) {
  prelu_double_x16 wide_x = __builtin_convertvector(x, prelu_double_x16);
  prelu_double_x16 wide_g = __builtin_convertvector(g, prelu_double_x16);
#if defined(__AVX512F__)
  // One comparison for the sixteen floats, and a masked fused multiply-add for each half. What remains
  // costs four conversions: on Zen 5 they share two pipes with the multiplications and comparisons.
  prelu_int64_x16 keep = __builtin_convertvector(~(x > 0), prelu_int64_x16);
  return keep ? __builtin_elementwise_fma(wide_x, wide_g, sums) : sums;
#else
  // Without mask registers, masks of doubles are best made by comparing doubles.
  prelu_int64_x16 keep = ~(wide_x > 0);
  return sums + (prelu_double_x16)((prelu_int64_x16)(wide_x * wide_g) & keep);
#endif
}

/// Every lane rounded to float.
PRELU_INLINE prelu_float_x16 prelu_rounded(prelu_double_x16 vector) {
  return __builtin_convertvector(vector, prelu_float_x16);
}

/// Every lane as a double.
PRELU_INLINE prelu_double_x16 prelu_widened(prelu_float_x16 vector) {
  return __builtin_convertvector(vector, prelu_double_x16);
}
