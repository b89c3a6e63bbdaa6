"""Whether outputs are what they should be: passed, a documented difference, or failed."""

from collections import Counter
from dataclasses import dataclass, field

import numpy

from bounds import Allowed
from differences import DIFFERENCES, Values
from elements import Array, Element

PASSED, DOCUMENTED, FAILED, SKIPPED = OUTCOMES = ("passed", "documented difference", "failed", "skipped")


@dataclass
class Output:
    """What came out, and what the oracle has."""

    name: str  # as in prelu.h
    element: Element
    actual: Array
    exact: Array  # in float64
    allowed: Allowed | None = None  # none where the exact result has only to be rounded as the contract says


@dataclass
class Outcome:
    kind: str
    note: str = ""  # why a case failed or is skipped
    differences: Counter = field(default_factory=Counter)  # elements, by the name of a documented difference


def close(output: Output, exact: Array) -> Array:
    """Where an output is as near to the exact numbers as it has to be. NaN is like NaN, 0 not like -0."""
    actual = output.actual
    expected = output.element.computed(exact)
    same = (actual == expected) | numpy.isnan(actual) & numpy.isnan(expected)
    if output.allowed is not None:
        allowed = output.allowed(exact, actual)
        same |= numpy.isfinite(exact) & numpy.isfinite(allowed) & (numpy.abs(actual - exact) <= allowed)
    signs = numpy.signbit(actual) == numpy.signbit(expected)
    return same & (signs | (actual != 0) | (expected != 0))


def judge(function: str, outputs: list[Output], values: Values) -> Outcome:
    differences = Counter()
    with numpy.errstate(all="ignore"):
        for output in outputs:
            wrong = ~close(output, output.exact)
            for difference in DIFFERENCES:
                if function in difference.functions and output.name == difference.output:
                    about = difference.where(values)
                    right = close(output, difference.contract(values))
                    differences[difference.name] += int((about & right & wrong).sum())
                    # What the others have is a failure there, if it is not what the contract says.
                    wrong = numpy.where(about, ~right, wrong)
            if wrong.any():
                return Outcome(FAILED, fault(output, wrong))
    differences = +differences
    return Outcome(DOCUMENTED if differences else PASSED, differences=differences)


def fault(output: Output, wrong: Array) -> str:
    index = int(numpy.flatnonzero(wrong)[0])
    actual = output.actual[index]
    expected = output.element.computed(output.exact)[index]
    apart = float(output.element.distance(actual, expected).max())
    distance = f", {apart:.0f} ULP" if numpy.isfinite(apart) and apart else ""
    return (
        f"{output.name} differs in {wrong.sum()} of {wrong.size} numbers: [{index}] is {actual!s} instead of"
        f" {expected!s}{distance}")
