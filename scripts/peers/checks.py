"""Whether two libraries computed the same numbers, with derived bounds.

All products of a slope's gradient have one sign here, so that its relative error is bounded:

- ours: one rounding to the result, and n * 2^-53 for the sum in Double (2n * 2^-53 in Double, where products are rounded);
- a peer's sum in its own type, with unit roundoff u: (n + 1) * u for products and additions in any order;
- the reference sum, in float64: (n + 1) * 2^-53.
"""

import math

UNIT = {"f32": 2.0**-24, "f64": 2.0**-53, "f16": 2.0**-11, "bf16": 2.0**-8}


class Comparison:
    def __init__(self, case):
        self.case = case
        self.faults = []
        self.errors = {}

    def equal(self, name, are_equal, does_something):
        if not are_equal:
            self.faults.append(f"{name} differs")
        if not does_something:
            self.faults.append(f"{name} is what went in: the comparison proves nothing")

    def slope_gradient(self, ours, theirs):
        terms = self.case.elements // self.case.reduced[1]
        unit = UNIT[self.case.number]
        reference = (terms + 1) * 2.0**-53
        own_sum = (2 if self.case.number == "f64" else 1) * terms * 2.0**-53
        self.errors = {"prelu": ours, "peer": theirs}
        self.bound("our dslope", ours, 2 * unit + own_sum + reference)
        self.bound("the peer's dslope", theirs, 2 * unit + (terms + 1) * unit + reference)

    def within(self, name, ratio, does_something):
        """`ratio` is the largest error over what is allowed of it."""
        if not ratio <= 1:
            self.faults.append(f"{name} is off by {ratio:.2g} times what is allowed")
        if not does_something:
            self.faults.append(f"{name} is what went in: the comparison proves nothing")

    def bound(self, name, error, bound):
        if not error <= bound or math.isinf(error):
            self.faults.append(f"{name} is off by {error:.2g} of itself, more than {bound:.2g}")

    def result(self):
        return {"same": not self.faults, "faults": self.faults, "slope_gradient_errors": self.errors}
