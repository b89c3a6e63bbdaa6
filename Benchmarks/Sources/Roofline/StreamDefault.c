// Streaming with what the compiler has by default: SSE2 on x86-64, vectors of 16 bytes elsewhere.

#include "Streams.h"

#include <string.h>

typedef unsigned char Vector __attribute__((vector_size(16)));

static inline Vector load(const unsigned char *pointer) {
  Vector vector;
  memcpy(&vector, pointer, sizeof vector);
  return vector;
}

#define NAME stream_default
#define ENTRY roofline_stream_default
#define TARGET
#define VECTOR Vector
#define LOAD(pointer) load(pointer)
#define XOR(left, right) ((left) ^ (right))
#define STORE(pointer, vector) (*(Vector *)(pointer) = (vector))
#if __has_builtin(__builtin_nontemporal_store)
#define STREAM(pointer, vector) __builtin_nontemporal_store(vector, (Vector *)(pointer))
#else
#define STREAM STORE
#endif
#define FENCE() __sync_synchronize()

#include "StreamLoop.h"
#include "Dispatch.h"
