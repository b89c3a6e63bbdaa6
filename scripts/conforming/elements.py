"""The types of elements: their numbers as float64, rounding to them, and units in the last place."""

from dataclasses import dataclass

import numpy

Array = numpy.ndarray


@dataclass(frozen=True)
class Element:
    """A binary floating-point type. Each of its numbers is one of float64."""

    name: str  # as in prelu.h
    digits: int  # of the significand, the first one included
    exponent: int  # of the smallest number above zero, a power of two
    largest: float
    storage: type  # what NumPy keeps it in; bits where that is an integer

    def unit(self, values: Array) -> Array:
        """A unit in the last place of numbers: the distance to the next one further from zero."""
        values = numpy.asarray(values, numpy.float64)
        _, exponents = numpy.frexp(values)
        exponents = numpy.where(values == 0, self.exponent, exponents - self.digits)
        return numpy.ldexp(1.0, numpy.maximum(exponents, self.exponent))

    def nearest(self, values: Array) -> Array:
        """Rounds float64 to the nearest number, to even between two. Too large ones become infinite."""
        values = numpy.asarray(values, numpy.float64)
        if self.storage is numpy.float64:
            return values
        units = self.unit(values)
        # Exact but for rint: units are powers of two.
        rounded = numpy.rint(values / units) * units
        infinite = numpy.copysign(numpy.inf, values)
        return numpy.where(numpy.abs(rounded) > self.largest, infinite, rounded)

    @property
    def arithmetic(self) -> "Element":
        """The type that results are computed in: half types are storage."""
        return F32 if self.storage is numpy.uint16 else self

    def computed(self, exact: Array) -> Array:
        """An exact result rounded as the contract says: by the arithmetic, and then to the type."""
        return self.nearest(self.arithmetic.nearest(exact))

    def encode(self, values: Array) -> Array:
        """Numbers of the type, as they stand in memory."""
        values = numpy.ascontiguousarray(values, numpy.float64)
        with numpy.errstate(over="ignore"):
            if self is BF16:
                return (values.astype(numpy.float32).view(numpy.uint32) >> 16).astype(numpy.uint16)
            if self is F16:
                return values.astype(numpy.float16).view(numpy.uint16)
            return values.astype(self.storage)

    def decode(self, stored: Array) -> Array:
        """What stands in memory, as float64."""
        if self is BF16:
            return (stored.astype(numpy.uint32) << 16).view(numpy.float32).astype(numpy.float64)
        if self is F16:
            return stored.view(numpy.float16).astype(numpy.float64)
        return stored.astype(numpy.float64)

    def distance(self, first: Array, second: Array) -> Array:
        """How many numbers of the type two of them are apart: 0 and -0 by none, NaN infinitely many."""
        (first_sign, first_place), (second_sign, second_place) = map(self._place, (first, second))
        apart = numpy.where(
            first_sign == second_sign, abs(first_place - second_place),
            first_place.astype(numpy.float64) + second_place)
        return numpy.where(numpy.isnan(first) | numpy.isnan(second), numpy.inf, apart)

    def _place(self, values: Array) -> tuple[Array, Array]:
        """The sign of numbers, and how many numbers of the type there are between them and zero."""
        stored = self.encode(values)
        bits = stored.dtype.itemsize * 8
        pattern = stored.view(f"uint{bits}").astype(numpy.uint64)
        magnitude = (pattern & numpy.uint64(2 ** (bits - 1) - 1)).astype(numpy.int64)
        return pattern >> numpy.uint64(bits - 1), magnitude


F32 = Element("f32", 24, -149, (2 - 2.0**-23) * 2.0**127, numpy.float32)
F64 = Element("f64", 53, -1074, (2 - 2.0**-52) * 2.0**1023, numpy.float64)
F16 = Element("f16", 11, -24, 65504, numpy.uint16)
BF16 = Element("bf16", 8, -133, (2 - 2.0**-7) * 2.0**127, numpy.uint16)
ELEMENTS = (F32, F64, F16, BF16)
