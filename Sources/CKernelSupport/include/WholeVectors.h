// Loads and stores of whole vectors at any address of their numbers.
//
// They stand here because Swift's own, `loadUnaligned` and `storeBytes`, are generic functions of the standard library, which the
// optimiser leaves as calls in large kernels: one symbol for all instruction sets, of which the linker keeps any.
#pragma once

#include "Vectors.h"

typedef float prelu_float_x16_anywhere __attribute__((ext_vector_type(16), aligned(4)));
typedef double prelu_double_x16_anywhere __attribute__((ext_vector_type(16), aligned(8)));
typedef double prelu_double_x4_anywhere __attribute__((ext_vector_type(4), aligned(8)));
typedef double prelu_double_x8_anywhere __attribute__((ext_vector_type(8), aligned(8)));

PRELU_INLINE prelu_float_x16 prelu_load_float(const float *first) {
  return *(const prelu_float_x16_anywhere *)first;
}

PRELU_INLINE prelu_double_x16 prelu_load_double(const double *first) {
  return *(const prelu_double_x16_anywhere *)first;
}

PRELU_INLINE prelu_double_x4 prelu_load_four(const double *first) {
  return *(const prelu_double_x4_anywhere *)first;
}

PRELU_INLINE prelu_double_x8 prelu_load_eight(const double *first) {
  return *(const prelu_double_x8_anywhere *)first;
}

PRELU_INLINE void prelu_store_float(prelu_float_x16 vector, float *first) {
  *(prelu_float_x16_anywhere *)first = vector;
}

PRELU_INLINE void prelu_store_double(prelu_double_x16 vector, double *first) {
  *(prelu_double_x16_anywhere *)first = vector;
}

PRELU_INLINE void prelu_store_four(prelu_double_x4 vector, double *first) {
  *(prelu_double_x4_anywhere *)first = vector;
}

PRELU_INLINE void prelu_store_eight(prelu_double_x8 vector, double *first) {
  *(prelu_double_x8_anywhere *)first = vector;
}
