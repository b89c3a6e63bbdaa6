// Times oneDNN's PReLU beside libprelu, on the same memory and in turns.
//
// usage: onednn THREADS ROUNDS BLOCK DISCARDED PIECE    (times in nanoseconds)
//
// Reads a case a line (shape.h) and writes a line of JSON for each: contenders' times, the name of oneDNN's
// implementation, and what is needed to judge the numbers; or why oneDNN does not serve the case.
#include <omp.h>
#include <prelu.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <memory>

#include "blocks.h"
#include "memory.h"
#include "numbers.h"
#include "primitive.h"
#include "repeat.h"

namespace {

struct Freeing {
  void operator()(void *memory) const { std::free(memory); }
};
template <typename Number>
using Memory = std::unique_ptr<Number, Freeing>;

template <typename Number>
Memory<Number> allocate(int64_t count) {
  Memory<Number> memory((Number *)touched_memory((size_t)count * sizeof(Number)));
  if (!memory) throw std::bad_alloc();
  return memory;
}

/// The memory of a case: inputs once, outputs once for each library.
template <typename Number>
struct Buffers {
  explicit Buffers(const Shape &s)
      : x(allocate<Number>(s.count())), slope(allocate<Number>(s.channels)),
        dy(allocate<Number>(s.count())), output(allocate<Number>(s.count())),
        dslope(allocate<Number>(s.channels)) {
    fill(x.get(), s.count(), -1, 1, 1);
    fill(slope.get(), s.channels, 0.05f, 0.45f, 2);
    // Above zero, so that the products of a sum have one sign and its error is small beside it.
    fill(dy.get(), s.count(), 0.1f, 1, 3);
  }

  Memory<Number> x, slope, dy, output, dslope;

  Pointers pointers() const {
    return {x.get(), slope.get(), dy.get(), output.get(), output.get(), dslope.get()};
  }

  prelu_call call(const Shape &s) const {
    prelu_call call = {};
    call.number = s.number == "bf16" ? 3 : 0;
    call.order = s.is_backward;
    call.outer = (size_t)s.outer;
    call.channels = (size_t)s.channels;
    call.inner = (size_t)s.inner;
    call.x = x.get();
    call.slope = slope.get();
    call.dy = dy.get();
    call.y = call.dx = output.get();
    call.dslope = dslope.get();
    return call;
  }
};

int64_t repeat_own(const prelu_call &call, int64_t count) {
  int64_t time = repeat_prelu(&call, count);
  if (time < 0) throw std::runtime_error(prelu_status_message((int32_t)-time));
  return time;
}

int64_t repeat_peer(const Primitive &primitive, int64_t count) {
  int64_t start = clock_now();
  for (int64_t i = 0; i < count; i++) primitive.execute();
  return clock_now() - start;
}

/// What both libraries compute, as the JSON fields that checks.py judges.
template <typename Number>
std::string comparison(const Shape &s, const Buffers<Number> &at, const Primitive &primitive) {
  Memory<Number> own = allocate<Number>(s.count()), own_dslope = allocate<Number>(s.channels);
  prelu_call call = at.call(s);
  call.y = call.dx = own.get();
  call.dslope = own_dslope.get();
  repeat_own(call, 1);
  repeat_peer(primitive, 1);
  const Number *input = s.is_backward ? at.dy.get() : at.x.get();
  bool is_equal = equal(own.get(), at.output.get(), s.count());
  bool does_something = !equal(own.get(), input, s.count());
  char text[200];
  std::snprintf(text, sizeof text, "\"equal\": %s, \"does_something\": %s",
      is_equal ? "true" : "false", does_something ? "true" : "false");
  std::string fields = text;
  if (s.is_backward) {
    auto exact = exact_slope_gradient(s, at.x.get(), at.dy.get());
    std::snprintf(text, sizeof text, ", \"ours\": %.3g, \"theirs\": %.3g",
        relative_error(own_dslope.get(), exact), relative_error(at.dslope.get(), exact));
    fields += text;
  }
  return fields;
}

template <typename Number>
std::string compare(const Shape &s, int most_threads, const Timing &timing) {
  Buffers<Number> at(s);
  omp_set_num_threads(1);
  Primitive on_one(s, at.pointers());
  std::string fields = comparison(s, at, on_one);
  omp_set_num_threads(most_threads);
  Primitive on_most(s, at.pointers());
  prelu_call call = at.call(s);

  auto own = [&](int64_t count) { return repeat_own(call, count); };
  std::vector<Contender> contenders;
  contenders.push_back({"oneDNN", "1", [] { omp_set_num_threads(1); },
      [&](int64_t count) { return repeat_peer(on_one, count); }, 1, {}});
  contenders.push_back({"prelu", "1", [] { prelu_set_threads(1); }, own, 1, {}});
  if (most_threads > 1) {
    bool is_all = most_threads == omp_get_num_procs();
    std::string most = std::to_string(most_threads);
    contenders.push_back({"oneDNN", most, [=] { omp_set_num_threads(most_threads); },
        [&](int64_t count) { return repeat_peer(on_most, count); }, 1, {}});
    contenders.push_back({"prelu", is_all ? "\"automatic\"" : most,
        [=] { prelu_set_threads(is_all ? 0 : most_threads); }, own, 1, {}});
  }
  contest(contenders, timing);

  std::string json = "{\"implementation\": \"" + on_most.implementation + "\", " + fields;
  json += ", \"results\": [";
  const char *separator = "";
  for (Contender &c : contenders) {
    char text[300];
    double median = c.median();
    std::snprintf(text, sizeof text,
        "%s{\"name\": \"%s\", \"threads\": %s, \"seconds\": %.6g, \"fastest\": %.6g,"
        " \"slowest\": %.6g, \"blocks\": %zu}",
        separator, c.name.c_str(), c.threads.c_str(), median, c.samples.front(), c.samples.back(),
        c.samples.size());
    json += text;
    separator = ", ";
  }
  return json + "]}";
}

}  // namespace

int main(int count, char **arguments) {
  if (count != 6) {
    std::fprintf(stderr, "usage: onednn THREADS ROUNDS BLOCK DISCARDED PIECE\n");
    return 64;
  }
  Timing timing = {std::atoll(arguments[3]), std::atoll(arguments[4]), std::atoll(arguments[5]),
      std::atoi(arguments[2])};
  const dnnl_version_t *version = dnnl_version();
  std::printf("%d.%d.%d\n", version->major, version->minor, version->patch);
  std::fflush(stdout);
  std::string line;
  while (std::getline(std::cin, line)) {
    Shape shape;
    std::string answer;
    try {
      if (!shape.read(line)) throw std::runtime_error("not a case: " + line);
      int most_threads = std::atoi(arguments[1]);
      answer = shape.number == "bf16" ? compare<BFloat16>(shape, most_threads, timing)
                                      : compare<float>(shape, most_threads, timing);
    } catch (const dnnl::error &error) {
      answer = "{\"missing\": \"" + std::string(error.what()) + "\"}";
    } catch (const std::exception &error) {
      std::fprintf(stderr, "%s\n", error.what());
      return 1;
    }
    std::printf("%s\n", answer.c_str());
    std::fflush(stdout);
  }
  return 0;
}
