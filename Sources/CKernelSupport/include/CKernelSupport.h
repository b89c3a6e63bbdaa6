// What Swift cannot say.
#pragma once

#include <stdint.h>

#include "CPUFeatures.h"
#include "ProcessorAffinity.h"

// What kernels need of it. Everything below is inlined into the module that uses it and compiled for that
// module's instruction set; none of it has a symbol of its own.

#if defined(__AVX__)
#include <immintrin.h>
#endif

// Sums are the same bits everywhere: a product and a sum are never fused unless the source says so.
#pragma STDC FP_CONTRACT OFF

#define PRELU_INLINE static inline __attribute__((always_inline, unused))

// Swift sees these as SIMD16<Float>, SIMD16<Double>.
typedef float prelu_float_x16 __attribute__((ext_vector_type(16)));
typedef double prelu_double_x16 __attribute__((ext_vector_type(16)));
typedef int64_t prelu_int64_x16 __attribute__((ext_vector_type(16)));

/// `sums + x * g` in the lanes where not `x > 0`, and `sums` in the others.
///
/// The product of two floats is exact in double, so that a fused multiply-add and a multiplication
/// followed by an addition have the same bits. Stands here because Swift has no conversion between
/// vectors that is sure to compile to vector instructions, neither of numbers nor of masks.
PRELU_INLINE prelu_double_x16 prelu_adding_products(
    prelu_double_x16 sums, prelu_float_x16 x, prelu_float_x16 g) {
  prelu_double_x16 wide_x = __builtin_convertvector(x, prelu_double_x16);
  prelu_double_x16 wide_g = __builtin_convertvector(g, prelu_double_x16);
#if defined(__AVX512F__)
  // One comparison for the sixteen floats, and a masked fused multiply-add for each half: 60 GB/s from
  // the second-level cache on Sapphire Rapids where comparing doubles gave 52. What remains costs four
  // conversions of two operations each.
  prelu_int64_x16 keep = __builtin_convertvector(~(x > 0), prelu_int64_x16);
  return keep ? __builtin_elementwise_fma(wide_x, wide_g, sums) : sums;
#else
  // Without mask registers, masks of doubles are best made by comparing doubles.
  prelu_int64_x16 keep = ~(wide_x > 0);
  return sums + (prelu_double_x16)((prelu_int64_x16)(wide_x * wide_g) & keep);
#endif
}

// The first `count` elements (0 to 15) of a vector, the others zero, or left as they were in memory.
// Memory beyond the `count` elements is not touched: masked-off lanes of AVX-512 and of VMASKMOV raise no
// fault, on which compilers rely as well. Addresses are formed as integers, because those of the later
// parts of a vector may lie beyond the object.
#define PRELU_PART(type, pointer, index) \
  ((type *)((uintptr_t)(pointer) + (uintptr_t)(index) * sizeof(type)))

#if defined(__AVX512F__)

PRELU_INLINE prelu_float_x16 prelu_load_first_float(const float *from, int64_t count) {
  return (prelu_float_x16)_mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), from);
}

PRELU_INLINE void prelu_store_first_float(prelu_float_x16 vector, float *to, int64_t count) {
  _mm512_mask_storeu_ps(to, (__mmask16)((1u << count) - 1), (__m512)vector);
}

PRELU_INLINE prelu_double_x16 prelu_load_first_double(const double *from, int64_t count) {
  uint32_t mask = (1u << count) - 1;
  union { __m512d part[2]; prelu_double_x16 whole; } vector;
  vector.part[0] = _mm512_maskz_loadu_pd((__mmask8)mask, from);
  vector.part[1] = _mm512_maskz_loadu_pd((__mmask8)(mask >> 8), PRELU_PART(const double, from, 8));
  return vector.whole;
}

PRELU_INLINE void prelu_store_first_double(prelu_double_x16 vector, double *to, int64_t count) {
  uint32_t mask = (1u << count) - 1;
  _mm512_mask_storeu_pd(to, (__mmask8)mask, (__m512d)vector.lo);
  _mm512_mask_storeu_pd(PRELU_PART(double, to, 8), (__mmask8)(mask >> 8), (__m512d)vector.hi);
}

#elif defined(__AVX2__)

PRELU_INLINE __m256i prelu_mask_float(int64_t count) {
  return _mm256_cmpgt_epi32(
    _mm256_set1_epi32((int32_t)count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}

PRELU_INLINE __m256i prelu_mask_double(int64_t count) {
  return _mm256_cmpgt_epi64(_mm256_set1_epi64x(count), _mm256_setr_epi64x(0, 1, 2, 3));
}

PRELU_INLINE prelu_float_x16 prelu_load_first_float(const float *from, int64_t count) {
  union { __m256 part[2]; prelu_float_x16 whole; } vector;
  vector.part[0] = _mm256_maskload_ps(from, prelu_mask_float(count));
  vector.part[1] = _mm256_maskload_ps(PRELU_PART(const float, from, 8), prelu_mask_float(count - 8));
  return vector.whole;
}

PRELU_INLINE void prelu_store_first_float(prelu_float_x16 vector, float *to, int64_t count) {
  _mm256_maskstore_ps(to, prelu_mask_float(count), (__m256)vector.lo);
  _mm256_maskstore_ps(PRELU_PART(float, to, 8), prelu_mask_float(count - 8), (__m256)vector.hi);
}

PRELU_INLINE prelu_double_x16 prelu_load_first_double(const double *from, int64_t count) {
  union { __m256d part[4]; prelu_double_x16 whole; } vector;
  vector.part[0] = _mm256_maskload_pd(from, prelu_mask_double(count));
  vector.part[1] = _mm256_maskload_pd(PRELU_PART(const double, from, 4), prelu_mask_double(count - 4));
  vector.part[2] = _mm256_maskload_pd(PRELU_PART(const double, from, 8), prelu_mask_double(count - 8));
  vector.part[3] = _mm256_maskload_pd(PRELU_PART(const double, from, 12), prelu_mask_double(count - 12));
  return vector.whole;
}

PRELU_INLINE void prelu_store_first_double(prelu_double_x16 vector, double *to, int64_t count) {
  _mm256_maskstore_pd(to, prelu_mask_double(count), (__m256d)vector.lo.lo);
  _mm256_maskstore_pd(PRELU_PART(double, to, 4), prelu_mask_double(count - 4), (__m256d)vector.lo.hi);
  _mm256_maskstore_pd(PRELU_PART(double, to, 8), prelu_mask_double(count - 8), (__m256d)vector.hi.lo);
  _mm256_maskstore_pd(PRELU_PART(double, to, 12), prelu_mask_double(count - 12), (__m256d)vector.hi.hi);
}

#else

// No masks here: the elements go through an array, in pieces of 8, 4, 2 and 1, so that every copy has a
// size the compiler knows and none is a call.
#define PRELU_COPY_FIRST(type, to, from, count)                                           \
  do {                                                                                    \
    const type *source = (from);                                                          \
    type *target = (to);                                                                  \
    if ((count) & 8) { __builtin_memcpy(target, source, 8 * sizeof(type)); target += 8; source += 8; } \
    if ((count) & 4) { __builtin_memcpy(target, source, 4 * sizeof(type)); target += 4; source += 4; } \
    if ((count) & 2) { __builtin_memcpy(target, source, 2 * sizeof(type)); target += 2; source += 2; } \
    if ((count) & 1) { *target = *source; }                                               \
  } while (0)

PRELU_INLINE prelu_float_x16 prelu_load_first_float(const float *from, int64_t count) {
  union { float element[16]; prelu_float_x16 whole; } vector = {.element = {0}};
  PRELU_COPY_FIRST(float, vector.element, from, count);
  return vector.whole;
}

PRELU_INLINE void prelu_store_first_float(prelu_float_x16 whole, float *to, int64_t count) {
  union { prelu_float_x16 whole; float element[16]; } vector = {.whole = whole};
  PRELU_COPY_FIRST(float, to, vector.element, count);
}

PRELU_INLINE prelu_double_x16 prelu_load_first_double(const double *from, int64_t count) {
  union { double element[16]; prelu_double_x16 whole; } vector = {.element = {0}};
  PRELU_COPY_FIRST(double, vector.element, from, count);
  return vector.whole;
}

PRELU_INLINE void prelu_store_first_double(prelu_double_x16 whole, double *to, int64_t count) {
  union { prelu_double_x16 whole; double element[16]; } vector = {.whole = whole};
  PRELU_COPY_FIRST(double, to, vector.element, count);
}

#undef PRELU_COPY_FIRST

#endif
