// Blocks that take turns, the start of each discarded; why is written in blocks.py, which gives the times.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "repeat.h"

struct Timing {
  int64_t block, discarded, piece;  // nanoseconds
  int rounds;
};

struct Contender {
  std::string name;
  std::string threads;
  std::function<void()> prepare;            // sets the number of threads
  std::function<int64_t(int64_t)> repeat;   // makes a number of calls, returns the nanoseconds
  int64_t calls_a_piece = 1;
  std::vector<double> samples;              // seconds a call, one a block

  void calibrate(const Timing &timing) {
    prepare();
    for (;;) {
      int64_t time = std::max<int64_t>(repeat(calls_a_piece), 1);
      if (time >= timing.piece / 2) return;
      int64_t wanted = (int64_t)((double)calls_a_piece * (double)timing.piece / (double)time);
      calls_a_piece = std::min(10 * calls_a_piece, std::max(calls_a_piece + 1, wanted));
    }
  }

  void run_block(const Timing &timing) {
    prepare();
    int64_t start = clock_now(), time = 0, calls = 0;
    do repeat(calls_a_piece);
    while (clock_now() - start < timing.discarded);
    do {
      time += repeat(calls_a_piece);
      calls += calls_a_piece;
    } while (clock_now() - start < timing.block);
    samples.push_back(1e-9 * (double)time / (double)calls);
  }

  double median() {
    std::sort(samples.begin(), samples.end());
    size_t half = samples.size() / 2;
    return samples.size() % 2 ? samples[half] : (samples[half - 1] + samples[half]) / 2;
  }
};

inline void contest(std::vector<Contender> &contenders, const Timing &timing) {
  for (Contender &contender : contenders) contender.calibrate(timing);
  for (int round = 0; round < timing.rounds; round++) {
    for (Contender &contender : contenders) contender.run_block(timing);
    std::reverse(contenders.begin(), contenders.end());
  }
}
