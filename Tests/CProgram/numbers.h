// The types of number by the names that functions end in: the value of each, and the nearest one to a value.

typedef float f32;
typedef double f64;
typedef uint16_t f16;
typedef uint16_t bf16;

// Half the distance of neighbouring numbers, relative to them, where the check of a type has to allow for its own rounding.
static const double unit_f32 = 0, unit_f64 = 0, unit_f16 = 0x1p-11, unit_bf16 = 0x1p-8;

// A number of a half type: a sign, 15 - digits bits of exponent, and digits.
static double half_value(uint16_t bits, int digits) {
  const int bias = (1 << (14 - digits)) - 1, exponent = (bits & 0x7fff) >> digits;
  const int fraction = bits & ((1 << digits) - 1), whole = 1 << digits;
  double value;
  if (exponent == 2 * bias + 1) {
    value = fraction == 0 ? (double)INFINITY : (double)NAN;
  } else if (exponent == 0) {
    value = ldexp(fraction, 1 - bias - digits);
  } else {
    value = ldexp(fraction + whole, exponent - bias - digits);
  }
  return bits & 0x8000 ? -value : value;
}

// To the nearest, ties to even.
static uint16_t half_nearest(double value, int digits) {
  const int bias = (1 << (14 - digits)) - 1, infinite = (2 * bias + 1) << digits;
  const int sign = signbit(value) ? 0x8000 : 0;
  int exponent, whole;
  double scaled, rest;
  if (isnan(value)) return (uint16_t)(sign | infinite | 1 << (digits - 1));
  value = sign ? -value : value;
  if (value == 0) return (uint16_t)sign;
  if (value >= ldexp(1, bias + 1)) return (uint16_t)(sign | infinite);
  frexp(value, &exponent);
  exponent = exponent - 1 < 1 - bias ? 1 - bias : exponent - 1;
  scaled = ldexp(value, digits - exponent);
  whole = (int)scaled;
  rest = scaled - whole;
  if (rest > 0.5 || (rest == 0.5 && whole % 2 == 1)) whole += 1;
  // The highest digit is one of the exponent, if there is one; it carries where rounding does.
  return (uint16_t)(sign | (whole + ((exponent + bias - 1) << digits)));
}

static double value_f32(f32 number) { return (double)number; }
static double value_f64(f64 number) { return number; }
static double value_f16(f16 number) { return half_value(number, 10); }
static double value_bf16(bf16 number) { return half_value(number, 7); }

static f32 nearest_f32(double value) { return (f32)value; }
static f64 nearest_f64(double value) { return value; }
static f16 nearest_f16(double value) { return half_nearest(value, 10); }
static bf16 nearest_bf16(double value) { return half_nearest(value, 7); }

#define PASTED(a, b) a##b
#define PASTE(a, b) PASTED(a, b)
