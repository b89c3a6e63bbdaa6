// Arithmetic on whole vectors, and choices between them.
//
// They stand here because in Swift a function that is generic over the type of number gets the operators of the standard library that
// work lane by lane: compilers make vectors of them again, but take twice as long for a kernel.
#pragma once

#include "Vectors.h"

#define PRELU_ARITHMETIC(type)                                                                     \
  PRELU_INLINE prelu_##type##_x16 prelu_repeated_##type(type number) { return number; }            \
  PRELU_INLINE prelu_##type##_x16 prelu_product_##type(                                            \
      prelu_##type##_x16 a, prelu_##type##_x16 b) {                                                \
    return a * b;                                                                                  \
  }                                                                                                \
  PRELU_INLINE prelu_##type##_x16 prelu_sum_##type(prelu_##type##_x16 a, prelu_##type##_x16 b) {   \
    return a + b;                                                                                  \
  }                                                                                                \
  PRELU_INLINE prelu_##type##_x16 prelu_difference_##type(                                         \
      prelu_##type##_x16 a, prelu_##type##_x16 b) {                                                \
    return a - b;                                                                                  \
  }                                                                                                \
  /* `a` in the lanes where x < 0, which is false for -0 and NaN, and `b` in the others. */        \
  PRELU_INLINE prelu_##type##_x16 prelu_where_negative_##type(                                     \
      prelu_##type##_x16 x, prelu_##type##_x16 a, prelu_##type##_x16 b) {                          \
    return x < 0 ? a : b;                                                                          \
  }                                                                                                \
  /* `a` in the lanes where not x > 0, which is true for 0 and NaN, and `b` in the others. */      \
  PRELU_INLINE prelu_##type##_x16 prelu_where_not_positive_##type(                                 \
      prelu_##type##_x16 x, prelu_##type##_x16 a, prelu_##type##_x16 b) {                          \
    return x > 0 ? b : a;                                                                          \
  }                                                                                                \
  /* The greater of `x` and `least`; anything where x is NaN. */                                   \
  PRELU_INLINE prelu_##type##_x16 prelu_clamped_##type(prelu_##type##_x16 x, type least) {         \
    return x < least ? (prelu_##type##_x16)least : x;                                              \
  }

PRELU_ARITHMETIC(float)
PRELU_ARITHMETIC(double)

#undef PRELU_ARITHMETIC
