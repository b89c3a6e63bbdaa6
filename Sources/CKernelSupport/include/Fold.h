// The sums of the lanes of eight vectors at once.
#pragma once

#include "Vectors.h"

/// Four sums of two lanes each of two vectors of eight: lanes i and i + 4.
PRELU_INLINE prelu_double_x8 prelu_fold_fours(prelu_double_x8 a, prelu_double_x8 b) {
  return __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11) +
      __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15);
}

/// The same of two vectors of two times four: lanes i and i + 2 of each four.
PRELU_INLINE prelu_double_x8 prelu_fold_twos(prelu_double_x8 a, prelu_double_x8 b) {
  return __builtin_shufflevector(a, b, 0, 1, 4, 5, 8, 9, 12, 13) +
      __builtin_shufflevector(a, b, 2, 3, 6, 7, 10, 11, 14, 15);
}

/// The same of two vectors of four pairs. The sums of `a` and `b` alternate.
PRELU_INLINE prelu_double_x8 prelu_fold_pairs(prelu_double_x8 a, prelu_double_x8 b) {
  return __builtin_shufflevector(a, b, 0, 8, 2, 10, 4, 12, 6, 14) +
      __builtin_shufflevector(a, b, 1, 9, 3, 11, 5, 13, 7, 15);
}

/// The sums of the lanes of each of eight vectors. A sum of nothing but zeros is +0.
PRELU_INLINE prelu_double_x8 prelu_fold_eight(
    prelu_double_x8 a, prelu_double_x8 b, prelu_double_x8 c, prelu_double_x8 d,
    prelu_double_x8 e, prelu_double_x8 f, prelu_double_x8 g, prelu_double_x8 h) {
  prelu_double_x8 even = prelu_fold_twos(prelu_fold_fours(a, c), prelu_fold_fours(e, g));
  prelu_double_x8 odd = prelu_fold_twos(prelu_fold_fours(b, d), prelu_fold_fours(f, h));
  return prelu_fold_pairs(even, odd) + 0.0;
}
