// The checks of PReLU, forward and backward, of one choice of types: elements of ELEMENT, slopes of SLOPE, which are types of
// numbers.h, and functions whose names end with NAMES.

#define NAMED(name) PASTE(name##_, NAMES)
#define VALUE PASTE(value_, ELEMENT)
#define NEAREST PASTE(nearest_, ELEMENT)
#define SLOPE_VALUE PASTE(value_, SLOPE)
#define SLOPE_NEAREST PASTE(nearest_, SLOPE)

enum { NAMED(outer) = 3, NAMED(channels) = 5, NAMED(inner) = 37 };
enum { NAMED(count) = NAMED(outer) * NAMED(channels) * NAMED(inner) };

static ELEMENT NAMED(x)[NAMED(count)], NAMED(dy)[NAMED(count)];
static SLOPE NAMED(slope)[NAMED(channels)];

// Multiples of 1/8, so that every product and sum is exact and any order of summation is right.
static void NAMED(fill)(void) {
  for (int i = 0; i < NAMED(count); i++) {
    NAMED(x)[i] = NEAREST((i * 7 % 41 - 20) / 8.0);
    NAMED(dy)[i] = NEAREST((i * 11 % 37 - 18) / 8.0);
  }
  NAMED(x)[1] = NEAREST(-0.0);
  NAMED(x)[2] = NEAREST((double)INFINITY);
  for (int c = 0; c < NAMED(channels); c++) NAMED(slope)[c] = SLOPE_NEAREST((c - 1) / 4.0);
}

// Sums of half types have more digits than these, and are rounded once.
static void NAMED(check)(const ELEMENT *y, const ELEMENT *dx, const SLOPE *dslope) {
  int wrong_y = 0, wrong_dx = 0, wrong_dslope = 0, negative = 0;
  for (int c = 0; c < NAMED(channels); c++) {
    const double a = SLOPE_VALUE(NAMED(slope)[c]);
    double sum = 0;
    for (int o = 0; o < NAMED(outer); o++) {
      for (int i = 0; i < NAMED(inner); i++) {
        int at = (o * NAMED(channels) + c) * NAMED(inner) + i;
        double x = VALUE(NAMED(x)[at]), dy = VALUE(NAMED(dy)[at]);
        double expected = x < 0 ? a * x : x;
        if (y && (VALUE(y[at]) != expected || signbit(VALUE(y[at])) != signbit(expected))) wrong_y += 1;
        if (dx && VALUE(dx[at]) != (x > 0 ? dy : a * dy)) wrong_dx += 1;
        if (!(x > 0)) sum += dy * x;
        negative += x < 0;
      }
    }
    if (dslope && SLOPE_VALUE(dslope[c]) != SLOPE_VALUE(SLOPE_NEAREST(sum))) wrong_dslope += 1;
  }
  CHECK(negative > NAMED(count) / 4 && negative < NAMED(count) * 3 / 4);
  CHECK(wrong_y == 0);
  CHECK(wrong_dx == 0);
  CHECK(wrong_dslope == 0);
}

// Whether the two functions below are those whose slopes are broadcast, which compute the same of these dimensions.
static int NAMED(broadcasts) = 0;
static const size_t NAMED(dims)[4] = {NAMED(outer), 1, NAMED(channels), NAMED(inner)};
static const size_t NAMED(slope_dims)[4] = {1, 1, NAMED(channels), 1};

static int32_t NAMED(forward)(const ELEMENT *x, const SLOPE *slope, ELEMENT *y) {
  if (NAMED(broadcasts)) {
    return NAMED(prelu_forward_broadcast)(4, NAMED(dims), NAMED(slope_dims), x, slope, y);
  }
  return NAMED(prelu_forward)(NAMED(outer), NAMED(channels), NAMED(inner), x, slope, y);
}

static int32_t NAMED(backward)(
    const ELEMENT *x, const SLOPE *slope, const ELEMENT *dy, ELEMENT *dx, SLOPE *dslope) {
  if (NAMED(broadcasts)) {
    return NAMED(prelu_backward_broadcast)(
        4, NAMED(dims), NAMED(slope_dims), x, slope, dy, dx, dslope);
  }
  return NAMED(prelu_backward)(
      NAMED(outer), NAMED(channels), NAMED(inner), x, slope, dy, dx, dslope);
}

static void NAMED(computes)(void) {
  ELEMENT y[NAMED(count)], dx[NAMED(count)];
  SLOPE dslope[NAMED(channels)];
  const ELEMENT *x = NAMED(x), *dy = NAMED(dy);
  const SLOPE *slope = NAMED(slope);
  NAMED(fill)();
  CHECK(NAMED(forward)(x, slope, y) == PRELU_SUCCESS);
  CHECK(NAMED(backward)(x, slope, dy, dx, dslope) == PRELU_SUCCESS);
  NAMED(check)(y, dx, dslope);

  // One output alone.
  memset(dx, 0, sizeof dx);
  memset(dslope, 0, sizeof dslope);
  CHECK(NAMED(backward)(x, slope, dy, dx, NULL) == PRELU_SUCCESS);
  CHECK(NAMED(backward)(x, slope, dy, NULL, dslope) == PRELU_SUCCESS);
  NAMED(check)(NULL, dx, dslope);

  // y over x, dx over dy, dx over x.
  memcpy(y, x, sizeof y);
  CHECK(NAMED(forward)(y, slope, y) == PRELU_SUCCESS);
  memcpy(dx, dy, sizeof dx);
  memset(dslope, 0, sizeof dslope);
  CHECK(NAMED(backward)(x, slope, dx, dx, dslope) == PRELU_SUCCESS);
  NAMED(check)(y, dx, dslope);
  memcpy(dx, x, sizeof dx);
  memset(dslope, 0, sizeof dslope);
  CHECK(NAMED(backward)(dx, slope, dy, dx, dslope) == PRELU_SUCCESS);
  NAMED(check)(NULL, dx, dslope);

  // No elements.
  CHECK(NAMED(prelu_forward)(0, 5, 1, NULL, NULL, NULL) == PRELU_SUCCESS);
  CHECK(NAMED(prelu_backward)(3, 5, 0, NULL, NULL, NULL, NULL, dslope) == PRELU_SUCCESS);
  for (int c = 0; c < NAMED(channels); c++) CHECK(SLOPE_VALUE(dslope[c]) == 0);

  // NaN comes back, and shows up in the gradient to its slope alone.
  NAMED(x)[0] = NEAREST((double)NAN);
  CHECK(NAMED(forward)(x, slope, y) == PRELU_SUCCESS);
  CHECK(NAMED(backward)(x, slope, dy, dx, dslope) == PRELU_SUCCESS);
  CHECK(isnan(VALUE(y[0])) && isnan(SLOPE_VALUE(dslope[0])) && !isnan(SLOPE_VALUE(dslope[1])));
}

static void NAMED(refuses)(void) {
  ELEMENT y[NAMED(count)], before[NAMED(count)];
  SLOPE dslope[NAMED(channels)], slope_before[NAMED(channels)];
  ELEMENT *x = NAMED(x), *dy = NAMED(dy);
  SLOPE *slope = NAMED(slope);
  NAMED(fill)();
  for (int i = 0; i < NAMED(count); i++) y[i] = before[i] = NEAREST(7);
  for (int c = 0; c < NAMED(channels); c++) dslope[c] = slope_before[c] = SLOPE_NEAREST(7);

  CHECK(NAMED(prelu_forward)(SIZE_MAX, 1, 1, x, slope, y) == PRELU_SIZE_TOO_LARGE);
  CHECK(NAMED(prelu_forward)(1, SIZE_MAX / 8, 0, x, slope, y) == PRELU_SIZE_TOO_LARGE);
  CHECK(
      NAMED(prelu_backward)((size_t)1 << 31, (size_t)1 << 31, 4, x, slope, dy, y, dslope) ==
      PRELU_SIZE_TOO_LARGE);
  CHECK(NAMED(forward)(NULL, slope, y) == PRELU_X_IS_NULL);
  CHECK(NAMED(forward)(x, NULL, y) == PRELU_SLOPE_IS_NULL);
  CHECK(NAMED(forward)(x, slope, NULL) == PRELU_Y_IS_NULL);
  CHECK(NAMED(backward)(NULL, slope, dy, y, dslope) == PRELU_X_IS_NULL);
  CHECK(NAMED(backward)(x, NULL, dy, y, dslope) == PRELU_SLOPE_IS_NULL);
  CHECK(NAMED(backward)(x, slope, NULL, y, dslope) == PRELU_DY_IS_NULL);
  CHECK(NAMED(backward)(x, slope, dy, NULL, NULL) == PRELU_OUTPUTS_ARE_NULL);
  CHECK(
      NAMED(backward)(x, slope, y, y, (SLOPE *)(y + NAMED(count) - 1)) ==
      PRELU_DSLOPE_OVERLAPS_DY);
  CHECK(NAMED(backward)(x, slope, dy, y, (SLOPE *)y) == PRELU_DSLOPE_OVERLAPS_DX);
  CHECK(
      NAMED(forward)((const ELEMENT *)((const char *)x + 1), slope, y) == PRELU_X_IS_MISALIGNED);
  CHECK(
      NAMED(forward)(x, (const SLOPE *)((const char *)slope + 1), y) ==
      PRELU_SLOPE_IS_MISALIGNED);
  CHECK(
      NAMED(backward)(x, slope, (const ELEMENT *)((const char *)dy + 1), y, dslope) ==
      PRELU_DY_IS_MISALIGNED);
  CHECK(
      NAMED(backward)(x, slope, dy, y, (SLOPE *)((char *)dslope + 1)) ==
      PRELU_DSLOPE_IS_MISALIGNED);
  CHECK(memcmp(y, before, sizeof y) == 0);
  CHECK(memcmp(dslope, slope_before, sizeof dslope) == 0);

  CHECK(NAMED(forward)(x, slope, x + 1) == PRELU_Y_OVERLAPS_X);
  CHECK(NAMED(forward)(x, slope, (ELEMENT *)slope) == PRELU_Y_OVERLAPS_SLOPE);
  CHECK(NAMED(backward)(x, slope, dy, dy + 1, dslope) == PRELU_DX_OVERLAPS_DY);
  CHECK(NAMED(backward)(x, slope, dy, x + 1, dslope) == PRELU_DX_OVERLAPS_X);
  CHECK(NAMED(backward)(x, slope, dy, (ELEMENT *)slope, dslope) == PRELU_DX_OVERLAPS_SLOPE);
  CHECK(NAMED(backward)(x, slope, dy, y, (SLOPE *)x) == PRELU_DSLOPE_OVERLAPS_X);
  CHECK(NAMED(backward)(x, slope, dy, y, slope) == PRELU_DSLOPE_OVERLAPS_SLOPE);
  CHECK(NAMED(backward)(x, slope, dy, NULL, (SLOPE *)dy) == PRELU_DSLOPE_OVERLAPS_DY);
  // Had anything been written, these would not be the results.
  CHECK(NAMED(forward)(x, slope, y) == PRELU_SUCCESS);
  NAMED(check)(y, NULL, NULL);
}

// Slopes that are shared along an axis that lies between others, and dimensions that are wrong.
static void NAMED(broadcasts_between)(void) {
  enum { own = 3, shared = 2, last = 5, count = own * shared * last };
  const size_t dims[3] = {own, shared, last}, slope_dims[3] = {own, 1, last};
  const size_t too_large[3] = {SIZE_MAX, 1, 1}, two[3] = {2, 1, last};
  ELEMENT x[count], y[count], dx[count];
  SLOPE slope[own * last], dslope[own * last];
  int wrong = 0;
  for (int i = 0; i < count; i++) x[i] = NEAREST((i % 7 - 4) / 8.0);
  for (int i = 0; i < own * last; i++) slope[i] = SLOPE_NEAREST((i - 3) / 4.0);

  CHECK(NAMED(prelu_forward_broadcast)(9, dims, slope_dims, x, slope, y) == PRELU_INVALID_RANK);
  CHECK(NAMED(prelu_forward_broadcast)(-1, dims, slope_dims, x, slope, y) == PRELU_INVALID_RANK);
  CHECK(NAMED(prelu_forward_broadcast)(3, NULL, slope_dims, x, slope, y) == PRELU_DIMS_IS_NULL);
  CHECK(
      NAMED(prelu_backward_broadcast)(3, dims, NULL, x, slope, x, dx, dslope) ==
      PRELU_SLOPE_DIMS_IS_NULL);
  CHECK(
      NAMED(prelu_backward_broadcast)(3, too_large, slope_dims, x, slope, x, dx, dslope) ==
      PRELU_SIZE_TOO_LARGE);
  CHECK(
      NAMED(prelu_backward_broadcast)(3, dims, two, x, slope, x, dx, dslope) ==
      PRELU_NOT_BROADCASTABLE);

  CHECK(NAMED(prelu_forward_broadcast)(3, dims, slope_dims, x, slope, y) == PRELU_SUCCESS);
  CHECK(
      NAMED(prelu_backward_broadcast)(3, dims, slope_dims, x, slope, x, dx, dslope) ==
      PRELU_SUCCESS);
  for (int i = 0; i < own * last; i++) {
    const double a = SLOPE_VALUE(slope[i]);
    double sum = 0;
    for (int s = 0; s < shared; s++) {
      const int at = (i / last * shared + s) * last + i % last;
      const double value = VALUE(x[at]), expected = value > 0 ? value : a * value;
      if (VALUE(y[at]) != expected || VALUE(dx[at]) != expected) wrong += 1;
      if (!(value > 0)) sum += value * value;
    }
    if (SLOPE_VALUE(dslope[i]) != sum) wrong += 1;
  }
  CHECK(wrong == 0);
}

static void NAMED(checks)(void) {
  NAMED(computes)();
  NAMED(refuses)();
  NAMED(broadcasts) = 1;
  NAMED(computes)();
  NAMED(refuses)();
  NAMED(broadcasts_between)();
}
