// Times the same calls of several builds of the library in turns, on the same memory.
//
// usage: turns LIBRARY ... < cases
//
// A case is a line "ROUNDS BLOCK THREADS FUNCTION OUTER CHANNELS INNER", BLOCK in nanoseconds. For each a line "calls N" is
// written, then one for each round: the nanoseconds of every library's two blocks together. A block is one call that is not
// timed and N that are. A round goes through the libraries and back, so that what drifts evenly takes the same time from
// each; the one that begins changes from round to round.

#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "calls.h"

enum { most_libraries = 8 };

static void fail(const char *what, const char *why) {
  fprintf(stderr, "turns: %s: %s\n", what, why);
  exit(1);
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int64_t timed(const struct library *library, const struct call *call, int64_t calls) {
  int64_t start = now();
  for (int64_t i = 0; i < calls; i++) {
    if (make_call(library, call) != 0) fail(call->name, "a call failed");
  }
  return now() - start;
}

/// How many calls fill a block, by the fastest of a few tries.
static int64_t calls_a_block(const struct library *library, const struct call *call, int64_t block) {
  int64_t calls = 1;
  for (;;) {
    int64_t best = INT64_MAX;
    for (int i = 0; i < 3; i++) {
      int64_t time = timed(library, call, calls);
      if (time < best) best = time;
    }
    if (best >= block) return calls;
    if (best < 1) best = 1;
    int64_t wanted = (int64_t)((double)calls * (double)block / (double)best) + 1;
    calls = wanted > 10 * calls ? 10 * calls : wanted;
  }
}

static void take_turns(
    struct library *libraries, int count, const struct call *call, int32_t threads, long rounds, int64_t block) {
  for (int i = 0; i < count; i++) {
    if (!find_function(&libraries[i], call)) fail(call->name, "a library has no such function");
    set_threads(&libraries[i], threads);
  }
  int64_t calls = calls_a_block(&libraries[0], call, block);
  printf("calls %lld\n", (long long)calls);
  for (long round = 0; round < rounds; round++) {
    int64_t times[most_libraries] = {0};
    for (int turn = 0; turn < 2 * count; turn++) {
      int place = turn < count ? turn : 2 * count - 1 - turn;
      int i = (int)((place + round) % count);
      timed(&libraries[i], call, 1);
      times[i] += timed(&libraries[i], call, calls);
    }
    for (int i = 0; i < count; i++) printf("%lld%c", (long long)times[i], i + 1 < count ? ' ' : '\n');
  }
}

int main(int argc, char **argv) {
  struct library libraries[most_libraries];
  int count = argc - 1;
  if (count < 1 || count > most_libraries) fail("usage", "turns LIBRARY ... < cases, eight libraries at most");
  for (int i = 0; i < count; i++) {
    const char *error = open_library(argv[1 + i], &libraries[i]);
    if (error) fail(argv[1 + i], error);
  }
  char line[256];
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    long rounds;
    long long block;
    int threads, begin = 0;
    if (sscanf(line, "%ld %lld %d %n", &rounds, &block, &threads, &begin) < 3 || begin == 0) fail(line, "not a case");
    struct call call;
    const char *error = read_call(line + begin, &call);
    if (error) fail(line, error);
    take_turns(libraries, count, &call, threads, rounds, block);
    fflush(stdout);
  }
  return 0;
}
