// One streaming function, for the vector type that the including file defines: NAME, TARGET,
// VECTOR, LOAD(pointer), XOR(left, right), STORE(pointer, vector), STREAM(pointer, vector) (the
// last two to aligned addresses) and FENCE().

#define WIDTH sizeof(VECTOR)
#define UNROLL 4

// Every argument but the pointers is a constant where this is called, so that what is left of it is
// a loop without branches: all loads of an unrolled step, then all its stores.
TARGET static inline __attribute__((always_inline)) void NAME(
    unsigned char *destination, const unsigned char *first, const unsigned char *second,
    const unsigned char *third, size_t bytes, int sources, bool non_temporal) {
#define BYTE(at)                                                                                    \
  (unsigned char)(first[at] ^ (sources > 1 ? second[at] : 0) ^ (sources > 2 ? third[at] : 0))
  size_t at = 0;
  while (at < bytes && ((size_t)(destination + at) % WIDTH) != 0) {
    destination[at] = BYTE(at);
    at += 1;
  }
  for (; at + UNROLL * WIDTH <= bytes; at += UNROLL * WIDTH) {
    VECTOR vectors[UNROLL];
    for (int i = 0; i < UNROLL; i++) {
      size_t from = at + i * WIDTH;
      vectors[i] = LOAD(first + from);
      if (sources > 1) vectors[i] = XOR(vectors[i], LOAD(second + from));
      if (sources > 2) vectors[i] = XOR(vectors[i], LOAD(third + from));
    }
    for (int i = 0; i < UNROLL; i++) {
      if (non_temporal) {
        STREAM(destination + at + i * WIDTH, vectors[i]);
      } else {
        STORE(destination + at + i * WIDTH, vectors[i]);
      }
    }
  }
  for (; at < bytes; at++) destination[at] = BYTE(at);
  if (non_temporal) FENCE();
#undef BYTE
}
