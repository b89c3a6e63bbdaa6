// Inputs, and whether two libraries made the same of them.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "shape.h"

/// Numbers from a small generator (xorshift, Marsaglia 2003), uniform and never 0.
inline void fill(float *numbers, int64_t count, float from, float to, uint64_t seed) {
  uint64_t state = seed * 0x9E3779B97F4A7C15u + 1;
  for (int64_t i = 0; i < count; i++) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    float number = from + (to - from) * ((float)(state >> 40) * 0x1p-24f);
    numbers[i] = number == 0 ? to : number;
  }
}

inline bool equal(const float *a, const float *b, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

/// The slopes' gradients, summed in double.
inline std::vector<double> exact_slope_gradient(const Shape &s, const float *x, const float *dy) {
  std::vector<double> sums((size_t)s.channels, 0.0);
  int64_t i = 0;
  for (int64_t o = 0; o < s.outer; o++) {
    for (int64_t c = 0; c < s.channels; c++) {
      double sum = 0;
      for (int64_t k = 0; k < s.inner; k++, i++) sum += x[i] > 0 ? 0 : (double)x[i] * dy[i];
      sums[(size_t)c] += sum;
    }
  }
  return sums;
}

/// The largest error beside the exact sum; infinite where that is 0 and the other is not.
inline double relative_error(const float *actual, const std::vector<double> &exact) {
  double worst = 0;
  for (size_t c = 0; c < exact.size(); c++) {
    double error = std::fabs(actual[c] - exact[c]);
    // A slope with few elements may have none that is negative: both have to be 0 then.
    double relative = error == 0 ? 0 : error / std::fabs(exact[c]);
    if (!(relative <= worst)) worst = relative;
  }
  return worst;
}
