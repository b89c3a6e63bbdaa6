// A moment of waiting in a loop.
#pragma once

/// Leaves the processor's resources to others for some nanoseconds.
static inline __attribute__((always_inline, unused)) void prelu_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb");
#endif
}
