// Stores that go past the caches to memory.
#pragma once

#include "Vectors.h"

/// Writes a vector to an address that is a multiple of 64.
PRELU_INLINE void prelu_stream_float(prelu_float_x16 vector, float *to) {
  __builtin_nontemporal_store(vector, (prelu_float_x16 *)to);
}

/// Writes a vector to an address that is a multiple of 64, which is all the alignment that its two
/// halves need.
PRELU_INLINE void prelu_stream_double(prelu_double_x16 vector, double *to) {
  typedef double half __attribute__((ext_vector_type(8)));
  __builtin_nontemporal_store((half)vector.lo, (half *)to);
  __builtin_nontemporal_store((half)vector.hi, (half *)(to + 8));
}

/// Asks for the cache line of an address to be read, which need not be that of any memory.
PRELU_INLINE void prelu_prefetch(const void *address) { __builtin_prefetch(address); }

/// Orders the stores above before every store that follows, so that another thread which learns of the
/// result also sees it. On other architectures than x86-64 such stores are ordered like any other.
PRELU_INLINE void prelu_stream_end(void) {
#if defined(__x86_64__)
  __builtin_ia32_sfence();
#endif
}
