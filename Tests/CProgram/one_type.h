// The checks of the functions whose numbers are all of one type: ELEMENT, which is a type of numbers.h and what their names end
// with. Comes after typed.h, with the same macros.

#define UNIT PASTE(unit_, ELEMENT)

// The errors of ELU and SELU here are below 1e-6. Half types have their own rounding on top.
static int NAMED(is_near)(ELEMENT number, double expected) {
  return fabs(VALUE(number) - expected) < 1e-6 + UNIT * fabs(expected);
}

// A rectifier's results where x is -1, 0 and 2, and dy 3: y of -1 is `below`, its dx `below_dx`, that of 0 `at_zero`, and
// positive numbers are multiplied by `gamma`.
static void NAMED(has)(
    const ELEMENT *y, const ELEMENT *dx, double below, double below_dx, double at_zero,
    double gamma) {
  CHECK(NAMED(is_near)(y[0], below) && VALUE(y[1]) == 0 && NAMED(is_near)(y[2], 2 * gamma));
  CHECK(NAMED(is_near)(dx[0], below_dx) && NAMED(is_near)(dx[1], at_zero));
  CHECK(NAMED(is_near)(dx[2], 3 * gamma));
}

static void NAMED(rectifies)(void) {
  const ELEMENT x[3] = {NEAREST(-1), NEAREST(0), NEAREST(2)};
  const ELEMENT dy[3] = {NEAREST(3), NEAREST(3), NEAREST(3)};
  ELEMENT y[3], dx[3];
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
  ELEMENT x[3] = {NEAREST(-1), NEAREST(0), NEAREST(2)};
  ELEMENT dy[3] = {NEAREST(3), NEAREST(3), NEAREST(3)};
  ELEMENT ddx[3] = {NEAREST(5), NEAREST(5), NEAREST(5)};
  ELEMENT slope[1] = {NEAREST(0.5)}, ddslope[1] = {NEAREST(4)};
  ELEMENT gx[3] = {NEAREST(7), NEAREST(7), NEAREST(7)}, gslope[1] = {NEAREST(7)};
  ELEMENT gdy[3] = {NEAREST(7), NEAREST(7), NEAREST(7)};
  CHECK(NAMED(prelu_double_backward)(1, 1, 3, x, slope, dy, ddx, NULL, gx, gslope, gdy) ==
      PRELU_DDSLOPE_IS_NULL);
  CHECK(NAMED(prelu_double_backward)(1, 1, 3, x, slope, dy, ddx, ddslope, NULL, NULL, NULL) ==
      PRELU_OUTPUTS_ARE_NULL);
  CHECK(NAMED(prelu_double_backward)(1, 1, 3, x, slope, dy, ddx, ddslope, gx, gslope, gx) ==
      PRELU_GDY_OVERLAPS_GX);
  CHECK(VALUE(gx[0]) == 7 && VALUE(gslope[0]) == 7 && VALUE(gdy[2]) == 7);
  CHECK(NAMED(prelu_double_backward)(1, 1, 3, x, slope, dy, ddx, ddslope, gx, gslope, gdy) ==
      PRELU_SUCCESS);
  CHECK(VALUE(gx[0]) == 12 && VALUE(gx[1]) == 12 && VALUE(gx[2]) == 0);
  CHECK(VALUE(gslope[0]) == 30);
  CHECK(VALUE(gdy[0]) == -1.5 && VALUE(gdy[1]) == 2.5 && VALUE(gdy[2]) == 5);
}

static void NAMED(refuses_to_rectify)(void) {
  const size_t many = (size_t)-1;
  ELEMENT x[4] = {NEAREST(-1), NEAREST(-1), NEAREST(-1), NEAREST(-1)};
  ELEMENT dy[3] = {NEAREST(3), NEAREST(3), NEAREST(3)};
  ELEMENT y[3] = {NEAREST(7), NEAREST(7), NEAREST(7)};
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
  CHECK(VALUE(x[1]) == -1 && VALUE(y[0]) == 7 && VALUE(y[2]) == 7);
  CHECK(NAMED(prelu_elu_forward)(0, NULL, 1, NULL) == PRELU_SUCCESS);
  CHECK(NAMED(prelu_elu_backward)(0, NULL, 1, NULL, NULL) == PRELU_SUCCESS);
  CHECK(NAMED(prelu_elu_forward)(3, x, 1, x) == PRELU_SUCCESS);
  CHECK(NAMED(is_near)(x[0], expm1(-1)));
}

static void NAMED(checks_of_one_type)(void) {
  NAMED(checks)();
  NAMED(rectifies)();
  NAMED(differentiates_twice)();
  NAMED(refuses_to_rectify)();
}

#undef UNIT
