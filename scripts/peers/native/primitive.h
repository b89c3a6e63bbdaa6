// oneDNN's PReLU primitive for one case, on memory that it is given.
#pragma once

#include <oneapi/dnnl/dnnl.hpp>
#include <string>
#include <utility>
#include <vector>

#include "shape.h"

/// The memory of a case.
struct Pointers {
  void *x, *slope, *dy, *y, *dx, *dslope;
};

class Primitive {
 public:
  /// Made for as many threads as OpenMP uses now, and to be executed with as many. Throws dnnl::error where
  /// there is no implementation.
  Primitive(const Shape &shape, const Pointers &at) : engine(dnnl::engine::kind::cpu, 0), stream(engine) {
    dnnl::memory::desc data = describe(shape.dimensions, shape);
    dnnl::memory::desc slopes = describe(shape.slope_dimensions(), shape);
    auto forward = forward_description(data, slopes, shape.is_backward);
    add(DNNL_ARG_SRC, data, at.x);
    add(DNNL_ARG_WEIGHTS, slopes, at.slope);
    if (shape.is_backward) {
      auto backward = backward_description(data, slopes, forward);
      implementation = backward.impl_info_str();
      primitive = dnnl::prelu_backward(backward);
      add(DNNL_ARG_DIFF_DST, data, at.dy);
      add(DNNL_ARG_DIFF_SRC, data, at.dx);
      add(DNNL_ARG_DIFF_WEIGHTS, slopes, at.dslope);
    } else {
      implementation = forward.impl_info_str();
      primitive = dnnl::prelu_forward(forward);
      add(DNNL_ARG_DST, data, at.y);
    }
  }

  /// Through the C interface, because the C++ one makes a new list of arguments each time.
  void execute() const {
    dnnl_primitive_execute(primitive.get(), stream.get(), (int)arguments.size(), arguments.data());
  }

  /// What oneDNN calls the implementation that it chose.
  std::string implementation;

 private:
  using Description = dnnl::memory::desc;

  static Description describe(const std::vector<int64_t> &dimensions, const Shape &shape) {
    using tag = dnnl::memory::format_tag;
    static const tag channels_first[] = {tag::ab, tag::abc, tag::abcd, tag::abcde};
    tag order = shape.layout == "nhwc" ? tag::acdb : channels_first[dimensions.size() - 2];
    using type = dnnl::memory::data_type;
    return Description(dimensions, shape.number == "bf16" ? type::bf16 : type::f32, order);
  }

  void add(int argument, const Description &description, void *pointer) {
    memories.emplace_back(description, engine, pointer);
    arguments.push_back({argument, memories.back().get()});
  }

  // Version 3 has no operation descriptors, and names the memory of the output as well.
  dnnl::prelu_forward::primitive_desc forward_description(
      const Description &data, const Description &slopes, bool is_training) const {
    auto kind = is_training ? dnnl::prop_kind::forward_training : dnnl::prop_kind::forward_inference;
#if DNNL_VERSION_MAJOR >= 3
    return dnnl::prelu_forward::primitive_desc(engine, kind, data, slopes, data);
#else
    return dnnl::prelu_forward::primitive_desc({kind, data, slopes}, engine);
#endif
  }

  dnnl::prelu_backward::primitive_desc backward_description(
      const Description &data, const Description &slopes,
      const dnnl::prelu_forward::primitive_desc &forward) const {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl::prelu_backward::primitive_desc(engine, data, slopes, data, slopes, data, forward);
#else
    return dnnl::prelu_backward::primitive_desc({data, slopes, data, slopes}, engine, forward);
#endif
  }

  dnnl::engine engine;
  dnnl::stream stream;
  dnnl::primitive primitive;
  std::vector<dnnl::memory> memories;
  std::vector<dnnl_exec_arg_t> arguments;
};
