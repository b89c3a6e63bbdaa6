// The vectors of the kernels, sixteen lanes each. Swift sees them as SIMD16<Float>, SIMD16<Double> and
// SIMD16<Int64>.
#pragma once

#include <stdint.h>

#if defined(__AVX__)
#include <immintrin.h>
#endif

// Sums are the same bits everywhere: a product and a sum are never fused unless the source says so.
#pragma STDC FP_CONTRACT OFF

// How vectors are passed depends on the instruction set, but all of this is inlined: none is passed.
#pragma clang diagnostic ignored "-Wpsabi"

#define PRELU_INLINE static inline __attribute__((always_inline, unused))

typedef float prelu_float_x16 __attribute__((ext_vector_type(16)));
typedef double prelu_double_x16 __attribute__((ext_vector_type(16)));
typedef double prelu_double_x4 __attribute__((ext_vector_type(4)));
typedef double prelu_double_x8 __attribute__((ext_vector_type(8)));
typedef int64_t prelu_int64_x16 __attribute__((ext_vector_type(16)));

/// Whether registers hold the slopes of several vectors at once.
PRELU_INLINE int prelu_chains(void) {
#if defined(__x86_64__) && !defined(__AVX2__)
  return 0;
#else
  return 1;
#endif
}

/// Whether registers hold the vectors of several rows at once.
PRELU_INLINE int prelu_columns(void) {
#if defined(__AVX512F__)
  return 1;
#else
  return 0;
#endif
}
