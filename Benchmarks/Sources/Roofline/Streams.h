// The streaming functions, one an instruction set; arguments as in `roofline_stream`.

#include <stdbool.h>
#include <stddef.h>

typedef void Stream(
    void *destination, const void *first, const void *second, const void *third, size_t bytes,
    bool non_temporal);

Stream roofline_stream_avx512;
Stream roofline_stream_avx2;
Stream roofline_stream_default;
