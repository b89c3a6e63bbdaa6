// sched_getaffinity and CPU_COUNT are GNU extensions, which Swift's Glibc module leaves out.
#define _GNU_SOURCE
#include "ProcessorAffinity.h"

#include <errno.h>
#include <unistd.h>

#if defined(__linux__)
#include <sched.h>
#include <stddef.h>

int prelu_affinity_count(void) {
  cpu_set_t small;
  if (sched_getaffinity(0, sizeof small, &small) == 0) return CPU_COUNT(&small);
  // EINVAL says that the kernel knows more processors than the set has room for.
  for (int count = 2 * CPU_SETSIZE; errno == EINVAL && count <= 1 << 20; count *= 2) {
    cpu_set_t *large = CPU_ALLOC(count);
    if (large == NULL) break;
    size_t size = CPU_ALLOC_SIZE(count);
    int found = sched_getaffinity(0, size, large) == 0 ? CPU_COUNT_S(size, large) : 0;
    CPU_FREE(large);
    if (found > 0) return found;
  }
  return 1;
}

#else

int prelu_affinity_count(void) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : (int)count;
}

#endif
