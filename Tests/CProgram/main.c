// Calls every function of prelu.h and checks what it does. Compiles as C11 and as C++17.
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

#define REAL float
#define NAMED(name) name##_f32
#include "typed.h"
#undef REAL
#undef NAMED

#define REAL double
#define NAMED(name) name##_f64
#include "typed.h"

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
    computes_f32();
    computes_f64();
    refuses_f32();
    refuses_f64();
    rectifies_f32();
    rectifies_f64();
    differentiates_twice_f32();
    differentiates_twice_f64();
    refuses_to_rectify_f32();
    refuses_to_rectify_f64();
    threads();
    texts();
  }
  printf("%s: %d checks, %d failures\n", prelu_isa(), checks, failures);
  return failures == 0 ? 0 : 1;
}
