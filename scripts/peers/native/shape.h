// A case as the driver is told it: one line of text.
#pragma once

#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

struct Shape {
  bool is_backward = false;
  std::string number;                   // f32, bf16
  std::string layout;                   // nchw, nhwc, ncdhw, ncl, nc
  std::string slopes;                   // channel, shared, element
  std::vector<int64_t> dimensions;      // N, C and the rest, wherever the channels stand in memory
  int64_t outer = 0, channels = 0, inner = 0;  // as prelu.h takes the tensor

  int64_t count() const { return outer * channels * inner; }

  /// Reads "forward f32 nchw channel 32x64x56x56 32 64 3136"; false where a line is something else.
  bool read(const std::string &line) {
    std::istringstream words(line);
    std::string direction, sizes, size;
    if (!(words >> direction >> number >> layout >> slopes >> sizes >> outer >> channels >> inner)) return false;
    is_backward = direction == "backward";
    dimensions.clear();
    std::istringstream parts(sizes);
    while (std::getline(parts, size, 'x')) dimensions.push_back(std::stoll(size));
    return dimensions.size() >= 2 && dimensions.size() <= 5;
  }

  /// The dimensions of the slopes, 1 where they are shared along an axis.
  std::vector<int64_t> slope_dimensions() const {
    std::vector<int64_t> result(dimensions.size(), 1);
    if (slopes == "channel") result[1] = dimensions[1];
    if (slopes == "element") {
      result = dimensions;
      result[0] = 1;
    }
    return result;
  }
};
