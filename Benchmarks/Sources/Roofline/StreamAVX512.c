// Streaming with AVX-512.

#include "Streams.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define NAME stream_avx512
#define ENTRY roofline_stream_avx512
#define TARGET __attribute__((target("avx512f")))
#define VECTOR __m512i
#define LOAD(pointer) _mm512_loadu_si512((const void *)(pointer))
#define XOR(left, right) _mm512_xor_si512(left, right)
#define STORE(pointer, vector) _mm512_store_si512((void *)(pointer), vector)
#define STREAM(pointer, vector) _mm512_stream_si512((void *)(pointer), vector)
#define FENCE() _mm_sfence()

#include "StreamLoop.h"
#include "Dispatch.h"
#endif
