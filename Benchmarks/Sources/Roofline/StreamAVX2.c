// Streaming with AVX2.

#include "Streams.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define NAME stream_avx2
#define ENTRY roofline_stream_avx2
#define TARGET __attribute__((target("avx2")))
#define VECTOR __m256i
#define LOAD(pointer) _mm256_loadu_si256((const __m256i *)(pointer))
#define XOR(left, right) _mm256_xor_si256(left, right)
#define STORE(pointer, vector) _mm256_store_si256((__m256i *)(pointer), vector)
#define STREAM(pointer, vector) _mm256_stream_si256((__m256i *)(pointer), vector)
#define FENCE() _mm_sfence()

#include "StreamLoop.h"
#include "Dispatch.h"
#endif
