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
typedef int32_t (*prelu_forward_broadcast)(int32_t, in dims, in slope_dims, in x, in slope, out y);
typedef int32_t (*prelu_backward_broadcast)(
    int32_t, in dims, in slope_dims, in x, in slope, in dy, out dx, out dslope);
typedef int32_t (*relu_forward)(size_t, in x, out y);
typedef int32_t (*relu_backward)(size_t, in x, in dy, out dx);
typedef int32_t (*elu_forward)(size_t, in x, double alpha, out y);
typedef int32_t (*elu_backward)(size_t, in x, double alpha, in dy, out dx);

/// What functions of prelu.h are called with. Pointers to numbers of any type are passed alike.
static const char *const families[] = {
    "prelu_forward_",     "prelu_backward_",     "prelu_relu_forward_",      "prelu_relu_backward_",
    "prelu_elu_forward_", "prelu_elu_backward_", "prelu_forward_broadcast_", "prelu_backward_broadcast_"};

/// The number of a function's family, -1 where it is of none.
static int family(const struct call *call) {
  for (int i = 0; i < (int)(sizeof families / sizeof *families); i++) {
    size_t length = strlen(families[i]);
    // "prelu_forward_broadcast_f32" begins like another family: types have no underscore.
    if (strncmp(call->name, families[i], length) == 0 && !strchr(call->name + length, '_')) return i;
  }
  return -1;
}

enum kind { none, f32, f64, f16, bf16 };

/// The numbers that a function is for, by the end of its name.
static enum kind kind(const struct call *call) {
  static const char *const names[] = {[f32] = "_f32", [f64] = "_f64", [f16] = "_f16", [bf16] = "_bf16"};
  const char *end = strrchr(call->name, '_');
  for (enum kind kind = f32; end && kind <= bf16; kind++) {
    if (strcmp(end, names[kind]) == 0) return kind;
  }
  return none;
}

static size_t item_bytes(const struct call *call) {
  static const size_t bytes[] = {[none] = 0, [f32] = 4, [f64] = 8, [f16] = 2, [bf16] = 2};
  return bytes[kind(call)];
}

/// Numbers uniform in (-1, 1) from a small generator (xorshift, Marsaglia 2003).
static void fill(void *memory, size_t count, enum kind kind, uint64_t seed) {
  uint64_t state = seed * 0x9E3779B97F4A7C15u + 1;
  for (size_t i = 0; i < count; i++) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    // 20 bits and a half are never 0, nor rounded to it.
    float number = ((float)(state >> 44) + 0.5f) * 0x1p-19f - 1;
    uint32_t bits;
    memcpy(&bits, &number, 4);
    switch (kind) {
      case f32: ((float *)memory)[i] = number; break;
      case f64: ((double *)memory)[i] = number; break;
      case f16: ((_Float16 *)memory)[i] = (_Float16)number; break;
      case bf16: ((uint16_t *)memory)[i] = (uint16_t)(bits >> 16); break;
      case none: break;
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
  fill(call->x, bytes / item_bytes(call), kind(call), 1);
  fill(call->dy, bytes / item_bytes(call), kind(call), 2);
  fill(call->slope, call->channels, kind(call), 3);
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
  // What broadcasting makes of these dimensions is the same.
  const size_t dims[] = {c->outer, c->channels, c->inner}, slope_dims[] = {1, c->channels, 1};
  void *f = library->function;
  switch (family(c)) {
    case 0: return ((prelu_forward)f)(c->outer, c->channels, c->inner, c->x, c->slope, c->y);
    case 1:
      return ((prelu_backward)f)(c->outer, c->channels, c->inner, c->x, c->slope, c->dy, c->dx, c->dslope);
    case 2: return ((relu_forward)f)(n, c->x, c->y);
    case 3: return ((relu_backward)f)(n, c->x, c->dy, c->dx);
    case 4: return ((elu_forward)f)(n, c->x, 1, c->y);
    case 5: return ((elu_backward)f)(n, c->x, 1, c->dy, c->dx);
    case 6: return ((prelu_forward_broadcast)f)(3, dims, slope_dims, c->x, c->slope, c->y);
    default:
      return ((prelu_backward_broadcast)f)(3, dims, slope_dims, c->x, c->slope, c->dy, c->dx, c->dslope);
  }
}
