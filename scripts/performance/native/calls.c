#define _GNU_SOURCE
#include "calls.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

typedef const void *in;
typedef void *out;
typedef int32_t (*prelu_forward)(size_t, size_t, size_t, in x, in slope, out y);
typedef int32_t (*prelu_backward)(size_t, size_t, size_t, in x, in slope, in dy, out dx, out dslope);
typedef int32_t (*relu_forward)(size_t, in x, out y);
typedef int32_t (*relu_backward)(size_t, in x, in dy, out dx);
typedef int32_t (*elu_forward)(size_t, in x, double alpha, out y);
typedef int32_t (*elu_backward)(size_t, in x, double alpha, in dy, out dx);

/// What functions of prelu.h are called with. Pointers to numbers of any type are passed alike.
static const char *const families[] = {"prelu_forward_",      "prelu_backward_",    "prelu_relu_forward_",
                                       "prelu_relu_backward_", "prelu_elu_forward_", "prelu_elu_backward_"};

/// The number of a function's family, -1 where it is of none.
static int family(const struct call *call) {
  for (int i = 0; i < (int)(sizeof families / sizeof *families); i++) {
    size_t length = strlen(families[i]);
    // "prelu_forward_broadcast_f32" begins like a family and is of none: types have no underscore.
    if (strncmp(call->name, families[i], length) == 0 && !strchr(call->name + length, '_')) return i;
  }
  return -1;
}

static const char *type(const struct call *call) { return strrchr(call->name, '_') + 1; }

static size_t item_bytes(const struct call *call) {
  if (strcmp(type(call), "f32") == 0) return 4;
  if (strcmp(type(call), "f64") == 0) return 8;
  return strcmp(type(call), "f16") == 0 || strcmp(type(call), "bf16") == 0 ? 2 : 0;
}

/// Numbers uniform in (-1, 1) from a small generator (xorshift, Marsaglia 2003).
static void fill(void *memory, size_t count, const char *type, uint64_t seed) {
  uint64_t state = seed * 0x9E3779B97F4A7C15u + 1;
  for (size_t i = 0; i < count; i++) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    // 20 bits and a half are never 0, nor rounded to it.
    float number = ((float)(state >> 44) + 0.5f) * 0x1p-19f - 1;
    if (strcmp(type, "f32") == 0) {
      ((float *)memory)[i] = number;
    } else if (strcmp(type, "f64") == 0) {
      ((double *)memory)[i] = number;
    } else if (strcmp(type, "f16") == 0) {
      ((_Float16 *)memory)[i] = (_Float16)number;
    } else {
      uint32_t bits;
      memcpy(&bits, &number, 4);
      ((uint16_t *)memory)[i] = (uint16_t)(bits >> 16);
    }
  }
}

/// Six streams that begin at different lines of their pages: a load does not wait for a store to the same place of another page.
static const char *get_memory(struct call *call) {
  static void *memory = NULL;
  const size_t apart = 13 * 64;
  size_t bytes = call->outer * call->channels * call->inner * item_bytes(call);
  size_t slope_bytes = call->channels * item_bytes(call);
  size_t pages = (bytes + 8191) / 4096 * 4096, slope_pages = (slope_bytes + 8191) / 4096 * 4096;
  free(memory);
  memory = touched_memory(4 * pages + 2 * slope_pages + 6 * apart);
  if (!memory) return "no memory for it";
  char *at = memory;
  void **large[] = {&call->x, &call->dy, &call->y, &call->dx};
  for (size_t i = 0; i < 4; i++, at += pages + apart) *large[i] = at;
  call->slope = at;
  call->dslope = at + slope_pages + apart;
  fill(call->x, bytes / item_bytes(call), type(call), 1);
  fill(call->dy, bytes / item_bytes(call), type(call), 2);
  fill(call->slope, call->channels, type(call), 3);
  return NULL;
}

const char *read_call(const char *line, struct call *call) {
  if (sscanf(line, "%63s %zu %zu %zu", call->name, &call->outer, &call->channels, &call->inner) != 4) {
    return "a case has a name and three sizes";
  }
  if (family(call) < 0 || item_bytes(call) == 0) return "no such function is known";
  size_t count;
  if (__builtin_mul_overflow(call->outer, call->channels, &count) ||
      __builtin_mul_overflow(count, call->inner, &count) || count == 0 || count > (size_t)1 << 32) {
    return "too large, or empty";
  }
  return get_memory(call);
}

const char *open_library(const char *path, struct library *library) {
  // Each build keeps its own symbols: a version script makes all others than prelu.h's local.
  library->handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  library->function = NULL;
  return library->handle ? NULL : dlerror();
}

int find_function(struct library *library, const struct call *call) {
  library->function = dlsym(library->handle, call->name);
  return library->function != NULL;
}

void set_threads(const struct library *library, int32_t threads) {
  void (*set)(int32_t) = (void (*)(int32_t))dlsym(library->handle, "prelu_set_threads");
  if (set) set(threads);
}

int32_t make_call(const struct library *library, const struct call *c) {
  const size_t n = c->outer * c->channels * c->inner;
  void *f = library->function;
  switch (family(c)) {
    case 0: return ((prelu_forward)f)(c->outer, c->channels, c->inner, c->x, c->slope, c->y);
    case 1:
      return ((prelu_backward)f)(c->outer, c->channels, c->inner, c->x, c->slope, c->dy, c->dx, c->dslope);
    case 2: return ((relu_forward)f)(n, c->x, c->y);
    case 3: return ((relu_backward)f)(n, c->x, c->dy, c->dx);
    case 4: return ((elu_forward)f)(n, c->x, 1, c->y);
    default: return ((elu_backward)f)(n, c->x, 1, c->dy, c->dx);
  }
}
