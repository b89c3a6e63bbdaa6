// Numbers of sixteen bits, Float16 and bfloat16, and the floats that they are computed in. One rounding to the nearest, ties to even;
// NaN stays NaN, what is too large becomes infinite, and subnormal numbers are kept. The bfloat16 conversion of AVX-512 makes
// zeros of them, so that it is not used.
//
// Without a conversion of Float16 in the instruction set it is done in integers: the compiler would call a library for every lane.
#pragma once

#include "Choices.h"

typedef uint16_t prelu_uint16_x16 __attribute__((ext_vector_type(16)));
typedef uint32_t prelu_uint32_x16 __attribute__((ext_vector_type(16)));

PRELU_INLINE prelu_float_x16 prelu_widened_bfloat16(prelu_uint16_x16 vector) {
  return (prelu_float_x16)(__builtin_convertvector(vector, prelu_uint32_x16) << 16);
}

/// The bits of what a float is rounded to, in the upper halves of lanes. The lower halves are anything.
///
/// A NaN has to be one whose lower half is 0, as that of a bfloat16 is, and of what arithmetic makes of such: where the lower
/// half is all that tells it from infinity, or carries into the sign, it would not stay one.
PRELU_INLINE prelu_uint32_x16 prelu_rounded_upper_halves(prelu_float_x16 vector) {
  prelu_uint32_x16 bits = (prelu_uint32_x16)vector;
  // Half of the last place, or a little less before an even one: what is half way there goes to the even one.
#if defined(__AVX512F__)
  __mmask16 is_even = _mm512_testn_epi32_mask((__m512i)bits, _mm512_set1_epi32(0x10000));
  return bits + (prelu_uint32_x16)_mm512_mask_blend_epi32(
      is_even, _mm512_set1_epi32(0x8000), _mm512_set1_epi32(0x7fff));
#else
  return bits + 0x8000 + (prelu_uint32_x16)((bits & 0x10000) == 0);
#endif
}

PRELU_INLINE prelu_uint16_x16 prelu_rounded_bfloat16(prelu_float_x16 vector) {
  return __builtin_convertvector(prelu_rounded_upper_halves(vector) >> 16, prelu_uint16_x16);
}

/// Every lane, but NaN as the one whose lower half is 0.
PRELU_INLINE prelu_float_x16 prelu_with_short_nan(prelu_float_x16 vector) {
  return vector != vector ? (prelu_float_x16)__builtin_nanf("") : vector;
}

#if defined(__AVX512F__)

PRELU_INLINE prelu_float_x16 prelu_widened_float16(prelu_uint16_x16 vector) {
  return (prelu_float_x16)_mm512_cvtph_ps((__m256i)vector);
}

PRELU_INLINE prelu_uint16_x16 prelu_rounded_float16(prelu_float_x16 vector) {
  return (prelu_uint16_x16)_mm512_cvtps_ph(
      (__m512)vector, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}

#elif defined(__F16C__)

PRELU_INLINE prelu_float_x16 prelu_widened_float16(prelu_uint16_x16 vector) {
  union { __m256 part[2]; prelu_float_x16 whole; } wide;
  wide.part[0] = _mm256_cvtph_ps((__m128i)vector.lo);
  wide.part[1] = _mm256_cvtph_ps((__m128i)vector.hi);
  return wide.whole;
}

PRELU_INLINE prelu_uint16_x16 prelu_rounded_float16(prelu_float_x16 vector) {
  union { __m128i part[2]; prelu_uint16_x16 whole; } narrow;
  narrow.part[0] = _mm256_cvtps_ph((__m256)vector.lo, _MM_FROUND_TO_NEAREST_INT);
  narrow.part[1] = _mm256_cvtps_ph((__m256)vector.hi, _MM_FROUND_TO_NEAREST_INT);
  return narrow.whole;
}

#else

PRELU_INLINE prelu_float_x16 prelu_widened_float16(prelu_uint16_x16 vector) {
  prelu_uint32_x16 bits = __builtin_convertvector(vector, prelu_uint32_x16);
  prelu_uint32_x16 sign = (bits & 0x8000) << 16;
  prelu_uint32_x16 magnitude = bits & 0x7fff;
  // Exponents are moved by 112, the difference of the biases, and those of infinity and NaN by 112 more.
  prelu_uint32_x16 moved = (magnitude << 13) + 0x38000000;
  prelu_uint32_x16 normal = magnitude >= 0x7c00 ? moved + 0x38000000 : moved;
  // A subnormal number of n times 2^-24 is what n last places of 0.5 are above it.
  prelu_uint32_x16 small =
      (prelu_uint32_x16)((prelu_float_x16)(magnitude | 0x3f000000) - 0.5f);
  return (prelu_float_x16)((magnitude < 0x400 ? small : normal) | sign);
}

PRELU_INLINE prelu_uint16_x16 prelu_rounded_float16(prelu_float_x16 vector) {
  prelu_uint32_x16 bits = (prelu_uint32_x16)vector;
  prelu_uint32_x16 sign = (bits >> 16) & 0x8000;
  prelu_uint32_x16 magnitude = bits & 0x7fffffff;
  prelu_uint32_x16 normal =
      (magnitude - 0x38000000 + (0xfff + ((magnitude >> 13) & 1))) >> 13;
  // Above 65504 and what is rounded to it: infinity.
  prelu_uint32_x16 large = normal > 0x7c00 ? 0x7c00 : normal;
  // Below 2^-14: added to 0.5, whose last place is the smallest number, 2^-24.
  prelu_uint32_x16 small =
      (prelu_uint32_x16)((prelu_float_x16)magnitude + 0.5f) - 0x3f000000;
  prelu_uint32_x16 number = magnitude < 0x38800000 ? small : large;
  prelu_uint32_x16 nan = 0x7e00 | ((magnitude >> 13) & 0x3ff);
  return __builtin_convertvector((vector != vector ? nan : number) | sign, prelu_uint16_x16);
}

#endif

/// Every lane as a float which, rounded to one of the types above, is the double rounded once: its last digit but those that a double
/// has beyond 13 says whether any of these is not 0.
///
/// 13 digits are two more than Float16 has, five more than bfloat16: enough for a tie to be told from what is beside it. They
/// are numbers of float, subnormal ones included, as far as they do not round to zero.
PRELU_INLINE prelu_float_x16 prelu_rounded_to_odd(prelu_double_x16 vector) {
  typedef uint64_t bits64 __attribute__((ext_vector_type(16)));
  bits64 bits = (bits64)vector;
  bits64 beyond = bits & 0xffffffffff;
  bits64 last = beyond + 0xffffffffff;
  return __builtin_convertvector(
      (prelu_double_x16)((bits | (last & 0x10000000000)) & ~(bits64)0xffffffffff), prelu_float_x16);
}

// Memory. Addresses are those of numbers of sixteen bits.

typedef uint16_t prelu_uint16_x16_anywhere __attribute__((ext_vector_type(16), aligned(2)));

PRELU_INLINE prelu_uint16_x16 prelu_load_halves(const void *first) {
  return *(const prelu_uint16_x16_anywhere *)first;
}

PRELU_INLINE void prelu_store_halves(prelu_uint16_x16 vector, void *first) {
  *(prelu_uint16_x16_anywhere *)first = vector;
}

PRELU_INLINE prelu_float_x16 prelu_load_bfloat16(const void *first) {
#if defined(__AVX2__) && !defined(__AVX512F__)
  // Eight numbers in both halves of a vector: each half takes its four to where floats have their upper halves. One permutation a
  // vector, where compilers widen and shift.
  const __m256i places = _mm256_setr_epi8(
      -1, -1, 0, 1, -1, -1, 2, 3, -1, -1, 4, 5, -1, -1, 6, 7,
      -1, -1, 8, 9, -1, -1, 10, 11, -1, -1, 12, 13, -1, -1, 14, 15);
  const __m128i *eight = (const __m128i *)first;
  union { __m256i part[2]; prelu_float_x16 whole; } wide;
  for (int i = 0; i < 2; i++)
    wide.part[i] = _mm256_shuffle_epi8(
        _mm256_broadcastsi128_si256(_mm_loadu_si128(eight + i)), places);
  return wide.whole;
#else
  return prelu_widened_bfloat16(prelu_load_halves(first));
#endif
}

/// Writes a vector past the caches to an address that is a multiple of 32.
PRELU_INLINE void prelu_stream_halves(prelu_uint16_x16 vector, void *to) {
  __builtin_nontemporal_store(vector, (prelu_uint16_x16 *)to);
}

// Thirty-two numbers of bfloat16 in one vector, of which each lane holds two neighbours, as memory does: those with even numbers in the lower
// halves, those with odd ones in the upper halves. A shift or a mask makes floats of them, where sixteen neighbours would
// have to be moved to other lanes, which has fewer units and takes longer: from the second-level cache of Zen 4, forward
// goes through 55 GB/s so and 32 with the conversions above, backward 38 and 27.

typedef uint32_t prelu_uint32_x16_anywhere __attribute__((ext_vector_type(16), aligned(2)));

PRELU_INLINE prelu_uint32_x16 prelu_load_pairs(const void *first) {
  return *(const prelu_uint32_x16_anywhere *)first;
}

PRELU_INLINE prelu_float_x16 prelu_even_bfloat16(prelu_uint32_x16 pairs) {
  return (prelu_float_x16)(pairs << 16);
}

PRELU_INLINE prelu_float_x16 prelu_odd_bfloat16(prelu_uint32_x16 pairs) {
  return (prelu_float_x16)(pairs & 0xffff0000);
}

/// What each is rounded to. NaN as above.
PRELU_INLINE prelu_uint32_x16 prelu_rounded_pairs(prelu_float_x16 even, prelu_float_x16 odd) {
  return prelu_rounded_upper_halves(even) >> 16 | (prelu_rounded_upper_halves(odd) & 0xffff0000);
}

PRELU_INLINE void prelu_store_pairs(prelu_uint32_x16 pairs, void *first) {
  *(prelu_uint32_x16_anywhere *)first = pairs;
}

/// Writes past the caches to an address that is a multiple of 64.
PRELU_INLINE void prelu_stream_pairs(prelu_uint32_x16 pairs, void *to) {
  __builtin_nontemporal_store(pairs, (prelu_uint32_x16 *)to);
}

// Products of numbers of sixteen bits, multiplied in float: they have at most 22 digits, so that they are exact, as those of floats
// are in double, but for bfloat16's that are too large for float, or so small that they lose digits there.

/// `a * b` in the lanes where not `x > 0`, and zeros in the others.
PRELU_INLINE prelu_float_x16 prelu_half_products(
    prelu_float_x16 x, prelu_float_x16 a, prelu_float_x16 b) {
#if defined(__AVX512F__)
  return (prelu_float_x16)_mm512_maskz_mul_ps(
      prelu_not_positive_float((__m512)x), (__m512)a, (__m512)b);
#else
  return x > 0 ? (prelu_float_x16)0 : a * b;
#endif
}
