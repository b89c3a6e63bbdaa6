// Vectors in which a run ends and the next begins: the first `count` lanes, 1 to 15, belong to the one, the
// others to the other.
//
// Masks are loaded from tables. To make one of a number takes several instructions of the kind that kernels are
// short of: of runs of 49 elements, one vector in three is such a border.
#pragma once

#include "Conversions.h"

#if defined(__AVX512F__)

static const uint16_t prelu_first_bits[16] = {
    0x0000, 0x0001, 0x0003, 0x0007, 0x000f, 0x001f, 0x003f, 0x007f,
    0x00ff, 0x01ff, 0x03ff, 0x07ff, 0x0fff, 0x1fff, 0x3fff, 0x7fff,
};

/// A bit for every lane of the border's first run.
PRELU_INLINE __mmask16 prelu_first_lanes(int64_t count) {
  return _load_mask16((__mmask16 *)(prelu_first_bits + count));
}

/// `a` in the lanes of the first run, and `b` in the others.
PRELU_INLINE prelu_float_x16 prelu_border_float(
    int64_t count, prelu_float_x16 a, prelu_float_x16 b) {
  return (prelu_float_x16)_mm512_mask_blend_ps(prelu_first_lanes(count), (__m512)b, (__m512)a);
}

PRELU_INLINE prelu_double_x16 prelu_border_double(
    int64_t count, prelu_double_x16 a, prelu_double_x16 b) {
  const uint8_t *bits = (const uint8_t *)(prelu_first_bits + count);
  union { __m512d part[2]; prelu_double_x16 whole; } vector;
  vector.part[0] =
      _mm512_mask_blend_pd(_load_mask8((__mmask8 *)bits), (__m512d)b.lo, (__m512d)a.lo);
  vector.part[1] =
      _mm512_mask_blend_pd(_load_mask8((__mmask8 *)bits + 1), (__m512d)b.hi, (__m512d)a.hi);
  return vector.whole;
}

/// `prelu_adding_products` in the lanes of the first run.
PRELU_INLINE prelu_double_x16 prelu_adding_first_products(
    int64_t count, prelu_double_x16 sums, prelu_float_x16 x, prelu_float_x16 a,
    prelu_float_x16 b) {
  __mmask16 keep = _kand_mask16(
      prelu_first_lanes(count), prelu_not_positive_float((__m512)x));
  prelu_double_x16 wide_a = __builtin_convertvector(a, prelu_double_x16);
  prelu_double_x16 wide_b = __builtin_convertvector(b, prelu_double_x16);
  union { __m512d part[2]; prelu_double_x16 whole; } vector;
  vector.part[0] = _mm512_mask3_fmadd_pd(
      (__m512d)wide_a.lo, (__m512d)wide_b.lo, (__m512d)sums.lo, (__mmask8)keep);
  vector.part[1] = _mm512_mask3_fmadd_pd(
      (__m512d)wide_a.hi, (__m512d)wide_b.hi, (__m512d)sums.hi, (__mmask8)(keep >> 8));
  return vector.whole;
}

/// `prelu_products` in the lanes of the second run, and zeros in the others.
PRELU_INLINE prelu_double_x16 prelu_other_products(
    int64_t count, prelu_float_x16 x, prelu_float_x16 a, prelu_float_x16 b) {
  __mmask16 keep = _kandn_mask16(
      prelu_first_lanes(count), prelu_not_positive_float((__m512)x));
  prelu_double_x16 wide_a = __builtin_convertvector(a, prelu_double_x16);
  prelu_double_x16 wide_b = __builtin_convertvector(b, prelu_double_x16);
  union { __m512d part[2]; prelu_double_x16 whole; } vector;
  vector.part[0] = _mm512_maskz_mul_pd((__mmask8)keep, (__m512d)wide_a.lo, (__m512d)wide_b.lo);
  vector.part[1] =
      _mm512_maskz_mul_pd((__mmask8)(keep >> 8), (__m512d)wide_a.hi, (__m512d)wide_b.hi);
  return vector.whole;
}

#else

// From lane 16 - count on, ones for the first run and zeros for the second.
static const int32_t prelu_lanes_of_32[32] = {
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
};
static const int64_t prelu_lanes_of_64[32] = {
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
};

/// `a` in the lanes of the first run, and `b` in the others.
PRELU_INLINE prelu_float_x16 prelu_border_float(
    int64_t count, prelu_float_x16 a, prelu_float_x16 b) {
  typedef int32_t lanes __attribute__((ext_vector_type(16)));
  typedef int32_t unaligned __attribute__((ext_vector_type(16), aligned(4)));
  lanes first = *(const unaligned *)(prelu_lanes_of_32 + 16 - count);
  return first ? a : b;
}

PRELU_INLINE prelu_double_x16 prelu_border_double(
    int64_t count, prelu_double_x16 a, prelu_double_x16 b) {
  typedef int64_t unaligned __attribute__((ext_vector_type(16), aligned(8)));
  prelu_int64_x16 first = *(const unaligned *)(prelu_lanes_of_64 + 16 - count);
  return first ? a : b;
}

/// `prelu_adding_products` in the lanes of the first run.
PRELU_INLINE prelu_double_x16 prelu_adding_first_products(
    int64_t count, prelu_double_x16 sums, prelu_float_x16 x, prelu_float_x16 a,
    prelu_float_x16 b) {
  return sums + prelu_border_double(count, prelu_products(x, a, b), 0);
}

/// `prelu_products` in the lanes of the second run, and zeros in the others.
PRELU_INLINE prelu_double_x16 prelu_other_products(
    int64_t count, prelu_float_x16 x, prelu_float_x16 a, prelu_float_x16 b) {
  return prelu_border_double(count, 0, prelu_products(x, a, b));
}

#endif
