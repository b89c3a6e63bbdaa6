// Calls of libprelu one after another, timed without what calls them.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One call of libprelu.
struct prelu_call {
  /// Of all numbers, slopes included: 0: float, 1: double, 2: binary16, 3: bfloat16.
  int32_t number;
  /// 0: forward, to y; 1: backward, to dx and dslope; 2: double backward, to gx, gslope and gdy.
  int32_t order;
  size_t outer, channels, inner;
  const void *x, *slope, *dy;
  void *y, *dx, *dslope;
  /// 0: PReLU; the others have their usual constants, no slopes and no double backward.
  int32_t function;
  const void *ddx, *ddslope;
  void *gx, *gslope, *gdy;
};

enum prelu_function { function_prelu, function_relu, function_leaky_relu, function_elu, function_selu };

/// Makes a call `count` times and returns the nanoseconds that took, or minus the status of one that failed.
int64_t repeat_prelu(const struct prelu_call *call, int64_t count);

/// Nanoseconds from some moment on.
int64_t clock_now(void);

#ifdef __cplusplus
}
#endif
