/// Parametric ReLU and the rectifiers around it on the CPU, forward and backward: the C interface of libprelu.
///
/// Source: He, Zhang, Ren and Sun 2015, "Delving Deep into Rectifiers"; those of the other rectifiers stand with them.
///
/// **Shapes.** A tensor is dense and row-major, `[outer, channels, inner]`: element (o, c, i) stands at index
/// (o * channels + c) * inner + i and has slope c. What a network calls its layout reduces to that:
///
/// | tensor                            | outer     | channels  | inner |
/// |-----------------------------------|-----------|-----------|-------|
/// | NCHW, a slope a channel           | N         | C         | H * W |
/// | NHWC, a slope a channel           | N * H * W | C         | 1     |
/// | vectors NC, a slope a channel     | N         | C         | 1     |
/// | any n elements, one slope for all | 1         | 1         | n     |
/// | NCHW, a slope an element          | N         | C * H * W | 1     |
///
/// **Types.** Names end with the types of the numbers: where there are two, the second is that of slopes, which are the buffers
/// with slope in their names.
///
/// | name      | elements                       | slopes   | computed in | bytes an element |
/// |-----------|--------------------------------|----------|-------------|------------------|
/// | _f32      | float                          | the same | float       | 4                |
/// | _f64      | double                         | the same | double      | 8                |
/// | _f16      | uint16_t, the bits of binary16 | the same | float       | 2                |
/// | _bf16     | uint16_t, the bits of bfloat16 | the same | float       | 2                |
/// | _f16_f32  | uint16_t, the bits of binary16 | float    | float       | 2                |
/// | _bf16_f32 | uint16_t, the bits of bfloat16 | float    | float       | 2                |
///
/// binary16 is IEEE 754's, bfloat16 the upper half of a float. These half types are for storage: a result is computed in float,
/// and rounded once at the end, to the nearest, ties to even. What is too large becomes infinite, subnormal numbers are kept,
/// NaN stays NaN, though not with the same digits. Constants, such as alpha, are double, and rounded once to the type that is computed in.
///
/// **Error bounds** are given for float and double. A result of a half type is the one that float gives of the same numbers,
/// rounded once. But a gradient to a slope is a sum in double, rounded once to the type that slopes have: its bound is that of
/// float, with the ULP of that type. Its products are formed in float, where they are exact, but bfloat16's beyond float's range: too large
/// they are infinite, and below 2^-126 each may be off by 2^-150.
///
/// **Memory.** No pointer is kept after a call. Pointers to numbers need the alignment of their type and no more: one that has
/// not even that is refused. Inputs may overlap each other. An output may be exactly the inputs that its function names, and
/// must share no other memory with any buffer. Slopes of a half type are converted a part at a time, in scratch memory of at
/// most 9 KiB a thread, 17 in prelu_double_backward, beside what functions name.
///
/// **Failure.** A function that computes returns PRELU_SUCCESS or the status of what is wrong with the call,
/// and in that case has written nothing. Where several things are wrong it is the one with the lowest number. dims are not
/// looked at where rank is invalid.
///
/// **Threads.** Every function may be called from any number of threads at a time, as long as no call
/// writes what another one reads or writes. Results have the same bits for any number of threads and wherever in
/// memory the buffers stand, and for any instruction set, but for ELU and SELU: v3 and v4 fuse multiplications and additions
/// where portable and v2 cannot.
///
/// **Instruction set.** The best one of the processor is chosen at the first call; the environment
/// variable PRELU_ISA (portable, v2, v3, v4), read then, chooses a lower one.
///
/// **Caches.** A call whose memory is more than what the last-level cache holds, by two thirds forward and by a fifth backward (and forward
/// with slopes broadcast along axes between others; three quarters of it where a sum for every element is written beside dx), writes its output
/// past the caches, unless the output is one of the inputs, the call has no more than 32,768 elements, or two large outputs stand in different
/// places of a cache line. The size of the cache is read from the machine at the first call;
/// the environment variable PRELU_CACHE_SIZE (bytes, or a number with K, M or G for 2^10, 2^20 or 2^30
/// bytes), read then, takes its place.
#ifndef PRELU_H
#define PRELU_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a function that computes returns. Later versions may add statuses; these keep their numbers.
enum prelu_status {
  /// The outputs have been written.
  PRELU_SUCCESS = 0,

  /// The product of outer, channels and inner, or of dims, zeros left out, or n, is above PTRDIFF_MAX / 32.
  PRELU_SIZE_TOO_LARGE = 10,
  /// rank is negative or above 8.
  PRELU_INVALID_RANK = 11,
  /// dims is NULL, and rank is not 0.
  PRELU_DIMS_IS_NULL = 12,
  /// slope_dims is NULL, and rank is not 0.
  PRELU_SLOPE_DIMS_IS_NULL = 13,
  /// An element of slope_dims is neither 1 nor the element of dims.
  PRELU_NOT_BROADCASTABLE = 14,

  /// x is NULL, and there are elements.
  PRELU_X_IS_NULL = 20,
  /// slope is NULL, and there are elements.
  PRELU_SLOPE_IS_NULL = 21,
  /// y is NULL, and there are elements.
  PRELU_Y_IS_NULL = 22,
  /// dy is NULL, and there are elements.
  PRELU_DY_IS_NULL = 23,
  /// Every output of a function that has several is NULL, and there are elements: nothing is left to compute.
  PRELU_OUTPUTS_ARE_NULL = 24,
  /// dx is NULL, there are elements, and the function has no other output.
  PRELU_DX_IS_NULL = 25,
  /// ddx is NULL, and there are elements.
  PRELU_DDX_IS_NULL = 26,
  /// ddslope is NULL, and there are elements.
  PRELU_DDSLOPE_IS_NULL = 27,

  /// The environment variable PRELU_ISA names no instruction set. prelu_isa() says which are possible.
  PRELU_UNKNOWN_INSTRUCTION_SET = 30,
  /// The environment variable PRELU_ISA names an instruction set that this machine, or this build of the
  /// library, does not support. prelu_isa() says which are possible.
  PRELU_UNSUPPORTED_INSTRUCTION_SET = 31,
  /// The environment variable PRELU_CACHE_SIZE is no size.
  PRELU_INVALID_CACHE_SIZE = 32,
  /// prelu_set_threads() was last given a negative number.
  PRELU_INVALID_THREAD_COUNT = 33,

  /// y shares memory with x, and is not exactly x.
  PRELU_Y_OVERLAPS_X = 40,
  /// y shares memory with slope.
  PRELU_Y_OVERLAPS_SLOPE = 41,

  /// dx shares memory with dy, and is not exactly dy.
  PRELU_DX_OVERLAPS_DY = 50,
  /// dx shares memory with x, and is not exactly x.
  PRELU_DX_OVERLAPS_X = 51,
  /// dx shares memory with slope.
  PRELU_DX_OVERLAPS_SLOPE = 52,

  /// dslope shares memory with x.
  PRELU_DSLOPE_OVERLAPS_X = 60,
  /// dslope shares memory with slope.
  PRELU_DSLOPE_OVERLAPS_SLOPE = 61,
  /// dslope shares memory with dy.
  PRELU_DSLOPE_OVERLAPS_DY = 62,
  /// dslope shares memory with dx.
  PRELU_DSLOPE_OVERLAPS_DX = 63,

  /// gx shares memory with x.
  PRELU_GX_OVERLAPS_X = 70,
  /// gx shares memory with slope.
  PRELU_GX_OVERLAPS_SLOPE = 71,
  /// gx shares memory with dy.
  PRELU_GX_OVERLAPS_DY = 72,
  /// gx shares memory with ddx.
  PRELU_GX_OVERLAPS_DDX = 73,
  /// gx shares memory with ddslope.
  PRELU_GX_OVERLAPS_DDSLOPE = 74,

  /// gslope shares memory with x.
  PRELU_GSLOPE_OVERLAPS_X = 80,
  /// gslope shares memory with slope.
  PRELU_GSLOPE_OVERLAPS_SLOPE = 81,
  /// gslope shares memory with dy.
  PRELU_GSLOPE_OVERLAPS_DY = 82,
  /// gslope shares memory with ddx.
  PRELU_GSLOPE_OVERLAPS_DDX = 83,
  /// gslope shares memory with ddslope.
  PRELU_GSLOPE_OVERLAPS_DDSLOPE = 84,
  /// gslope shares memory with gx.
  PRELU_GSLOPE_OVERLAPS_GX = 85,

  /// gdy shares memory with x.
  PRELU_GDY_OVERLAPS_X = 90,
  /// gdy shares memory with slope.
  PRELU_GDY_OVERLAPS_SLOPE = 91,
  /// gdy shares memory with dy.
  PRELU_GDY_OVERLAPS_DY = 92,
  /// gdy shares memory with ddx.
  PRELU_GDY_OVERLAPS_DDX = 93,
  /// gdy shares memory with ddslope.
  PRELU_GDY_OVERLAPS_DDSLOPE = 94,
  /// gdy shares memory with gx.
  PRELU_GDY_OVERLAPS_GX = 95,
  /// gdy shares memory with gslope.
  PRELU_GDY_OVERLAPS_GSLOPE = 96,

  /// x does not begin at a multiple of its elements' size.
  PRELU_X_IS_MISALIGNED = 100,
  /// slope does not begin at a multiple of its elements' size.
  PRELU_SLOPE_IS_MISALIGNED = 101,
  /// y does not begin at a multiple of its elements' size.
  PRELU_Y_IS_MISALIGNED = 102,
  /// dy does not begin at a multiple of its elements' size.
  PRELU_DY_IS_MISALIGNED = 103,
  /// dx does not begin at a multiple of its elements' size.
  PRELU_DX_IS_MISALIGNED = 104,
  /// dslope does not begin at a multiple of its elements' size.
  PRELU_DSLOPE_IS_MISALIGNED = 105,
  /// ddx does not begin at a multiple of its elements' size.
  PRELU_DDX_IS_MISALIGNED = 106,
  /// ddslope does not begin at a multiple of its elements' size.
  PRELU_DDSLOPE_IS_MISALIGNED = 107,
  /// gx does not begin at a multiple of its elements' size.
  PRELU_GX_IS_MISALIGNED = 108,
  /// gslope does not begin at a multiple of its elements' size.
  PRELU_GSLOPE_IS_MISALIGNED = 109,
  /// gdy does not begin at a multiple of its elements' size.
  PRELU_GDY_IS_MISALIGNED = 110
};

/// Computes `y = x < 0 ? a * x : x` with the slopes a.
///
/// - Shapes: x and y have outer * channels * inner elements, slope has channels.
/// - Aliasing: y may be exactly x.
/// - Edge cases: 0, -0 and NaN come back as they went in. An infinite or NaN slope does not touch what is not negative. Where
///   there are no elements the call succeeds, and every pointer may be NULL.
/// - Error bound: one rounding, that of the product.
/// - Memory: reads x once and writes y once, 2 numbers an element: 8 bytes of float, 16 of double, 4 of a half type. Scratch
///   memory of at most 65 KiB a thread; none but the stack's up to 4,096 elements.
/// - Threads: on as many as prelu_set_threads() allows, the caller's among them.
/// - Statuses: PRELU_SIZE_TOO_LARGE, PRELU_X_IS_NULL, PRELU_SLOPE_IS_NULL, PRELU_Y_IS_NULL, those of the setting (30 to 39), of
///   the overlaps of y (40 to 49), of the alignment of x, slope and y (100 to 102).
int32_t prelu_forward_f32(
    size_t outer, size_t channels, size_t inner, const float *x, const float *slope, float *y);
int32_t prelu_forward_f64(
    size_t outer, size_t channels, size_t inner, const double *x, const double *slope, double *y);
int32_t prelu_forward_f16(
    size_t outer, size_t channels, size_t inner, const uint16_t *x, const uint16_t *slope,
    uint16_t *y);
int32_t prelu_forward_bf16(
    size_t outer, size_t channels, size_t inner, const uint16_t *x, const uint16_t *slope,
    uint16_t *y);
int32_t prelu_forward_f16_f32(
    size_t outer, size_t channels, size_t inner, const uint16_t *x, const float *slope,
    uint16_t *y);
int32_t prelu_forward_bf16_f32(
    size_t outer, size_t channels, size_t inner, const uint16_t *x, const float *slope,
    uint16_t *y);

/// Computes the gradients to the input, `dx = x > 0 ? dy : a * dy`, and to the slopes: for each the sum of `dy * x` over the
/// elements that share it and where not `x > 0`. In one pass over memory.
///
/// - Shapes: x, dy and dx have outer * channels * inner elements, slope and dslope have channels.
/// - Outputs: dx and dslope, of which one may be NULL where it is not wanted. dslope is overwritten.
/// - Aliasing: dx may be exactly dy, or exactly x.
/// - Edge cases: at 0 and -0 the slope's branch counts. A NaN in x shows up in its slope's gradient; an infinite or NaN dy where
///   x > 0 does not. A sum of no products is +0. Where there are no elements the call succeeds, dslope is filled with zeros,
///   and every pointer may be NULL.
/// - Error bound: dx has one rounding, that of the product. An element of dslope, a sum of n products, is within
///   1 ULP + n * 2^-53 * sum|dy * x| of the exact sum; in double within 1 ULP + 2n * 2^-53 * sum|dy * x|, where no product
///   underflows and no partial sum overflows.
/// - Memory: reads x and dy once and writes dx once, 3 numbers an element: 12 bytes of float, 24 of double, 6 of a half type.
///   Scratch memory of at most 1 MiB, and 65 KiB a thread; none but the stack's up to 4,096 elements.
/// - Threads: on as many as prelu_set_threads() allows, the caller's among them.
/// - Statuses: PRELU_SIZE_TOO_LARGE, PRELU_X_IS_NULL, PRELU_SLOPE_IS_NULL, PRELU_DY_IS_NULL, PRELU_OUTPUTS_ARE_NULL, those of the
///   setting (30 to 39), of the overlaps of dx and dslope (50 to 69), of the alignment of x, slope, dy, dx and dslope (100, 101,
///   103 to 105).
int32_t prelu_backward_f32(
    size_t outer, size_t channels, size_t inner, const float *x, const float *slope,
    const float *dy, float *dx, float *dslope);
int32_t prelu_backward_f64(
    size_t outer, size_t channels, size_t inner, const double *x, const double *slope,
    const double *dy, double *dx, double *dslope);
int32_t prelu_backward_f16(
    size_t outer, size_t channels, size_t inner, const uint16_t *x, const uint16_t *slope,
    const uint16_t *dy, uint16_t *dx, uint16_t *dslope);
int32_t prelu_backward_bf16(
    size_t outer, size_t channels, size_t inner, const uint16_t *x, const uint16_t *slope,
    const uint16_t *dy, uint16_t *dx, uint16_t *dslope);
int32_t prelu_backward_f16_f32(
    size_t outer, size_t channels, size_t inner, const uint16_t *x, const float *slope,
    const uint16_t *dy, uint16_t *dx, float *dslope);
int32_t prelu_backward_bf16_f32(
    size_t outer, size_t channels, size_t inner, const uint16_t *x, const float *slope,
    const uint16_t *dy, uint16_t *dx, float *dslope);

/// Computes what prelu_forward computes, of a tensor of any dimensions to which slopes are broadcast: along each axis there is
/// either one for all places or one for each (ONNX's unidirectional broadcasting, and oneDNN's).
///
/// - Shapes: dims and slope_dims have rank elements each, 0 to 8; an element of slope_dims is 1, where slopes are shared, or that
///   of dims. Axes that slopes lack in front are 1. x and y have as many elements as the product of dims, slope as that of
///   slope_dims, dense and row-major.
/// - Aliasing, edge cases, error bound, memory, threads: as prelu_forward. But scratch memory of at most 66 KiB a thread, of calls of any
///   size, where shared axes lie between others.
/// - Statuses: PRELU_SIZE_TOO_LARGE, PRELU_INVALID_RANK, PRELU_DIMS_IS_NULL, PRELU_SLOPE_DIMS_IS_NULL, PRELU_NOT_BROADCASTABLE,
///   and those of prelu_forward.
int32_t prelu_forward_broadcast_f32(
    int32_t rank, const size_t *dims, const size_t *slope_dims, const float *x, const float *slope,
    float *y);
int32_t prelu_forward_broadcast_f64(
    int32_t rank, const size_t *dims, const size_t *slope_dims, const double *x,
    const double *slope, double *y);
int32_t prelu_forward_broadcast_f16(
    int32_t rank, const size_t *dims, const size_t *slope_dims, const uint16_t *x,
    const uint16_t *slope, uint16_t *y);
int32_t prelu_forward_broadcast_bf16(
    int32_t rank, const size_t *dims, const size_t *slope_dims, const uint16_t *x,
    const uint16_t *slope, uint16_t *y);
int32_t prelu_forward_broadcast_f16_f32(
    int32_t rank, const size_t *dims, const size_t *slope_dims, const uint16_t *x,
    const float *slope, uint16_t *y);
int32_t prelu_forward_broadcast_bf16_f32(
    int32_t rank, const size_t *dims, const size_t *slope_dims, const uint16_t *x,
    const float *slope, uint16_t *y);

/// Computes what prelu_backward computes, of a tensor of any dimensions to which slopes are broadcast, as in
/// prelu_forward_broadcast. The gradient of a slope sums over every axis along which it is shared.
///
/// - Shapes: as there; dy and dx have the elements of x, dslope those of slope.
/// - Outputs, aliasing, edge cases, error bound, memory, threads: as prelu_backward. But scratch memory of at most 1 MiB and 66 KiB
///   a thread, of calls of any size, where shared axes lie between others.
/// - Statuses: those of the dimensions of prelu_forward_broadcast, and those of prelu_backward.
int32_t prelu_backward_broadcast_f32(
    int32_t rank, const size_t *dims, const size_t *slope_dims, const float *x, const float *slope,
    const float *dy, float *dx, float *dslope);
int32_t prelu_backward_broadcast_f64(
    int32_t rank, const size_t *dims, const size_t *slope_dims, const double *x,
    const double *slope, const double *dy, double *dx, double *dslope);
int32_t prelu_backward_broadcast_f16(
    int32_t rank, const size_t *dims, const size_t *slope_dims, const uint16_t *x,
    const uint16_t *slope, const uint16_t *dy, uint16_t *dx, uint16_t *dslope);
int32_t prelu_backward_broadcast_bf16(
    int32_t rank, const size_t *dims, const size_t *slope_dims, const uint16_t *x,
    const uint16_t *slope, const uint16_t *dy, uint16_t *dx, uint16_t *dslope);
int32_t prelu_backward_broadcast_f16_f32(
    int32_t rank, const size_t *dims, const size_t *slope_dims, const uint16_t *x,
    const float *slope, const uint16_t *dy, uint16_t *dx, float *dslope);
int32_t prelu_backward_broadcast_bf16_f32(
    int32_t rank, const size_t *dims, const size_t *slope_dims, const uint16_t *x,
    const float *slope, const uint16_t *dy, uint16_t *dx, float *dslope);

/// Computes the gradients of the gradients that prelu_backward gives, in one pass over memory. With ddx the upstream gradient of
/// dx and ddslope that of dslope: `gx = x > 0 ? 0 : ddslope * dy`; gslope, for each slope the sum of `ddx * dy` over the elements
/// that share it and where not `x > 0`; and `gdy = x > 0 ? ddx : a * ddx + ddslope * x`, with the slopes a.
///
/// - Shapes: x, dy, ddx, gx and gdy have outer * channels * inner elements, slope, ddslope and gslope have channels.
/// - Outputs: gx, gslope and gdy, each of which may be NULL where it is not wanted, but not all of them. gslope is overwritten.
/// - Aliasing: none.
/// - Edge cases: at 0 and -0 the slope's branch counts, as in prelu_backward, and where x is NaN; what an infinite or NaN number
///   of dy, ddx, ddslope or slope would make of the other branch does not show up. A sum of no products is +0. Where there are no
///   elements the call succeeds, gslope is filled with zeros, and every pointer may be NULL.
/// - Error bound: gx has one rounding. An element of gslope, a sum of n products, is within 1 ULP + n * 2^-53 * sum|ddx * dy| of
///   the exact sum; in double within 1 ULP + 2n * 2^-53 * sum|ddx * dy|, where no product underflows and no partial sum
///   overflows. gdy is within 2^-24 * (|a * ddx| + |ddslope * x| + |gdy|), in double 2^-53 of the same, where neither product
///   underflows or overflows.
/// - Memory: reads x, dy and ddx once and writes gx and gdy once, 5 numbers an element: 20 bytes of float, 40 of double, 10 of a
///   half type. Scratch memory of at most 1 MiB, and 129 KiB a thread; 2 KiB up to 4,096 elements.
/// - Threads: on as many as prelu_set_threads() allows, the caller's among them.
/// - Statuses: PRELU_SIZE_TOO_LARGE, PRELU_X_IS_NULL, PRELU_SLOPE_IS_NULL, PRELU_DY_IS_NULL, PRELU_OUTPUTS_ARE_NULL,
///   PRELU_DDX_IS_NULL, PRELU_DDSLOPE_IS_NULL, those of the setting (30 to 39), of the overlaps of gx, gslope and gdy (70 to 99),
///   of the alignment of every buffer (100, 101, 103, 106 to 110).
int32_t prelu_double_backward_f32(
    size_t outer, size_t channels, size_t inner, const float *x, const float *slope,
    const float *dy, const float *ddx, const float *ddslope, float *gx, float *gslope, float *gdy);
int32_t prelu_double_backward_f64(
    size_t outer, size_t channels, size_t inner, const double *x, const double *slope,
    const double *dy, const double *ddx, const double *ddslope, double *gx, double *gslope,
    double *gdy);
int32_t prelu_double_backward_f16(
    size_t outer, size_t channels, size_t inner, const uint16_t *x, const uint16_t *slope,
    const uint16_t *dy, const uint16_t *ddx, const uint16_t *ddslope, uint16_t *gx,
    uint16_t *gslope, uint16_t *gdy);
int32_t prelu_double_backward_bf16(
    size_t outer, size_t channels, size_t inner, const uint16_t *x, const uint16_t *slope,
    const uint16_t *dy, const uint16_t *ddx, const uint16_t *ddslope, uint16_t *gx,
    uint16_t *gslope, uint16_t *gdy);

// The rectifiers: functions of each element alone, y of x, and the gradient to the input, dx, of x and the gradient dy. Of all of
// them:
//
// - Shapes: x, y, dy and dx have n elements.
// - Aliasing: y may be exactly x; dx may be exactly dy, or exactly x.
// - Edge cases: 0, -0 and NaN of x come back in y as they went in; SELU's NaN is NaN. In dx the negative branch counts where not
//   `x > 0`. Where n is 0 the call succeeds, and every pointer may be NULL.
// - Error bound: with each function that of y, which is that of the derivative, too; in dx its product with dy is rounded once
//   more.
// - Memory: reads x (and dy) once and writes y (or dx) once. An element is 8 (12) bytes of float, 16 (24) of double, 4 (6) of a
//   half type.
// - Threads: on as many as prelu_set_threads() allows, the caller's among them.
// - Statuses: PRELU_SIZE_TOO_LARGE, PRELU_X_IS_NULL, those of the setting (30 to 39), PRELU_X_IS_MISALIGNED. Of y:
//   PRELU_Y_IS_NULL, PRELU_Y_OVERLAPS_X, PRELU_Y_IS_MISALIGNED. Of dx: PRELU_DY_IS_NULL, PRELU_DX_IS_NULL, PRELU_DX_OVERLAPS_DY,
//   PRELU_DX_OVERLAPS_X, PRELU_DY_IS_MISALIGNED, PRELU_DX_IS_MISALIGNED.

/// Computes ReLU, `y = x < 0 ? +0 : x`. Exact.
///
/// Source: Nair and Hinton 2010, "Rectified Linear Units Improve Restricted Boltzmann Machines".
int32_t prelu_relu_forward_f32(size_t n, const float *x, float *y);
int32_t prelu_relu_forward_f64(size_t n, const double *x, double *y);
int32_t prelu_relu_forward_f16(size_t n, const uint16_t *x, uint16_t *y);
int32_t prelu_relu_forward_bf16(size_t n, const uint16_t *x, uint16_t *y);

/// Computes ReLU's gradient to the input, `dx = x > 0 ? dy : +0`. Exact.
int32_t prelu_relu_backward_f32(size_t n, const float *x, const float *dy, float *dx);
int32_t prelu_relu_backward_f64(size_t n, const double *x, const double *dy, double *dx);
int32_t prelu_relu_backward_f16(size_t n, const uint16_t *x, const uint16_t *dy, uint16_t *dx);
int32_t prelu_relu_backward_bf16(size_t n, const uint16_t *x, const uint16_t *dy, uint16_t *dx);

/// Computes Leaky ReLU, `y = x < 0 ? slope * x : x`. Error bound: one rounding, that of the product.
///
/// Source: Maas, Hannun and Ng 2013, "Rectifier Nonlinearities Improve Neural Network Acoustic Models".
int32_t prelu_leaky_relu_forward_f32(size_t n, const float *x, double slope, float *y);
int32_t prelu_leaky_relu_forward_f64(size_t n, const double *x, double slope, double *y);
int32_t prelu_leaky_relu_forward_f16(size_t n, const uint16_t *x, double slope, uint16_t *y);
int32_t prelu_leaky_relu_forward_bf16(size_t n, const uint16_t *x, double slope, uint16_t *y);

/// Computes Leaky ReLU's gradient to the input, `dx = x > 0 ? dy : slope * dy`. Error bound: one rounding, that of the product.
int32_t prelu_leaky_relu_backward_f32(
    size_t n, const float *x, double slope, const float *dy, float *dx);
int32_t prelu_leaky_relu_backward_f64(
    size_t n, const double *x, double slope, const double *dy, double *dx);
int32_t prelu_leaky_relu_backward_f16(
    size_t n, const uint16_t *x, double slope, const uint16_t *dy, uint16_t *dx);
int32_t prelu_leaky_relu_backward_bf16(
    size_t n, const uint16_t *x, double slope, const uint16_t *dy, uint16_t *dx);

/// Computes ELU, `y = x < 0 ? alpha * (exp(x) - 1) : x`. -infinity becomes -alpha. Error bound: 1 ULP where alpha is 1, 2 ULP
/// otherwise and in double.
///
/// Source: Clevert, Unterthiner and Hochreiter 2016, "Fast and Accurate Deep Network Learning by Exponential Linear Units".
int32_t prelu_elu_forward_f32(size_t n, const float *x, double alpha, float *y);
int32_t prelu_elu_forward_f64(size_t n, const double *x, double alpha, double *y);
int32_t prelu_elu_forward_f16(size_t n, const uint16_t *x, double alpha, uint16_t *y);
int32_t prelu_elu_forward_bf16(size_t n, const uint16_t *x, double alpha, uint16_t *y);

/// Computes ELU's gradient to the input, `dx = x > 0 ? dy : dy * alpha * exp(x)`.
int32_t prelu_elu_backward_f32(size_t n, const float *x, double alpha, const float *dy, float *dx);
int32_t prelu_elu_backward_f64(
    size_t n, const double *x, double alpha, const double *dy, double *dx);
int32_t prelu_elu_backward_f16(
    size_t n, const uint16_t *x, double alpha, const uint16_t *dy, uint16_t *dx);
int32_t prelu_elu_backward_bf16(
    size_t n, const uint16_t *x, double alpha, const uint16_t *dy, uint16_t *dx);

/// Computes SELU, `y = gamma * (x < 0 ? alpha * (exp(x) - 1) : x)`. -infinity becomes -gamma * alpha. Error bound: 2 ULP.
/// gamma and the product of gamma and alpha are rounded once.
///
/// Source: Klambauer, Unterthiner, Mayr and Hochreiter 2017, "Self-Normalizing Neural Networks".
int32_t prelu_selu_forward_f32(size_t n, const float *x, double alpha, double gamma, float *y);
int32_t prelu_selu_forward_f64(size_t n, const double *x, double alpha, double gamma, double *y);
int32_t prelu_selu_forward_f16(
    size_t n, const uint16_t *x, double alpha, double gamma, uint16_t *y);
int32_t prelu_selu_forward_bf16(
    size_t n, const uint16_t *x, double alpha, double gamma, uint16_t *y);

/// Computes SELU's gradient to the input, `dx = gamma * (x > 0 ? dy : dy * alpha * exp(x))`.
int32_t prelu_selu_backward_f32(
    size_t n, const float *x, double alpha, double gamma, const float *dy, float *dx);
int32_t prelu_selu_backward_f64(
    size_t n, const double *x, double alpha, double gamma, const double *dy, double *dx);
int32_t prelu_selu_backward_f16(
    size_t n, const uint16_t *x, double alpha, double gamma, const uint16_t *dy, uint16_t *dx);
int32_t prelu_selu_backward_bf16(
    size_t n, const uint16_t *x, double alpha, double gamma, const uint16_t *dy, uint16_t *dx);

/// Sets how many threads each call that begins from now on may use, in the whole process.
///
/// - 0, as at the start: as many as there are processors for this process (by the calling thread's
///   affinity and the CPU quota of its container), and no more than the size of the call repays, so that a
///   small call stays on the caller's thread. Calls of 1 MiB and more are helped by threads that are still awake from
///   calls just before, one of which is woken after 32 such calls and more; calls of 4 MiB and more wake them at once.
///   Programs with a thread pool of their own do best with 1.
/// - Above 0: the same, and never more than this number. 1 keeps every call on its caller's thread.
/// - Below 0: calls fail with PRELU_INVALID_THREAD_COUNT until another number is set.
///
/// Takes no lock and waits for nobody: calls that are under way keep the number they began with.
void prelu_set_threads(int32_t threads);

/// The instruction set in use: "portable", "v2", "v3" or "v4" (the levels of x86-64). Where PRELU_ISA is
/// wrong, so that calls fail, a message that says why and what is possible instead.
///
/// The string is never freed and never changes.
const char *prelu_isa(void);

/// What a status means, in one line of English without a full stop. For a number that is no status it says
/// that.
///
/// The string is never freed and never changes.
const char *prelu_status_message(int32_t status);

#ifdef __cplusplus
}
#endif

#endif
