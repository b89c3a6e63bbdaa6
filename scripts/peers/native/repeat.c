#define _POSIX_C_SOURCE 200112L
#include "repeat.h"

#include <prelu.h>
#include <time.h>

int64_t clock_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static inline int32_t call_once(const struct prelu_call *c) {
  if (c->is_backward) {
    return c->is_double
        ? prelu_backward_f64(c->outer, c->channels, c->inner, (const double *)c->x,
              (const double *)c->slope, (const double *)c->dy, (double *)c->dx, (double *)c->dslope)
        : prelu_backward_f32(c->outer, c->channels, c->inner, (const float *)c->x,
              (const float *)c->slope, (const float *)c->dy, (float *)c->dx, (float *)c->dslope);
  }
  return c->is_double
      ? prelu_forward_f64(c->outer, c->channels, c->inner, (const double *)c->x,
            (const double *)c->slope, (double *)c->y)
      : prelu_forward_f32(c->outer, c->channels, c->inner, (const float *)c->x,
            (const float *)c->slope, (float *)c->y);
}

int64_t repeat_prelu(const struct prelu_call *call, int64_t count) {
  int64_t start = clock_now();
  for (int64_t i = 0; i < count; i++) {
    int32_t status = call_once(call);
    if (status != PRELU_SUCCESS) return -status;
  }
  return clock_now() - start;
}
