// Calls of functions of prelu.h, in any build of the library.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// One call: a function of prelu.h by its name, and sizes and memory for it.
struct call {
  char name[64];
  size_t outer, channels, inner;
  void *x, *slope, *dy, *y, *dx, *dslope;
};

/// Reads "prelu_forward_f32 4 32 256" and gets memory, filled with numbers of both signs; memory that `call` has from an earlier
/// line is given back. Returns what is wrong, NULL if nothing.
const char *read_call(const char *line, struct call *call);

/// A build of the library.
struct library {
  void *handle;
  /// The function of the call that was found last.
  void *function;
};

/// Returns what is wrong, NULL if nothing.
const char *open_library(const char *path, struct library *library);

/// Finds the call's function. Returns 0 where this build has none of that name.
int find_function(struct library *library, const struct call *call);

void set_threads(const struct library *library, int32_t threads);

/// Makes the call, and returns its status.
int32_t make_call(const struct library *library, const struct call *call);
