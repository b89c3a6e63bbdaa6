// The choice of streaming function.

#include "Roofline.h"

#include "Streams.h"

typedef struct {
  Stream *stream;
  const char *name;
} Choice;

static Choice choose(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return (Choice){roofline_stream_avx512, "AVX-512"};
  if (__builtin_cpu_supports("avx2")) return (Choice){roofline_stream_avx2, "AVX2"};
#endif
  return (Choice){roofline_stream_default, "default"};
}

void roofline_stream(
    void *destination, const void *first, const void *second, const void *third, size_t bytes,
    bool non_temporal) {
  choose().stream(destination, first, second, third, bytes, non_temporal);
}

const char *roofline_instruction_set(void) { return choose().name; }
