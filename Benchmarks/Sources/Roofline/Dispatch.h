// The public shape of one streaming function: chooses its constant arguments.
// Included after StreamLoop.h, with NAME and ENTRY defined.

TARGET void ENTRY(
    void *destination, const void *first, const void *second, const void *third, size_t bytes,
    bool non_temporal) {
  int sources = third ? 3 : second ? 2 : 1;
  switch (sources * 2 + (non_temporal ? 1 : 0)) {
    case 2: NAME(destination, first, second, third, bytes, 1, false); break;
    case 3: NAME(destination, first, second, third, bytes, 1, true); break;
    case 4: NAME(destination, first, second, third, bytes, 2, false); break;
    case 5: NAME(destination, first, second, third, bytes, 2, true); break;
    case 6: NAME(destination, first, second, third, bytes, 3, false); break;
    default: NAME(destination, first, second, third, bytes, 3, true); break;
  }
}
