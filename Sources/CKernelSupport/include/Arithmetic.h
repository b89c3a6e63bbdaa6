// Arithmetic on whole vectors.
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
  }

PRELU_ARITHMETIC(float)
PRELU_ARITHMETIC(double)

#undef PRELU_ARITHMETIC
