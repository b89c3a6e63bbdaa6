// Conversions between Float and Double. They stand here because Swift has none between vectors that is
// sure to compile to vector instructions, neither of numbers nor of masks.
#pragma once

#include "Choices.h"

#if defined(__AVX512F__)

/// `sums + a * b` in the lanes where not `x > 0`, and `sums` in the others.
///
/// The product of two floats is exact in double, so that a fused multiply-add and a multiplication
/// followed by an addition have the same bits.
PRELU_INLINE prelu_double_x16 prelu_adding_products(
    prelu_double_x16 sums, prelu_float_x16 x, prelu_float_x16 a, prelu_float_x16 b) {
  // One comparison for the sixteen floats, and a masked fused multiply-add for each half. What remains costs four conversions: on
  // Zen 5 they share two pipes with the multiplications and comparisons.
  __mmask16 keep = prelu_not_positive_float((__m512)x);
  prelu_double_x16 wide_a = __builtin_convertvector(a, prelu_double_x16);
  prelu_double_x16 wide_b = __builtin_convertvector(b, prelu_double_x16);
  union { __m512d part[2]; prelu_double_x16 whole; } vector;
  vector.part[0] = _mm512_mask3_fmadd_pd(
      (__m512d)wide_a.lo, (__m512d)wide_b.lo, (__m512d)sums.lo, (__mmask8)keep);
  vector.part[1] = _mm512_mask3_fmadd_pd(
      (__m512d)wide_a.hi, (__m512d)wide_b.hi, (__m512d)sums.hi, (__mmask8)(keep >> 8));
  return vector.whole;
}

#else

/// `a * b` in the lanes where not `x > 0`, and zeros in the others.
PRELU_INLINE prelu_double_x16 prelu_products(
    prelu_float_x16 x, prelu_float_x16 a, prelu_float_x16 b) {
  prelu_double_x16 products = __builtin_convertvector(a, prelu_double_x16) *
      __builtin_convertvector(b, prelu_double_x16);
  // Without mask registers, masks of doubles are best made by comparing doubles.
  return (prelu_double_x16)(
      (prelu_int64_x16)products & ~(__builtin_convertvector(x, prelu_double_x16) > 0));
}

/// `sums + a * b` in the lanes where not `x > 0`, and `sums` in the others.
PRELU_INLINE prelu_double_x16 prelu_adding_products(
    prelu_double_x16 sums, prelu_float_x16 x, prelu_float_x16 a, prelu_float_x16 b) {
  return sums + prelu_products(x, a, b);
}

#endif

/// Every lane rounded to float.
PRELU_INLINE prelu_float_x16 prelu_rounded(prelu_double_x16 vector) {
  return __builtin_convertvector(vector, prelu_float_x16);
}

/// Every lane as a double.
PRELU_INLINE prelu_double_x16 prelu_widened(prelu_float_x16 vector) {
  return __builtin_convertvector(vector, prelu_double_x16);
}
