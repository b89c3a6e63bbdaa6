"""How far results may be from exact ones. Every bound is one of ResultContract.md or prelu.h.

"Within k ULP of the nearest number" is within (k + 1/2) ULP of the exact one; a unit in the last place is
that of the larger of both, where the two stand on different sides of a power of two.

The oracles compute in float64, and are off themselves. Not so in products: of two numbers of Float, Float16
or BFloat16 they are exact in float64, and of Double they have the one rounding that they have here. What else
they compute may be off by what is added to the bound: nothing beside it, but for elements of Double.
"""

from typing import Callable

import numpy

from elements import F32, F64, Array, Element

# Half a unit in the last place of float64, relative to the number.
ROUNDING = 2.0**-53

# What an oracle's results with an exponential are off by, relative to them: exp or expm1 by one ULP, which is
# 2 ROUNDING, and four roundings: two of the constants' product, one of each product with it and with dy.
ORACLE = 6 * ROUNDING

# The error that is allowed for an exact result (first) of which an actual one came out (second).
Allowed = Callable[[Array, Array], Array]


def larger_unit(element: Element, exact: Array, actual: Array) -> Array:
    return numpy.maximum(element.unit(exact), element.unit(actual))


def storing(element: Element, exact: Array, actual: Array) -> Array:
    """The last rounding of a half type, which results of Float go through to be stored."""
    return 0 if element.arithmetic is element else larger_unit(element, exact, actual) / 2


def exponential_units(element: Element, function: str, constants: tuple) -> int:
    """How many ULP of the arithmetic ELU, SELU and their derivatives may be off."""
    return 1 if element.arithmetic is F32 and function == "elu" and constants == (1.0,) else 2


def from_exact(element: Element, units: int) -> float:
    """So many ULP from the nearest number of the arithmetic as a distance from the exact one, which bounds of Double name themselves."""
    return units if element.arithmetic is F64 else units + 0.5


def within_units(element: Element, units: int) -> Allowed:
    """For y of ELU and SELU: so many ULP from the nearest number of the arithmetic, in Double from the exact one, then
    the rounding that stores a half type."""

    def allowed(exact: Array, actual: Array) -> Array:
        own = from_exact(element, units) * larger_unit(element.arithmetic, exact, actual)
        return own + storing(element, exact, actual) + ORACLE * numpy.abs(exact)

    return allowed


def derivative_product(element: Element, units: int, derivative: Array, dy: Array) -> Allowed:
    """For dx of ELU and SELU: the derivative is off by so many ULP, and its product with dy is rounded."""
    arithmetic = element.arithmetic
    # A derivative just below a power of two may have come out above it, where units are twice as large.
    beyond = arithmetic.unit(derivative + 2 * units * arithmetic.unit(derivative))
    own = from_exact(element, units) * beyond * numpy.abs(dy)

    def allowed(exact: Array, actual: Array) -> Array:
        rounding = larger_unit(arithmetic, exact, actual) / 2
        return own + rounding + storing(element, exact, actual) + ORACLE * numpy.abs(exact)

    return allowed


def slope_sum(element: Element, products: Element, terms: Array, magnitudes: Array) -> Allowed:
    """For a slope's gradient, a sum of `terms` products: 1 ULP + terms * 2^-53 * magnitudes, the sum of the
    products' absolute values; 2 terms for Double, whose products are rounded. The oracle's sum in float64 is
    off by as much as ours but for the ULP, however it is ordered."""
    own = (2 if products is F64 else 1) * terms * ROUNDING * magnitudes

    def allowed(exact: Array, actual: Array) -> Array:
        return larger_unit(element, exact, actual) + 2 * own

    return allowed


def three_roundings(element: Element, magnitudes: Array) -> Allowed:
    """For gdy, `a * ddx + ddslope * x`: 2^-24 * (magnitudes + |gdy|) in Float, 2^-53 of that in Double, with
    the sum of the products' absolute values as magnitudes. Products that underflow are off by half of the
    smallest number each, less than what is added for them. The oracle has the three roundings of Double."""
    unit = 2.0**-element.arithmetic.digits
    smallest = 2.0**element.arithmetic.exponent

    def allowed(exact: Array, actual: Array) -> Array:
        sizes = magnitudes + numpy.maximum(numpy.abs(exact), numpy.abs(actual))
        return (unit + ROUNDING) * sizes + 2 * smallest + storing(element, exact, actual)

    return allowed
