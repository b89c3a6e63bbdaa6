// The checks of one type of number: REAL, and NAMED for names that end in it.

enum { NAMED(outer) = 3, NAMED(channels) = 5, NAMED(inner) = 37 };
enum { NAMED(count) = NAMED(outer) * NAMED(channels) * NAMED(inner) };

static REAL NAMED(x)[NAMED(count)], NAMED(dy)[NAMED(count)], NAMED(slope)[NAMED(channels)];

// Multiples of 1/8, so that every product and sum is exact and any order of summation is right.
static void NAMED(fill)(void) {
  for (int i = 0; i < NAMED(count); i++) {
    NAMED(x)[i] = (REAL)(i * 7 % 41 - 20) / 8;
    NAMED(dy)[i] = (REAL)(i * 11 % 37 - 18) / 8;
  }
  NAMED(x)[1] = (REAL)-0.0;
  NAMED(x)[2] = (REAL)INFINITY;
  for (int c = 0; c < NAMED(channels); c++) NAMED(slope)[c] = (REAL)(c - 1) / 4;
}

static void NAMED(check)(const REAL *y, const REAL *dx, const REAL *dslope) {
  int wrong_y = 0, wrong_dx = 0, wrong_dslope = 0, negative = 0;
  for (int c = 0; c < NAMED(channels); c++) {
    double sum = 0;
    for (int o = 0; o < NAMED(outer); o++) {
      for (int i = 0; i < NAMED(inner); i++) {
        int at = (o * NAMED(channels) + c) * NAMED(inner) + i;
        REAL x = NAMED(x)[at], dy = NAMED(dy)[at], a = NAMED(slope)[c];
        REAL expected = x < 0 ? a * x : x;
        if (y && (y[at] != expected || signbit(y[at]) != signbit(expected))) wrong_y += 1;
        if (dx && dx[at] != (x > 0 ? dy : a * dy)) wrong_dx += 1;
        if (!(x > 0)) sum += (double)dy * (double)x;
        negative += x < 0;
      }
    }
    if (dslope && dslope[c] != sum) wrong_dslope += 1;
  }
  CHECK(negative > NAMED(count) / 4 && negative < NAMED(count) * 3 / 4);
  CHECK(wrong_y == 0);
  CHECK(wrong_dx == 0);
  CHECK(wrong_dslope == 0);
}

static int32_t NAMED(forward)(const REAL *x, const REAL *slope, REAL *y) {
  return NAMED(prelu_forward)(NAMED(outer), NAMED(channels), NAMED(inner), x, slope, y);
}

static int32_t NAMED(backward)(
    const REAL *x, const REAL *slope, const REAL *dy, REAL *dx, REAL *dslope) {
  return NAMED(prelu_backward)(
      NAMED(outer), NAMED(channels), NAMED(inner), x, slope, dy, dx, dslope);
}

static void NAMED(computes)(void) {
  REAL y[NAMED(count)], dx[NAMED(count)], dslope[NAMED(channels)];
  const REAL *x = NAMED(x), *dy = NAMED(dy), *slope = NAMED(slope);
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
  for (int c = 0; c < NAMED(channels); c++) CHECK(dslope[c] == 0);

  // NaN comes back, and shows up in the gradient to its slope alone.
  NAMED(x)[0] = (REAL)NAN;
  CHECK(NAMED(forward)(x, slope, y) == PRELU_SUCCESS);
  CHECK(NAMED(backward)(x, slope, dy, dx, dslope) == PRELU_SUCCESS);
  CHECK(isnan(y[0]) && isnan(dslope[0]) && !isnan(dslope[1]));
}

static void NAMED(refuses)(void) {
  REAL y[NAMED(count)], dslope[NAMED(channels)], before[NAMED(count)];
  REAL *x = NAMED(x), *dy = NAMED(dy), *slope = NAMED(slope);
  NAMED(fill)();
  for (int i = 0; i < NAMED(count); i++) y[i] = before[i] = 7;
  for (int c = 0; c < NAMED(channels); c++) dslope[c] = 7;

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
  CHECK(NAMED(backward)(x, slope, y, y, y + NAMED(count) - 1) == PRELU_DSLOPE_OVERLAPS_DY);
  CHECK(NAMED(backward)(x, slope, dy, y, y) == PRELU_DSLOPE_OVERLAPS_DX);
  CHECK(memcmp(y, before, sizeof y) == 0);
  CHECK(memcmp(dslope, before, sizeof dslope) == 0);

  CHECK(NAMED(forward)(x, slope, x + 1) == PRELU_Y_OVERLAPS_X);
  CHECK(NAMED(forward)(x, slope, slope) == PRELU_Y_OVERLAPS_SLOPE);
  CHECK(NAMED(backward)(x, slope, dy, dy + 1, dslope) == PRELU_DX_OVERLAPS_DY);
  CHECK(NAMED(backward)(x, slope, dy, x + 1, dslope) == PRELU_DX_OVERLAPS_X);
  CHECK(NAMED(backward)(x, slope, dy, slope, dslope) == PRELU_DX_OVERLAPS_SLOPE);
  CHECK(NAMED(backward)(x, slope, dy, y, x) == PRELU_DSLOPE_OVERLAPS_X);
  CHECK(NAMED(backward)(x, slope, dy, y, slope) == PRELU_DSLOPE_OVERLAPS_SLOPE);
  CHECK(NAMED(backward)(x, slope, dy, NULL, dy) == PRELU_DSLOPE_OVERLAPS_DY);
  // Had anything been written, these would not be the results.
  CHECK(NAMED(forward)(x, slope, y) == PRELU_SUCCESS);
  NAMED(check)(y, NULL, NULL);
}

// A rectifier's results where x is -1, 0 and 2, and dy 3: y of -1 is `below`, its dx `below_dx`, that of 0 `at_zero`, and
// positive numbers are multiplied by `gamma`.
static void NAMED(has)(
    const REAL *y, const REAL *dx, double below, double below_dx, double at_zero, double gamma) {
  CHECK(fabs(y[0] - below) < 1e-6 && y[1] == 0 && fabs(y[2] - 2 * gamma) < 1e-6);
  CHECK(fabs(dx[0] - below_dx) < 1e-6 && fabs(dx[1] - at_zero) < 1e-6);
  CHECK(fabs(dx[2] - 3 * gamma) < 1e-6);
}

static void NAMED(rectifies)(void) {
  const REAL x[3] = {-1, 0, 2}, dy[3] = {3, 3, 3};
  REAL y[3], dx[3];
  CHECK(NAMED(prelu_relu_forward)(3, x, y) == PRELU_SUCCESS);
  CHECK(NAMED(prelu_relu_backward)(3, x, dy, dx) == PRELU_SUCCESS);
  NAMED(has)(y, dx, 0, 0, 0, 1);
  CHECK(NAMED(prelu_leaky_relu_forward)(3, x, 0.25, y) == PRELU_SUCCESS);
  CHECK(NAMED(prelu_leaky_relu_backward)(3, x, 0.25, dy, dx) == PRELU_SUCCESS);
  NAMED(has)(y, dx, -0.25, 0.75, 0.75, 1);
  CHECK(NAMED(prelu_elu_forward)(3, x, 2, y) == PRELU_SUCCESS);
  CHECK(NAMED(prelu_elu_backward)(3, x, 2, dy, dx) == PRELU_SUCCESS);
  NAMED(has)(y, dx, 2 * expm1(-1), 6 * exp(-1), 6, 1);
  CHECK(NAMED(prelu_selu_forward)(3, x, 2, 0.5, y) == PRELU_SUCCESS);
  CHECK(NAMED(prelu_selu_backward)(3, x, 2, 0.5, dy, dx) == PRELU_SUCCESS);
  NAMED(has)(y, dx, expm1(-1), 3 * exp(-1), 3, 0.5);
}

static void NAMED(differentiates_twice)(void) {
  // One slope for all: x is -1, 0 and 2, dy 3, ddx 5, the slope 0.5 and ddslope 4.
  REAL x[3] = {-1, 0, 2}, dy[3] = {3, 3, 3}, ddx[3] = {5, 5, 5}, slope[1] = {0.5}, ddslope[1] = {4};
  REAL gx[3] = {7, 7, 7}, gslope[1] = {7}, gdy[3] = {7, 7, 7};
  CHECK(NAMED(prelu_double_backward)(1, 1, 3, x, slope, dy, ddx, NULL, gx, gslope, gdy) ==
      PRELU_DDSLOPE_IS_NULL);
  CHECK(NAMED(prelu_double_backward)(1, 1, 3, x, slope, dy, ddx, ddslope, NULL, NULL, NULL) ==
      PRELU_OUTPUTS_ARE_NULL);
  CHECK(NAMED(prelu_double_backward)(1, 1, 3, x, slope, dy, ddx, ddslope, gx, gslope, gx) ==
      PRELU_GDY_OVERLAPS_GX);
  CHECK(gx[0] == 7 && gslope[0] == 7 && gdy[2] == 7);
  CHECK(NAMED(prelu_double_backward)(1, 1, 3, x, slope, dy, ddx, ddslope, gx, gslope, gdy) ==
      PRELU_SUCCESS);
  CHECK(gx[0] == 12 && gx[1] == 12 && gx[2] == 0);
  CHECK(gslope[0] == 30);
  CHECK(gdy[0] == -1.5 && gdy[1] == 2.5 && gdy[2] == 5);
}

static void NAMED(refuses_to_rectify)(void) {
  const size_t many = (size_t)-1;
  REAL x[4] = {-1, -1, -1, -1}, dy[3] = {3, 3, 3};
  REAL y[3] = {7, 7, 7};
  CHECK(NAMED(prelu_elu_forward)(many, x, 1, y) == PRELU_SIZE_TOO_LARGE);
  CHECK(NAMED(prelu_elu_forward)(3, NULL, 1, y) == PRELU_X_IS_NULL);
  CHECK(NAMED(prelu_elu_forward)(3, x, 1, NULL) == PRELU_Y_IS_NULL);
  CHECK(NAMED(prelu_elu_forward)(3, x, 1, x + 1) == PRELU_Y_OVERLAPS_X);
  CHECK(NAMED(prelu_elu_backward)(many, x, 1, dy, y) == PRELU_SIZE_TOO_LARGE);
  CHECK(NAMED(prelu_elu_backward)(3, NULL, 1, NULL, NULL) == PRELU_X_IS_NULL);
  CHECK(NAMED(prelu_elu_backward)(3, x, 1, NULL, y) == PRELU_DY_IS_NULL);
  CHECK(NAMED(prelu_elu_backward)(3, x, 1, dy, NULL) == PRELU_DX_IS_NULL);
  CHECK(NAMED(prelu_elu_backward)(3, x, 1, dy, x + 1) == PRELU_DX_OVERLAPS_X);
  CHECK(NAMED(prelu_elu_backward)(3, x + 1, 1, x, x + 1) == PRELU_DX_OVERLAPS_DY);
  CHECK(x[1] == -1 && y[0] == 7 && y[2] == 7);
  CHECK(NAMED(prelu_elu_forward)(0, NULL, 1, NULL) == PRELU_SUCCESS);
  CHECK(NAMED(prelu_elu_backward)(0, NULL, 1, NULL, NULL) == PRELU_SUCCESS);
  CHECK(NAMED(prelu_elu_forward)(3, x, 1, x) == PRELU_SUCCESS);
  CHECK(fabs(x[0] - expm1(-1)) < 1e-6);
}
