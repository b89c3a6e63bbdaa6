#define _POSIX_C_SOURCE 200112L
#include "repeat.h"

#include <prelu.h>
#include <time.h>

int64_t clock_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static const double slope = 0.01;
static const double selu_alpha = 1.6732632423543772848, selu_gamma = 1.0507009873554804934;

// A call in one type of number.
#define CALL(type, suffix) \
  static inline int32_t call_##suffix(const struct prelu_call *c) { \
    const size_t outer = c->outer, channels = c->channels, inner = c->inner; \
    const size_t n = outer * channels * inner; \
    const type *x = c->x, *dy = c->dy; \
    type *y = c->y, *dx = c->dx; \
    const int backward = c->order == 1; \
    switch (c->function) { \
      case function_relu: \
        return backward ? prelu_relu_backward_##suffix(n, x, dy, dx) \
                        : prelu_relu_forward_##suffix(n, x, y); \
      case function_leaky_relu: \
        return backward ? prelu_leaky_relu_backward_##suffix(n, x, slope, dy, dx) \
                        : prelu_leaky_relu_forward_##suffix(n, x, slope, y); \
      case function_elu: \
        return backward ? prelu_elu_backward_##suffix(n, x, 1, dy, dx) \
                        : prelu_elu_forward_##suffix(n, x, 1, y); \
      case function_selu: \
        return backward ? prelu_selu_backward_##suffix(n, x, selu_alpha, selu_gamma, dy, dx) \
                        : prelu_selu_forward_##suffix(n, x, selu_alpha, selu_gamma, y); \
    } \
    switch (c->order) { \
      case 0: return prelu_forward_##suffix(outer, channels, inner, x, c->slope, y); \
      case 1: \
        return prelu_backward_##suffix(outer, channels, inner, x, c->slope, dy, dx, c->dslope); \
      default: \
        return prelu_double_backward_##suffix(outer, channels, inner, x, c->slope, dy, c->ddx, \
            c->ddslope, c->gx, c->gslope, c->gdy); \
    } \
  }

CALL(float, f32)
CALL(double, f64)
CALL(uint16_t, f16)
CALL(uint16_t, bf16)

static int32_t call_once(const struct prelu_call *call) {
  switch (call->number) {
    case 0: return call_f32(call);
    case 1: return call_f64(call);
    case 2: return call_f16(call);
    default: return call_bf16(call);
  }
}

int64_t repeat_prelu(const struct prelu_call *call, int64_t count) {
  int64_t start = clock_now();
  for (int64_t i = 0; i < count; i++) {
    int32_t status = call_once(call);
    if (status != PRELU_SUCCESS) return -status;
  }
  return clock_now() - start;
}
