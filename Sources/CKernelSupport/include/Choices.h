// Choices between vectors, lane by lane, by the sign of a third.
#pragma once

#include "Vectors.h"

#define PRELU_CHOICES(type)                                                                        \
  /* `a` in the lanes where x < 0, which is false for -0 and NaN, and `b` in the others. */        \
  PRELU_INLINE prelu_##type##_x16 prelu_where_negative_##type(                                     \
      prelu_##type##_x16 x, prelu_##type##_x16 a, prelu_##type##_x16 b) {                          \
    return x < 0 ? a : b;                                                                          \
  }                                                                                                \
  /* The greater of `x` and `least`; anything where x is NaN. */                                   \
  PRELU_INLINE prelu_##type##_x16 prelu_clamped_##type(prelu_##type##_x16 x, type least) {         \
    return x < least ? (prelu_##type##_x16)least : x;                                              \
  }

PRELU_CHOICES(float)
PRELU_CHOICES(double)

#undef PRELU_CHOICES

// `a` in the lanes where not x > 0, which is true for 0 and NaN, and `b` in the others.
#if defined(__AVX512F__)

// What is chosen for dx and what is added to the sums depend on the same lanes. Left to the compiler, one would be the
// lanes where x > 0 and the other those where not, compared twice, and nothing would be multiplied under a mask.

PRELU_INLINE __mmask16 prelu_not_positive_float(__m512 x) {
  return _mm512_cmp_ps_mask(x, _mm512_setzero_ps(), _CMP_NGT_UQ);
}

PRELU_INLINE __mmask8 prelu_not_positive_double(__m512d x) {
  return _mm512_cmp_pd_mask(x, _mm512_setzero_pd(), _CMP_NGT_UQ);
}

PRELU_INLINE prelu_float_x16 prelu_where_not_positive_float(
    prelu_float_x16 x, prelu_float_x16 a, prelu_float_x16 b) {
  return (prelu_float_x16)_mm512_mask_mov_ps(
      (__m512)b, prelu_not_positive_float((__m512)x), (__m512)a);
}

PRELU_INLINE prelu_double_x16 prelu_where_not_positive_double(
    prelu_double_x16 x, prelu_double_x16 a, prelu_double_x16 b) {
  union { __m512d part[2]; prelu_double_x16 whole; } chosen;
  chosen.part[0] = _mm512_mask_mov_pd(
      (__m512d)b.lo, prelu_not_positive_double((__m512d)x.lo), (__m512d)a.lo);
  chosen.part[1] = _mm512_mask_mov_pd(
      (__m512d)b.hi, prelu_not_positive_double((__m512d)x.hi), (__m512d)a.hi);
  return chosen.whole;
}

#else

PRELU_INLINE prelu_float_x16 prelu_where_not_positive_float(
    prelu_float_x16 x, prelu_float_x16 a, prelu_float_x16 b) {
  return x > 0 ? b : a;
}

PRELU_INLINE prelu_double_x16 prelu_where_not_positive_double(
    prelu_double_x16 x, prelu_double_x16 a, prelu_double_x16 b) {
  return x > 0 ? b : a;
}

#endif
