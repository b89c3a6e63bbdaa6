#define _GNU_SOURCE
#include "memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void *touched_memory(size_t bytes) {
  const size_t huge = (size_t)2 << 20;
  size_t page = bytes >= huge ? huge : 4096;
  size_t whole = (bytes + page - 1) / page * page;
  void *memory = aligned_alloc(page, whole);
  if (memory == NULL) return NULL;
  if (page == huge) madvise(memory, whole, MADV_HUGEPAGE);
  memset(memory, 0, whole);
  return memory;
}
