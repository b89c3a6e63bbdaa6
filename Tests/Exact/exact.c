// The numbers nearest to scale * (exp(x) - 1) and scale * exp(x), by MPFR. scripts/test --exhaustive builds this and
// hands it to the tests.
#include <math.h>
#include <mpfr.h>
#include <stddef.h>

// Digits of the first attempt: enough for Double but about once in 2^25 times.
enum { FIRST_PRECISION = 80 };

// exp(x) - 1 or exp(x), within half a unit.
static void exponential(mpfr_t value, mpfr_prec_t precision, double x, int minus_one) {
  mpfr_set_prec(value, precision);
  mpfr_set_d(value, x, MPFR_RNDN);
  if (minus_one) {
    mpfr_expm1(value, value, MPFR_RNDN);
  } else {
    mpfr_exp(value, value, MPFR_RNDN);
  }
}

// scale * value, and numbers two units to both sides of it, between which the exact product lies: the half unit of the value
// is at most one unit of the product, which is itself rounded by half a unit.
typedef struct {
  mpfr_t middle, lower, upper;
} Product;

static void open_product(Product *product) {
  mpfr_inits2(FIRST_PRECISION, product->middle, product->lower, product->upper, NULL);
}

static void close_product(Product *product) {
  mpfr_clears(product->middle, product->lower, product->upper, NULL);
}

static void multiply(Product *product, mpfr_t value, double scale) {
  mpfr_prec_t precision = mpfr_get_prec(value);
  mpfr_set_prec(product->middle, precision);
  mpfr_set_prec(product->lower, precision);
  mpfr_set_prec(product->upper, precision);
  mpfr_mul_d(product->middle, value, scale, MPFR_RNDN);
  mpfr_set(product->lower, product->middle, MPFR_RNDN);
  mpfr_set(product->upper, product->middle, MPFR_RNDN);
  for (int unit = 0; unit < 2; unit += 1) {
    mpfr_nextbelow(product->lower);
    mpfr_nextabove(product->upper);
  }
}

// With ever more digits until the error cannot matter. That ends: exp(x) of a number that is not 0 is never in the middle.
float exact_nearest_float(float x, float scale, int minus_one) {
  if (isnan(x)) return x;
  mpfr_t value;
  Product product;
  mpfr_init2(value, FIRST_PRECISION);
  open_product(&product);
  for (mpfr_prec_t precision = FIRST_PRECISION;; precision *= 2) {
    exponential(value, precision, x, minus_one);
    multiply(&product, value, scale);
    if (mpfr_get_flt(product.lower, MPFR_RNDN) == mpfr_get_flt(product.upper, MPFR_RNDN)) break;
  }
  float nearest = mpfr_get_flt(product.middle, MPFR_RNDN);
  mpfr_clear(value);
  close_product(&product);
  return nearest;
}

// The exponent of the unit in the last place of the Doubles among which a number lies.
static int unit_exponent(mpfr_t number) {
  const int least = -1074;
  if (!mpfr_regular_p(number)) return least;
  mpfr_exp_t exponent = mpfr_get_exp(number) - 53;
  return exponent < least ? least : (int)exponent;
}

// For each scale, one after another, for each x: the nearest number, the unit in the last place of the exact one, and by
// how many units the exact number is above the nearest.
void exact_doubles(
    size_t count, const double *x, size_t scales, const double *scale, int minus_one,
    double *nearest, double *unit, double *rest) {
  mpfr_t first, value;
  Product product;
  mpfr_inits2(FIRST_PRECISION, first, value, NULL);
  open_product(&product);
  for (size_t i = 0; i < count; i += 1) {
    exponential(first, FIRST_PRECISION, x[i], minus_one);
    for (size_t s = 0; s < scales; s += 1) {
      size_t place = s * count + i;
      if (isnan(x[i])) {
        nearest[place] = unit[place] = rest[place] = NAN;
        continue;
      }
      multiply(&product, first, scale[s]);
      for (mpfr_prec_t precision = 2 * FIRST_PRECISION;
           mpfr_get_d(product.lower, MPFR_RNDN) != mpfr_get_d(product.upper, MPFR_RNDN);
           precision *= 2) {
        exponential(value, precision, x[i], minus_one);
        multiply(&product, value, scale[s]);
      }
      nearest[place] = mpfr_get_d(product.middle, MPFR_RNDN);
      int exponent = unit_exponent(product.middle);
      unit[place] = ldexp(1, exponent);
      // In units before it becomes a Double, since it may be less than the least of them.
      mpfr_sub_d(product.middle, product.middle, nearest[place], MPFR_RNDN);
      mpfr_mul_2si(product.middle, product.middle, -exponent, MPFR_RNDN);
      rest[place] = mpfr_get_d(product.middle, MPFR_RNDN);
    }
  }
  mpfr_clears(first, value, NULL);
  close_product(&product);
}
