// Calls every function of prelu.h and checks what it does. Compiles as C11 and as C++17.
#include <float.h>
#include <math.h>
#include <prelu.h>
#include <stdio.h>
#include <string.h>

static int checks = 0;
static int failures = 0;

#define CHECK(condition)                                                         \
  do {                                                                           \
    checks += 1;                                                                 \
    if (!(condition)) {                                                          \
      failures += 1;                                                             \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);    \
    }                                                                            \
  } while (0)

#include "numbers.h"

#define ELEMENT f32
#define SLOPE f32
#define NAMES f32
#include "typed.h"
#include "one_type.h"
#undef ELEMENT
#undef SLOPE
#undef NAMES

#define ELEMENT f64
#define SLOPE f64
#define NAMES f64
#include "typed.h"
#include "one_type.h"
#undef ELEMENT
#undef SLOPE
#undef NAMES

#define ELEMENT f16
#define SLOPE f16
#define NAMES f16
#include "typed.h"
#include "one_type.h"
#undef ELEMENT
#undef SLOPE
#undef NAMES

#define ELEMENT bf16
#define SLOPE bf16
#define NAMES bf16
#include "typed.h"
#include "one_type.h"
#undef ELEMENT
#undef SLOPE
#undef NAMES

#define ELEMENT f16
#define SLOPE f32
#define NAMES f16_f32
#include "typed.h"
#undef ELEMENT
#undef SLOPE
#undef NAMES

#define ELEMENT bf16
#define SLOPE f32
#define NAMES bf16_f32
#include "typed.h"
#undef ELEMENT
#undef SLOPE
#undef NAMES

// The threads of this process, or 0 where the system does not say.
static int thread_count(void) {
  char line[256];
  int count = 0;
  FILE *file = fopen("/proc/self/status", "r");
  if (file == NULL) return 0;
  while (fgets(line, sizeof line, file) != NULL) {
    if (sscanf(line, "Threads: %d", &count) == 1) break;
  }
  fclose(file);
  return count;
}

// A large call, for which the library would start threads, were it allowed to. Nothing else here does.
static void one_thread(void) {
  enum { count = 1 << 22 };
  static float x[count], y[count];
  float slope[1] = {0.5f};
  CHECK(thread_count() <= 1);
  prelu_set_threads(1);
  CHECK(prelu_forward_f32(1, 1, count, x, slope, y) == PRELU_SUCCESS);
  CHECK(thread_count() <= 1);
  prelu_set_threads(0);
}

static void threads(void) {
  float x[2] = {-4, 4}, slope[1] = {0.5f}, y[2] = {7, 7};
  prelu_set_threads(-1);
  CHECK(prelu_forward_f32(2, 1, 1, x, slope, y) == PRELU_INVALID_THREAD_COUNT);
  CHECK(prelu_forward_f32(0, 0, 0, NULL, NULL, NULL) == PRELU_INVALID_THREAD_COUNT);
  CHECK(y[0] == 7 && y[1] == 7);
  prelu_set_threads(2);
  CHECK(prelu_forward_f32(2, 1, 1, x, slope, y) == PRELU_SUCCESS);
  CHECK(y[0] == -2 && y[1] == 4);
  prelu_set_threads(0);
}

// Half types have one rounding, to the nearest, ties to even; overflow is infinite, and subnormal numbers are kept.
static void rounds_halves(void) {
  enum { count = 8 };
  const float values[count] = {
      1 / 3.0f, 1 + 0x1p-11f, 1 + 3 * 0x1p-11f, 1 + 0x1p-8f, 1 + 3 * 0x1p-8f, 0x1p-24f, 65520, FLT_MAX};
  const f16 expected_f16[count] = {
      0x3555, 0x3c00, 0x3c02, 0x3c04, 0x3c0c, 0x0001, 0x7c00, 0x7c00};
  const bf16 expected_bf16[count] = {
      0x3eab, 0x3f80, 0x3f80, 0x3f80, 0x3f82, 0x3380, 0x4780, 0x7f80};
  float slope[count];
  f16 x_f16[count], y_f16[count];
  bf16 x_bf16[count], y_bf16[count];
  for (int c = 0; c < count; c++) {
    slope[c] = -values[c];
    x_f16[c] = nearest_f16(-1);
    x_bf16[c] = nearest_bf16(-1);
    CHECK(nearest_f16(values[c]) == expected_f16[c]);
    CHECK(nearest_bf16(values[c]) == expected_bf16[c]);
  }
  CHECK(prelu_forward_f16_f32(1, count, 1, x_f16, slope, y_f16) == PRELU_SUCCESS);
  CHECK(memcmp(y_f16, expected_f16, sizeof y_f16) == 0);
  CHECK(prelu_forward_bf16_f32(1, count, 1, x_bf16, slope, y_bf16) == PRELU_SUCCESS);
  CHECK(memcmp(y_bf16, expected_bf16, sizeof y_bf16) == 0);
}

static void texts(void) {
  CHECK(strcmp(prelu_status_message(PRELU_SUCCESS), "success") == 0);
  CHECK(strcmp(prelu_status_message(PRELU_X_IS_NULL), "x is NULL") == 0);
  CHECK(strcmp(prelu_status_message(-1), prelu_status_message(12345)) == 0);
  CHECK(strcmp(prelu_status_message(-1), prelu_status_message(PRELU_X_IS_NULL)) != 0);
}

// With an argument: what prelu_isa() has to say. Where that is no name, calls have to fail.
int main(int count, char **arguments) {
  if (count > 1) CHECK(strcmp(prelu_isa(), arguments[1]) == 0);
  if (strlen(prelu_isa()) > strlen("portable")) {
    float x[1] = {-1}, slope[1] = {0.5f}, y[1] = {7};
    int32_t status = prelu_forward_f32(1, 1, 1, x, slope, y);
    CHECK(
        status == PRELU_UNKNOWN_INSTRUCTION_SET || status == PRELU_UNSUPPORTED_INSTRUCTION_SET);
    CHECK(prelu_forward_f32(0, 0, 0, NULL, NULL, NULL) == status);
    CHECK(y[0] == 7);
  } else {
    one_thread();
    checks_of_one_type_f32();
    checks_of_one_type_f64();
    checks_of_one_type_f16();
    checks_of_one_type_bf16();
    checks_f16_f32();
    checks_bf16_f32();
    rounds_halves();
    threads();
    texts();
  }
  printf("%s: %d checks, %d failures\n", prelu_isa(), checks, failures);
  return failures == 0 ? 0 : 1;
}
