// Makes calls of the library for callgrind to count.
//
// usage: valgrind --tool=callgrind --collect-atstart=no ... counted LIBRARY < cases
//
// A case is a line "FUNCTION OUTER CHANNELS INNER". Of each, one call is counted, the third, and dumped under the number of its line,
// from 1 on: what only first calls do is over then. A case that the library lacks is left out.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <valgrind/callgrind.h>

#include "calls.h"

static void fail(const char *what, const char *why) {
  fprintf(stderr, "counted: %s: %s\n", what, why);
  exit(1);
}

int main(int argc, char **argv) {
  struct library library;
  if (argc != 2 || !*argv[1]) fail("usage", "counted LIBRARY < cases");
  const char *error = open_library(argv[1], &library);
  if (error) fail(argv[1], error);
  char line[256], number[16];
  for (int i = 1; fgets(line, sizeof line, stdin); i++) {
    line[strcspn(line, "\n")] = 0;
    struct call call;
    error = read_call(line, &call);
    if (error) fail(line, error);
    if (!find_function(&library, &call)) continue;
    set_threads(&library, 1);
    int32_t status = make_call(&library, &call) | make_call(&library, &call);
    CALLGRIND_ZERO_STATS;
    CALLGRIND_TOGGLE_COLLECT;
    status |= make_call(&library, &call);
    CALLGRIND_TOGGLE_COLLECT;
    if (status != 0) fail(line, "a call failed");
    snprintf(number, sizeof number, "%d", i);
    CALLGRIND_DUMP_STATS_AT(number);
  }
  return 0;
}
