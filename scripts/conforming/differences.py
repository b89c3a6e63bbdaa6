"""Where the contract means something else than the others do. Each difference is named here, with why, the
numbers that it is about and what the contract says there: that is what they have to be. Numbers that differ
elsewhere are failures."""

from dataclasses import dataclass
from typing import Any, Callable

import numpy

from elements import Array

# What a call was about: inputs by their names in prelu.h, those of slopes for each element; `by_slope`, which
# sums what elements have by slope; and `rounded`, which rounds to the type that is computed in.
Values = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    name: str
    reason: str
    functions: tuple[str, ...]
    output: str
    where: Callable[[Values], Array]
    contract: Callable[[Values], Array]


def negative_sum(values: Values, first: str, second: str) -> Array:
    """For each slope the sum of products over its elements that are not above zero, of which none is +0."""
    terms = numpy.where(values["x"] > 0, 0, values[first] * values[second])
    return values["by_slope"](terms) + 0.0


def has_zero(values: Values) -> Array:
    return values["by_slope"](values["x"] == 0) > 0


def product_overflows(values: Values) -> Array:
    """Where a finite product of the slope's branch is infinite in the type that is computed in."""
    products = (values["slope"] * values["ddx"], values["ddslope"] * values["x"])
    first, second = (numpy.isfinite(one) & numpy.isinf(values["rounded"](one)) for one in products)
    return (first | second) & ~(values["x"] > 0)


AT_ZERO = "second order at zero"
AT_ZERO_REASON = (
    "where x is 0 or -0 PyTorch's backward takes the slope's branch, and its double backward the other one;"
    " here both take the slope's")
SUM_OF_ZEROS = "the sign of a sum of zeros"
SUM_OF_ZEROS_REASON = "a slope's gradient that is zero is +0 here; PyTorch's may be -0"
AT_NAN_REASON = "PyTorch's derivative at NaN is 1, as if x were positive; here NaN is not above 0"

DIFFERENCES = (
    Difference(
        "zero times the slope",
        "PyTorch multiplies 0 and -0 by the slope, so that a negative one changes the sign and an infinite or"
        " NaN one makes NaN; here they come out as they went in, which is ONNX's definition",
        ("prelu", "leaky_relu"), "y", lambda v: v["x"] == 0, lambda v: v["x"]),
    Difference(
        SUM_OF_ZEROS, SUM_OF_ZEROS_REASON, ("prelu",), "dslope",
        lambda v: negative_sum(v, "dy", "x") == 0, lambda v: negative_sum(v, "dy", "x")),
    Difference(
        SUM_OF_ZEROS, SUM_OF_ZEROS_REASON, ("prelu",), "gslope",
        lambda v: negative_sum(v, "ddx", "dy") == 0, lambda v: negative_sum(v, "ddx", "dy")),
    Difference(
        AT_ZERO, AT_ZERO_REASON, ("prelu",), "gx",
        lambda v: v["x"] == 0, lambda v: v["ddslope"] * v["dy"]),
    Difference(
        AT_ZERO, AT_ZERO_REASON, ("prelu",), "gslope", has_zero, lambda v: negative_sum(v, "ddx", "dy")),
    Difference(
        AT_ZERO, AT_ZERO_REASON, ("prelu",), "gdy",
        lambda v: v["x"] == 0, lambda v: v["slope"] * v["ddx"] + v["ddslope"] * v["x"]),
    Difference(
        "a product that overflows",
        "the products of a * ddx + ddslope * x, the gradient to dy, are rounded to the type that is computed"
        " in before they are added, so that one may be infinite where PyTorch's, in float64, is not",
        ("prelu",), "gdy", product_overflows,
        lambda v: v["rounded"](v["slope"] * v["ddx"]) + v["rounded"](v["ddslope"] * v["x"])),
    Difference(
        "ReLU's gradient at NaN", AT_NAN_REASON + ": the gradient is +0", ("relu",), "dx",
        lambda v: numpy.isnan(v["x"]), lambda v: numpy.zeros_like(v["x"])),
    Difference(
        "gradients of ELU and SELU at NaN", AT_NAN_REASON + ": dy * alpha * exp(x) is NaN",
        ("elu", "selu"), "dx",
        lambda v: numpy.isnan(v["x"]), lambda v: v["x"]),
)
