// Memory for all contenders alike.
#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Memory at the start of a page, with huge pages where it is large enough and the machine has them, every page
/// of it touched. NULL where there is none. Given back with free().
void *touched_memory(size_t bytes);

#ifdef __cplusplus
}
#endif
