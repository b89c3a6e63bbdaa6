// Conversions between Float and Double. They stand here because Swift has none between vectors that is
// sure to compile to vector instructions, neither of numbers nor of masks.
#pragma once

#include "Vectors.h"

/// The lanes where not `x > 0`.
PRELU_INLINE prelu_int64_x16 prelu_is_not_positive(prelu_float_x16 x) {
#if defined(__AVX512F__)
  // One comparison for the sixteen floats, and a mask register for each half.
  return __builtin_convertvector(~(x > 0), prelu_int64_x16);
#else
  // Without mask registers, masks of doubles are best made by comparing doubles.
  return ~(__builtin_convertvector(x, prelu_double_x16) > 0);
#endif
}

/// `a * b` in the lanes where not `x > 0`, and zeros in the others.
PRELU_INLINE prelu_double_x16 prelu_products(
    prelu_float_x16 x, prelu_float_x16 a, prelu_float_x16 b) {
  prelu_double_x16 products = __builtin_convertvector(a, prelu_double_x16) *
      __builtin_convertvector(b, prelu_double_x16);
  return (prelu_double_x16)((prelu_int64_x16)products & prelu_is_not_positive(x));
}

/// `sums + a * b` in the lanes where not `x > 0`, and `sums` in the others.
///
/// The product of two floats is exact in double, so that a fused multiply-add and a multiplication
/// followed by an addition have the same bits.
PRELU_INLINE prelu_double_x16 prelu_adding_products(
    prelu_double_x16 sums, prelu_float_x16 x, prelu_float_x16 a, prelu_float_x16 b) {
#if defined(__AVX512F__)
  // A masked fused multiply-add for each half. What remains costs four conversions: on Zen 5 they share two
  // pipes with the multiplications and comparisons.
  prelu_double_x16 wide_a = __builtin_convertvector(a, prelu_double_x16);
  prelu_double_x16 wide_b = __builtin_convertvector(b, prelu_double_x16);
  return prelu_is_not_positive(x) ? __builtin_elementwise_fma(wide_a, wide_b, sums) : sums;
#else
  return sums + prelu_products(x, a, b);
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
