// What the exponential function needs beside arithmetic: fused multiply-adds, and powers of two made of bits.
#pragma once

#include "Vectors.h"

typedef int32_t prelu_int32_x16 __attribute__((ext_vector_type(16)));

// `a * b + c`, fused where that is an instruction: elsewhere a fused one would be a call for every lane.
#if defined(__FMA__) || defined(__aarch64__)
#define PRELU_MULTIPLY_ADD(a, b, c) __builtin_elementwise_fma(a, b, c)
#else
#define PRELU_MULTIPLY_ADD(a, b, c) ((a) * (b) + (c))
#endif

PRELU_INLINE prelu_float_x16 prelu_multiply_add_float(
    prelu_float_x16 a, prelu_float_x16 b, prelu_float_x16 c) {
  return PRELU_MULTIPLY_ADD(a, b, c);
}

PRELU_INLINE prelu_double_x16 prelu_multiply_add_double(
    prelu_double_x16 a, prelu_double_x16 b, prelu_double_x16 c) {
  return PRELU_MULTIPLY_ADD(a, b, c);
}

#undef PRELU_MULTIPLY_ADD

/// 2^k of integers k, -126 to 127. Shifted, all but the last nine bits leave at the top.
PRELU_INLINE prelu_float_x16 prelu_power_of_int32(prelu_int32_x16 k) {
  return (prelu_float_x16)((k << 23) + 0x3f800000);
}

/// 2^k of integers k, -1022 to 1023. Shifted, all but the last twelve bits leave at the top.
PRELU_INLINE prelu_double_x16 prelu_power_of_int64(prelu_int64_x16 k) {
  return (prelu_double_x16)((k << 52) + 0x3ff0000000000000);
}

/// 2^k of `shifted`, which is k + 1.5 * 2^23.
PRELU_INLINE prelu_float_x16 prelu_power_float(prelu_float_x16 shifted) {
  return prelu_power_of_int32((prelu_int32_x16)shifted);
}

/// 2^k of `shifted`, which is k + 1.5 * 2^52.
PRELU_INLINE prelu_double_x16 prelu_power_double(prelu_double_x16 shifted) {
  return prelu_power_of_int64((prelu_int64_x16)shifted);
}

/// 2^(k / 2), with k / 2 rounded down, of `shifted`, which is k + 1.5 * 2^23.
PRELU_INLINE prelu_float_x16 prelu_half_power_float(prelu_float_x16 shifted) {
  return prelu_power_of_int32(((prelu_int32_x16)shifted - 0x4b400000) >> 1);
}

PRELU_INLINE prelu_double_x16 prelu_half_power_double(prelu_double_x16 shifted) {
  return prelu_power_of_int64(((prelu_int64_x16)shifted - 0x4338000000000000) >> 1);
}

/// 2^(k - k / 2), with k / 2 rounded down, of `shifted`, which is k + 1.5 * 2^23.
PRELU_INLINE prelu_float_x16 prelu_other_half_power_float(prelu_float_x16 shifted) {
  return prelu_power_of_int32(((prelu_int32_x16)shifted - 0x4b400000 + 1) >> 1);
}

PRELU_INLINE prelu_double_x16 prelu_other_half_power_double(prelu_double_x16 shifted) {
  return prelu_power_of_int64(((prelu_int64_x16)shifted - 0x4338000000000000 + 1) >> 1);
}
