// Which of the x86-64 levels of the psABI the processor and the operating system support.
#pragma once

#if defined(__x86_64__)

#include <cpuid.h>
#include <stdint.h>

/// 1 for the baseline, 2, 3 or 4 for x86-64-v2, -v3, -v4.
static inline int prelu_x86_64_level(void) {
  uint32_t a, b, c, d, b7, unused;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return 1;
  uint32_t extended_a, extended_b, extended_c = 0, extended_d;
  __get_cpuid(0x80000001, &extended_a, &extended_b, &extended_c, &extended_d);

  uint32_t v2 = bit_SSE3 | bit_SSSE3 | bit_CMPXCHG16B | bit_SSE4_1 | bit_SSE4_2 | bit_POPCNT;
  if ((c & v2) != v2 || !(extended_c & bit_LAHF_LM)) return 1;

  uint32_t v3 = bit_FMA | bit_MOVBE | bit_OSXSAVE | bit_AVX | bit_F16C;
  uint32_t v3_leaf7 = bit_BMI | bit_AVX2 | bit_BMI2;
  if ((c & v3) != v3 || !(extended_c & bit_LZCNT)) return 2;
  if (!__get_cpuid_count(7, 0, &unused, &b7, &c, &d) || (b7 & v3_leaf7) != v3_leaf7) return 2;

  // The registers that the operating system saves: xmm and ymm (bits 1, 2), masks and zmm (5, 6, 7).
  uint32_t saved, saved_high;
  __asm__("xgetbv" : "=a"(saved), "=d"(saved_high) : "c"(0));
  if ((saved & 0x06) != 0x06) return 2;

  uint32_t v4_leaf7 = bit_AVX512F | bit_AVX512DQ | bit_AVX512CD | bit_AVX512BW | bit_AVX512VL;
  if ((b7 & v4_leaf7) != v4_leaf7 || (saved & 0xe0) != 0xe0) return 3;
  return 4;
}

#endif
