// A program of Google Benchmark's, for scripts/test-google-benchmark: every kind of entry that its files have.
#include <benchmark/benchmark.h>

#include <cmath>
#include <vector>

static void Sum(benchmark::State &state) {
  std::vector<double> numbers(state.range(0), 1.5);
  for (auto _ : state) {
    double sum = 0;
    for (double number : numbers) sum += number;
    benchmark::DoNotOptimize(sum);
  }
  state.SetComplexityN(state.range(0));
}
BENCHMARK(Sum)->RangeMultiplier(4)->Range(64, 4096)->Complexity(benchmark::oN);
BENCHMARK(Sum)->Name("Micro")->Arg(4096)->Unit(benchmark::kMicrosecond);
BENCHMARK(Sum)->Name("Milli")->Arg(4096)->Unit(benchmark::kMillisecond);
BENCHMARK(Sum)->Name("Second")->Arg(4096)->Unit(benchmark::kSecond);

static void Fails(benchmark::State &state) {
  state.SkipWithError("there is no such device");
  for (auto _ : state) {
  }
}
BENCHMARK(Fails);

static void HasNoNumber(benchmark::State &state) {
  for (auto _ : state) benchmark::DoNotOptimize(state.iterations());
  state.counters["not_a_number"] = std::nan("");
  state.counters["infinite"] = INFINITY;
}
BENCHMARK(HasNoNumber);

BENCHMARK_MAIN();
