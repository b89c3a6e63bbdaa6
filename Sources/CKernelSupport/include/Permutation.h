// Lanes of vectors by a table of their numbers, where that is an instruction.
#pragma once

#include "Vectors.h"

#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512VL__)

/// Whether the functions below are a few instructions.
PRELU_INLINE int prelu_permutes(void) { return 1; }

/// Writes the places of `16 * length` lanes among runs of `length` elements, 2 to 62: 0 for those of the first run that are
/// left behind `offset` of its elements, then `length` times each number from 1 on.
PRELU_INLINE void prelu_write_places(int64_t length, int64_t offset, uint8_t *places) {
  // n / length is n * (65536 / length + 1) / 65536, both rounded down, where n * length < 65536: here n is below
  // 17 * length, and 17 * 62 * 62 is 65348.
  __m256i reciprocal = _mm256_set1_epi16((int16_t)(65536 / length + 1));
  __m256i numbers = _mm256_add_epi16(
      _mm256_setr_epi16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
      _mm256_set1_epi16((int16_t)offset));
  for (int64_t i = 0; i < length; i++) {
    _mm_storeu_si128((__m128i *)(places + 16 * i),
        _mm256_cvtepi16_epi8(_mm256_mulhi_epu16(numbers, reciprocal)));
    numbers = _mm256_add_epi16(numbers, _mm256_set1_epi16(16));
  }
}

/// For each of sixteen `places` from 0 to 16, the lane of `first` that it says, and for 16 the lanes of `last`,
/// which are all the same.
PRELU_INLINE prelu_float_x16 prelu_permuted_float(
    prelu_float_x16 first, prelu_float_x16 last, const uint8_t *places) {
  __m512i indices = _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)places));
  return (prelu_float_x16)_mm512_permutex2var_ps((__m512)first, indices, (__m512)last);
}

PRELU_INLINE __m512d prelu_permuted_half(
    prelu_double_x16 first, prelu_double_x16 last, const uint8_t *places) {
  __m512i indices = _mm512_cvtepu8_epi64(_mm_loadl_epi64((const __m128i *)places));
  return _mm512_mask_mov_pd(
      _mm512_permutex2var_pd((__m512d)first.lo, indices, (__m512d)first.hi),
      _mm512_test_epi64_mask(indices, _mm512_set1_epi64(16)), (__m512d)last.lo);
}

PRELU_INLINE prelu_double_x16 prelu_permuted_double(
    prelu_double_x16 first, prelu_double_x16 last, const uint8_t *places) {
  union { __m512d part[2]; prelu_double_x16 whole; } vector;
  vector.part[0] = prelu_permuted_half(first, last, places);
  vector.part[1] = prelu_permuted_half(first, last, places + 8);
  return vector.whole;
}

#else

PRELU_INLINE int prelu_permutes(void) { return 0; }

// Never called, since nothing would be gained.
PRELU_INLINE void prelu_write_places(int64_t length, int64_t offset, uint8_t *places) {}

PRELU_INLINE prelu_float_x16 prelu_permuted_float(
    prelu_float_x16 first, prelu_float_x16 last, const uint8_t *places) {
  return first;
}

PRELU_INLINE prelu_double_x16 prelu_permuted_double(
    prelu_double_x16 first, prelu_double_x16 last, const uint8_t *places) {
  return first;
}

#endif
