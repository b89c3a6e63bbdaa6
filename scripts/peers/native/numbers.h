// Inputs, and whether two libraries made the same of them.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "shape.h"

/// A number of bfloat16.
struct BFloat16 {
  uint16_t bits = 0;

  BFloat16() = default;

  /// Cut, not rounded, which inputs do not need to be.
  explicit BFloat16(float number) {
    uint32_t whole;
    std::memcpy(&whole, &number, sizeof whole);
    bits = (uint16_t)(whole >> 16);
  }

  operator float() const {
    uint32_t whole = (uint32_t)bits << 16;
    float number;
    std::memcpy(&number, &whole, sizeof number);
    return number;
  }
};

/// Numbers from a small generator (xorshift, Marsaglia 2003), uniform and never 0.
template <typename Number>
void fill(Number *numbers, int64_t count, float from, float to, uint64_t seed) {
  uint64_t state = seed * 0x9E3779B97F4A7C15u + 1;
  for (int64_t i = 0; i < count; i++) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    float number = from + (to - from) * ((float)(state >> 40) * 0x1p-24f);
    numbers[i] = Number(number == 0 ? to : number);
  }
}

template <typename Number>
bool equal(const Number *a, const Number *b, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    if ((float)a[i] != (float)b[i]) return false;
  }
  return true;
}

/// The slopes' gradients, summed in double.
template <typename Number>
std::vector<double> exact_slope_gradient(const Shape &s, const Number *x, const Number *dy) {
  std::vector<double> sums((size_t)s.channels, 0.0);
  int64_t i = 0;
  for (int64_t o = 0; o < s.outer; o++) {
    for (int64_t c = 0; c < s.channels; c++) {
      double sum = 0;
      for (int64_t k = 0; k < s.inner; k++, i++) sum += x[i] > 0 ? 0 : (double)x[i] * (double)dy[i];
      sums[(size_t)c] += sum;
    }
  }
  return sums;
}

/// The largest error beside the exact sum; infinite where that is 0 and the other is not.
template <typename Number>
double relative_error(const Number *actual, const std::vector<double> &exact) {
  double worst = 0;
  for (size_t c = 0; c < exact.size(); c++) {
    double error = std::fabs((double)actual[c] - exact[c]);
    // A slope with few elements may have none that is negative: both have to be 0 then.
    double relative = error == 0 ? 0 : error / std::fabs(exact[c]);
    if (!(relative <= worst)) worst = relative;
  }
  return worst;
}
