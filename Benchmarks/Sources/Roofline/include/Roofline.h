// Pure streaming: what memory gives to a kernel that does next to nothing with it.
//
// Always on the machine's best instruction set, whatever the kernels are told to use.

#ifndef ROOFLINE_H
#define ROOFLINE_H

#include <stdbool.h>
#include <stddef.h>

/// Writes the exclusive or of one to three sources to `destination`, byte by byte as it were: work
/// that is the same for every element type, cannot be left out, and makes no subnormal numbers.
///
/// `second` and `third` may be null, `third` must be where `second` is. All have `bytes` bytes.
/// With `non_temporal`, stores go past the caches, behind a fence, once `destination` is aligned.
void roofline_stream(
    void *destination, const void *first, const void *second, const void *third, size_t bytes,
    bool non_temporal);

/// The instruction set that `roofline_stream` runs on: "AVX-512", "AVX2" or "default".
const char *roofline_instruction_set(void);

#endif
