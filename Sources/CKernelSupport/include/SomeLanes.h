// Some lanes of a vector: lanes `skip ..< skip + count` from or to `count` elements of memory.
//
// Memory beyond these elements is not touched: masked-off lanes of AVX-512 and of VMASKMOV raise no fault,
// on which compilers rely as well. Lanes that are not loaded are zero. `count` may be 0 to 16 and `skip` at
// most 16 - count. Addresses of whole vectors are formed as integers, because they may lie beyond the object.
#pragma once

#include "Halves.h"

// The address of lane `lane` where `first` points to lane `skip`.
#define PRELU_LANE(type, first, skip, lane) \
  ((type *)((uintptr_t)(first) + (uintptr_t)((int64_t)(lane) - (skip)) * sizeof(type)))

// Where there are no masks the elements go through an array, in pieces of 8, 4, 2 and 1, so that every copy has a
// size the compiler knows and none is a call.
#define PRELU_COPY_SOME(type, to, from, count)                                            \
  do {                                                                                    \
    const type *source = (from);                                                          \
    type *target = (to);                                                                  \
    if ((count) & 16) { __builtin_memcpy(target, source, 16 * sizeof(type)); break; }     \
    if ((count) & 8) { __builtin_memcpy(target, source, 8 * sizeof(type)); target += 8; source += 8; } \
    if ((count) & 4) { __builtin_memcpy(target, source, 4 * sizeof(type)); target += 4; source += 4; } \
    if ((count) & 2) { __builtin_memcpy(target, source, 2 * sizeof(type)); target += 2; source += 2; } \
    if ((count) & 1) { *target = *source; }                                               \
  } while (0)

#if defined(__AVX512F__)

PRELU_INLINE uint32_t prelu_lane_bits(int64_t skip, int64_t count) {
  return ((1u << count) - 1) << skip;
}

PRELU_INLINE prelu_float_x16 prelu_load_some_float(
    const float *first, int64_t skip, int64_t count) {
  return (prelu_float_x16)_mm512_maskz_loadu_ps(
      (__mmask16)prelu_lane_bits(skip, count), PRELU_LANE(const float, first, skip, 0));
}

PRELU_INLINE void prelu_store_some_float(
    prelu_float_x16 vector, float *first, int64_t skip, int64_t count) {
  _mm512_mask_storeu_ps(
      PRELU_LANE(float, first, skip, 0), (__mmask16)prelu_lane_bits(skip, count), (__m512)vector);
}

PRELU_INLINE prelu_double_x16 prelu_load_some_double(
    const double *first, int64_t skip, int64_t count) {
  uint32_t bits = prelu_lane_bits(skip, count);
  union { __m512d part[2]; prelu_double_x16 whole; } vector;
  vector.part[0] = _mm512_maskz_loadu_pd((__mmask8)bits, PRELU_LANE(const double, first, skip, 0));
  vector.part[1] =
      _mm512_maskz_loadu_pd((__mmask8)(bits >> 8), PRELU_LANE(const double, first, skip, 8));
  return vector.whole;
}

PRELU_INLINE void prelu_store_some_double(
    prelu_double_x16 vector, double *first, int64_t skip, int64_t count) {
  uint32_t bits = prelu_lane_bits(skip, count);
  _mm512_mask_storeu_pd(PRELU_LANE(double, first, skip, 0), (__mmask8)bits, (__m512d)vector.lo);
  _mm512_mask_storeu_pd(PRELU_LANE(double, first, skip, 8), (__mmask8)(bits >> 8), (__m512d)vector.hi);
}

#elif defined(__AVX2__)

// Lanes from `lane` on of the mask.
PRELU_INLINE __m256i prelu_float_mask(int64_t skip, int64_t count, int lane) {
  __m256i index = _mm256_add_epi32(
      _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7), _mm256_set1_epi32(lane - (int32_t)skip));
  return _mm256_andnot_si256(
      _mm256_cmpgt_epi32(_mm256_setzero_si256(), index),
      _mm256_cmpgt_epi32(_mm256_set1_epi32((int32_t)count), index));
}

PRELU_INLINE __m256i prelu_double_mask(int64_t skip, int64_t count, int lane) {
  __m256i index =
      _mm256_add_epi64(_mm256_setr_epi64x(0, 1, 2, 3), _mm256_set1_epi64x(lane - skip));
  return _mm256_andnot_si256(
      _mm256_cmpgt_epi64(_mm256_setzero_si256(), index),
      _mm256_cmpgt_epi64(_mm256_set1_epi64x(count), index));
}

PRELU_INLINE prelu_float_x16 prelu_load_some_float(
    const float *first, int64_t skip, int64_t count) {
  union { __m256 part[2]; prelu_float_x16 whole; } vector;
  for (int i = 0; i < 2; i++)
    vector.part[i] = _mm256_maskload_ps(
        PRELU_LANE(const float, first, skip, 8 * i), prelu_float_mask(skip, count, 8 * i));
  return vector.whole;
}

PRELU_INLINE void prelu_store_some_float(
    prelu_float_x16 whole, float *first, int64_t skip, int64_t count) {
  union { prelu_float_x16 whole; __m256 part[2]; } vector = {.whole = whole};
  for (int i = 0; i < 2; i++)
    _mm256_maskstore_ps(
        PRELU_LANE(float, first, skip, 8 * i), prelu_float_mask(skip, count, 8 * i), vector.part[i]);
}

PRELU_INLINE prelu_double_x16 prelu_load_some_double(
    const double *first, int64_t skip, int64_t count) {
  union { __m256d part[4]; prelu_double_x16 whole; } vector;
  for (int i = 0; i < 4; i++)
    vector.part[i] = _mm256_maskload_pd(
        PRELU_LANE(const double, first, skip, 4 * i), prelu_double_mask(skip, count, 4 * i));
  return vector.whole;
}

PRELU_INLINE void prelu_store_some_double(
    prelu_double_x16 whole, double *first, int64_t skip, int64_t count) {
  union { prelu_double_x16 whole; __m256d part[4]; } vector = {.whole = whole};
  for (int i = 0; i < 4; i++)
    _mm256_maskstore_pd(
        PRELU_LANE(double, first, skip, 4 * i), prelu_double_mask(skip, count, 4 * i), vector.part[i]);
}

#else

PRELU_INLINE prelu_float_x16 prelu_load_some_float(
    const float *first, int64_t skip, int64_t count) {
  union { float element[16]; prelu_float_x16 whole; } vector = {.element = {0}};
  PRELU_COPY_SOME(float, vector.element + skip, first, count);
  return vector.whole;
}

PRELU_INLINE void prelu_store_some_float(
    prelu_float_x16 whole, float *first, int64_t skip, int64_t count) {
  union { prelu_float_x16 whole; float element[16]; } vector = {.whole = whole};
  PRELU_COPY_SOME(float, first, vector.element + skip, count);
}

PRELU_INLINE prelu_double_x16 prelu_load_some_double(
    const double *first, int64_t skip, int64_t count) {
  union { double element[16]; prelu_double_x16 whole; } vector = {.element = {0}};
  PRELU_COPY_SOME(double, vector.element + skip, first, count);
  return vector.whole;
}

PRELU_INLINE void prelu_store_some_double(
    prelu_double_x16 whole, double *first, int64_t skip, int64_t count) {
  union { prelu_double_x16 whole; double element[16]; } vector = {.whole = whole};
  PRELU_COPY_SOME(double, first, vector.element + skip, count);
}

#endif

#if defined(__AVX512BW__) && defined(__AVX512VL__)

PRELU_INLINE prelu_uint16_x16 prelu_load_some_halves(
    const void *first, int64_t skip, int64_t count) {
  return (prelu_uint16_x16)_mm256_maskz_loadu_epi16(
      (__mmask16)prelu_lane_bits(skip, count), PRELU_LANE(const uint16_t, first, skip, 0));
}

PRELU_INLINE void prelu_store_some_halves(
    prelu_uint16_x16 vector, void *first, int64_t skip, int64_t count) {
  _mm256_mask_storeu_epi16(
      PRELU_LANE(uint16_t, first, skip, 0), (__mmask16)prelu_lane_bits(skip, count), (__m256i)vector);
}

#else

PRELU_INLINE prelu_uint16_x16 prelu_load_some_halves(
    const void *first, int64_t skip, int64_t count) {
  union { uint16_t element[16]; prelu_uint16_x16 whole; } vector = {.element = {0}};
  PRELU_COPY_SOME(uint16_t, vector.element + skip, first, count);
  return vector.whole;
}

PRELU_INLINE void prelu_store_some_halves(
    prelu_uint16_x16 whole, void *first, int64_t skip, int64_t count) {
  union { prelu_uint16_x16 whole; uint16_t element[16]; } vector = {.whole = whole};
  PRELU_COPY_SOME(uint16_t, first, vector.element + skip, count);
}

#endif

#undef PRELU_COPY_SOME
#undef PRELU_LANE
