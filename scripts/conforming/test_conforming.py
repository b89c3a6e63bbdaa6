"""Tests of what judges results. Run: scripts/conformance --test"""

import math
import unittest

import numpy

from bounds import derivative_product, exponential_units, slope_sum, three_roundings, within_units
from cases import Case, skipped
from differences import DIFFERENCES
from elements import BF16, ELEMENTS, F16, F32, F64
from judge import DOCUMENTED, FAILED, OUTCOMES, PASSED, Outcome, Output, judge
from library import Tensor
from report import Report


def array(*values):
    return numpy.array(values, numpy.float64)


class ElementTests(unittest.TestCase):
    def test_nearest_is_numpys(self):
        """Numbers of all magnitudes, numbers of the types and the middles between them."""
        random = numpy.random.default_rng(20150206)
        values = random.standard_normal(100_000) * 2.0 ** random.integers(-160, 135, 100_000)
        values = numpy.concatenate([values, array(0.0, -0.0, math.inf, -math.inf, math.nan)])
        for element, storage in [(F32, numpy.float32), (F16, numpy.float16)]:
            with numpy.errstate(over="ignore"):
                numbers = values.astype(storage)
                up = numpy.nextafter(numbers, storage(numpy.inf))
                middles = (numbers.astype(numpy.float64) + up) / 2
                for given in (values, middles):
                    expected = given.astype(storage).astype(numpy.float64)
                    with numpy.errstate(invalid="ignore"):
                        numpy.testing.assert_array_equal(element.nearest(given), expected)
                        numpy.testing.assert_array_equal(
                            numpy.signbit(element.nearest(given)), numpy.signbit(expected))

    def test_nearest_of_bfloat16(self):
        """Ties go to even, large numbers to infinity, and small ones are subnormal."""
        unit = 2.0**-7
        given = array(
            1 + unit / 2, 1 + 3 * unit / 2, 1 + unit / 2 + 2**-20, BF16.largest * (1 + 2**-10),
            BF16.largest * (1 + 2**-8), 2.0**-133 * 0.5, 2.0**-133 * 1.5, -(2.0**-140))
        expected = array(1, 1 + 2 * unit, 1 + unit, BF16.largest, math.inf, 0, 2.0**-132, -0.0)
        numpy.testing.assert_array_equal(BF16.nearest(given), expected)

    def test_computed_rounds_twice(self):
        """Just above the middle between two numbers of Float16, and the middle itself in Float."""
        middle = 1 + 2.0**-11
        self.assertEqual(F16.nearest(middle + 2.0**-40), 1 + 2.0**-10)
        self.assertEqual(F16.computed(middle + 2.0**-40), 1)
        self.assertEqual(F64.computed(middle + 2.0**-40), middle + 2.0**-40)

    def test_memory(self):
        """Every number of the half types comes back from memory as it was."""
        for element in (F16, BF16):
            patterns = numpy.arange(2**16, dtype=numpy.uint16)
            with numpy.errstate(invalid="ignore"):  # of signalling NaN
                values = element.decode(patterns)
                numpy.testing.assert_array_equal(element.decode(element.encode(values)), values)
                numpy.testing.assert_array_equal(element.nearest(values), values)
            self.assertEqual(numpy.nanmax(values[numpy.isfinite(values)]), element.largest)
            self.assertEqual(values[1], 2.0**element.exponent)
        self.assertEqual(F32.encode(array(1.0)).view(numpy.uint32)[0], 0x3F800000)

    def test_unit(self):
        for element in ELEMENTS:
            smallest = 2.0**element.exponent
            one = 2.0 ** (1 - element.digits)
            given = array(1, 2 - one, 2, -1, 0, smallest, 3 * smallest)
            expected = array(one, one, 2 * one, one, smallest, smallest, smallest)
            numpy.testing.assert_array_equal(element.unit(given), expected)

    def test_distance(self):
        for element in ELEMENTS:
            smallest, one = 2.0**element.exponent, 2.0 ** (1 - element.digits)
            first = array(1, 1, 1, 0, -smallest, element.largest, math.nan, 1)
            second = array(1, 1 + one, 1 - one, -0.0, smallest, math.inf, 1, math.nan)
            expected = array(0, 1, 2, 0, 2, 1, math.inf, math.inf)
            numpy.testing.assert_array_equal(element.distance(first, second), expected)
            ends = array(-element.largest, element.largest)
            self.assertGreater(element.distance(ends[:1], ends[1:])[0], 2**14)


class JudgeTests(unittest.TestCase):
    def outcome(self, actual, exact, allowed=None, function="selu", output="y", **values):
        output = Output(output, F32, array(*actual), array(*exact), allowed)
        return judge(function, [output], {name: array(*numbers) for name, numbers in values.items()})

    def test_rounded(self):
        self.assertEqual(self.outcome([1, math.nan, math.inf], [1 + 2**-30, math.nan, 1e39]).kind, PASSED)
        for actual, exact in [(1, 1 + 2**-23), (math.nan, 1), (1, math.nan), (math.inf, 3e38), (0, 1e-50)]:
            kind = self.outcome([actual, actual], [actual, exact]).kind
            self.assertEqual(kind, PASSED if exact == 1e-50 else FAILED)

    def test_sign_of_zero(self):
        outcome = self.outcome([0.0], [-0.0], within_units(F32, 1))
        self.assertEqual(outcome.kind, FAILED)
        self.assertIn("instead of -0.0", outcome.note)

    def test_units(self):
        """One unit from the nearest number passes with one, two fail; and so at a power of two."""
        unit = 2.0**-23
        allowed = within_units(F32, 1)
        self.assertEqual(self.outcome([1.5 + unit], [1.5], allowed).kind, PASSED)
        outcome = self.outcome([1.5 + 2 * unit], [1.5], allowed)
        self.assertEqual(outcome.kind, FAILED)
        self.assertIn("2 ULP", outcome.note)
        self.assertEqual(self.outcome([1 + unit], [1 - unit / 8], allowed).kind, PASSED)
        self.assertEqual(self.outcome([math.inf], [1], allowed).kind, FAILED)
        self.assertEqual(exponential_units(F16, "elu", (1.0,)), 1)
        self.assertEqual(exponential_units(F32, "elu", (0.5,)), 2)
        self.assertEqual(exponential_units(F64, "elu", (1.0,)), 2)

    def test_units_of_double_are_from_the_exact_number(self):
        """Half a unit more is there for other types alone. Both have what the oracle is off by on top."""
        oracle = 6 * 2.0**-53 * 1.5
        self.assertEqual(within_units(F64, 2)(array(1.5), array(1.5)), 2 * 2.0**-52 + oracle)
        self.assertEqual(within_units(F32, 2)(array(1.5), array(1.5)), 2.5 * 2.0**-23 + oracle)
        derivative, dy, rounding = array(0.75), array(1.0), 2.0**-54
        self.assertEqual(
            derivative_product(F64, 2, derivative, dy)(array(0.75), array(0.75)),
            2 * 2.0**-53 + rounding + oracle / 2)

    def test_no_bound_excuses_what_is_not_finite(self):
        allowed = slope_sum(F32, F32, array(3.0), array(math.inf))
        self.assertEqual(self.outcome([1], [math.inf], allowed).kind, FAILED)
        self.assertEqual(self.outcome([1], [2], allowed).kind, FAILED)

    def test_sums(self):
        """Terms that cancel may leave what the sum of their magnitudes allows, and no more."""
        magnitude = 2.0**53 * 1e-3
        allowed = slope_sum(F32, F32, array(10.0), array(magnitude))
        self.assertEqual(self.outcome([0.019], [1e-9], allowed).kind, PASSED)
        self.assertEqual(self.outcome([0.021], [1e-9], allowed).kind, FAILED)

    def test_three_roundings(self):
        allowed = three_roundings(F32, array(1.0))
        self.assertEqual(self.outcome([2.0**-24], [2.0**-60], allowed).kind, PASSED)
        self.assertEqual(self.outcome([2.0**-23], [2.0**-60], allowed).kind, FAILED)

    def test_documented_difference(self):
        """Only at the numbers that it is about, and only with what the contract says there."""
        given = dict(function="relu", output="dx", x=[math.nan, 1.0])
        outcome = self.outcome([0, 2], [2, 2], **given)
        self.assertEqual((outcome.kind, outcome.differences["ReLU's gradient at NaN"]), (DOCUMENTED, 1))
        self.assertEqual(self.outcome([0, 0], [2, 2], **given).kind, FAILED)
        self.assertEqual(self.outcome([1, 2], [2, 2], **given).kind, FAILED)
        self.assertEqual(self.outcome([-0.0, 2], [2, 2], **given).kind, FAILED)
        self.assertEqual(self.outcome([2, 2], [2, 2], **given).kind, FAILED)
        self.assertEqual(self.outcome([0, 2], [0, 2], **given).kind, PASSED)

    def test_reasons(self):
        """One name has one reason."""
        reasons = {(difference.name, difference.reason) for difference in DIFFERENCES}
        self.assertEqual(len(reasons), len({name for name, _ in reasons}))


class MemoryTests(unittest.TestCase):
    def test_what_is_not_written_is_wrong(self):
        for element in ELEMENTS:
            values = Tensor(element, 3).values
            self.assertTrue(numpy.isfinite(values).all() and (values > 100).all())


class ReportTests(unittest.TestCase):
    def test_counts(self):
        report = Report()
        case = Case("a case", ("theirs", "relu"), None)
        name = DIFFERENCES[0].name
        for kind in OUTCOMES[:3]:
            report.add(case, Outcome(kind, differences={name: 7} if kind == DOCUMENTED else {}))
        report.add(case, skipped("another", case.group, "no such type").run(None))
        text = report.text()
        self.assertIn("| theirs | relu | 1 | 1 | 1 | 1 |", text)
        self.assertIn(f"| {name} | 1 | 7 |", text)
        self.assertIn("| no such type | 1 |", text)
        self.assertTrue(text.endswith("\n1 passed, 1 failed, 1 skipped"))


if __name__ == "__main__":
    unittest.main()
