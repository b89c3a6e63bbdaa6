"""Tests of what judges and reports measurements. Run: python3 -m unittest discover scripts/peers"""

import os
import pathlib
import sys
import unittest

import report
from blocks import Contender, contest, rounds
from cases import Case, all_cases
from checks import Comparison

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import machine  # noqa: E402


def case(direction="backward", layout="nchw", slopes="channel", dimensions=(2, 3, 4, 5), number="f32"):
    return Case(direction, number, layout, slopes, dimensions, "a test")


class CaseTests(unittest.TestCase):
    def test_reduced(self):
        self.assertEqual(case().reduced, (2, 3, 20))
        self.assertEqual(case(layout="nhwc").reduced, (40, 3, 1))
        self.assertEqual(case(slopes="shared").reduced, (1, 1, 120))
        self.assertEqual(case(slopes="element").reduced, (2, 60, 1))
        self.assertEqual(case(layout="nc", dimensions=(7, 9)).reduced, (7, 9, 1))

    def test_useful_bytes(self):
        self.assertEqual(case("forward").useful_bytes, 2 * 120 * 4)
        self.assertEqual(case(number="f64").useful_bytes, 3 * 120 * 8)

    def test_names_are_distinct(self):
        names = [one.name for one in all_cases()]
        self.assertEqual(len(set(names)), len(names))
        self.assertIn("backward/f32/ncl/shared/4x512x3200", names)


class ComparisonTests(unittest.TestCase):
    def test_equal_numbers(self):
        comparison = Comparison(case())
        comparison.equal("dx", True, True)
        comparison.slope_gradient(ours=1e-8, theirs=1e-7)
        self.assertTrue(comparison.result()["same"])

    def test_faults(self):
        for equal, does_something in [(False, True), (True, False)]:
            comparison = Comparison(case())
            comparison.equal("dx", equal, does_something)
            self.assertFalse(comparison.result()["same"])
        for ours, theirs in [(2e-7, 0), (0, 1e-5), (float("inf"), 0), (0, float("nan"))]:
            comparison = Comparison(case())
            comparison.slope_gradient(ours, theirs)
            self.assertEqual(len(comparison.faults), 1)


class ContestTests(unittest.TestCase):
    def test_turns(self):
        """Everyone is timed once a round, at its own number of threads, and knows its calls."""
        threads = []

        def contender(name, nanoseconds):
            return Contender(name, 3, threads.append, lambda calls: calls * nanoseconds)

        slow, fast = contender("slow", 1_000_000), contender("fast", 500_000)
        results = contest([slow, fast], 0.0001)
        self.assertEqual([result["name"] for result in results], ["slow", "fast"])
        self.assertAlmostEqual(results[0]["seconds"], 1e-3)
        self.assertAlmostEqual(results[1]["seconds"], 0.5e-3)
        self.assertEqual(results[0]["blocks"], rounds(0.0001))
        self.assertEqual(set(threads), {3})
        self.assertEqual(slow.calls_a_piece, 1)
        self.assertGreaterEqual(fast.calls_a_piece, 2)


def result(name, threads, seconds):
    return {"name": name, "threads": threads, "seconds": seconds}


class ReportTests(unittest.TestCase):
    row = report.Row(
        case(dimensions=(1000, 100), layout="nc"), "peer",
        [result("prelu", 1, 2e-4), result("prelu", "automatic", 1e-4), result("peer", 1, 3e-4),
         result("peer", 2, 4e-4)], Comparison(case()), 0.0)

    def test_best_of_each(self):
        self.assertEqual(self.row.best("prelu")["threads"], "automatic")
        self.assertEqual(self.row.best("peer")["threads"], 1)
        self.assertAlmostEqual(self.row.ratio("peer"), 3)
        self.assertIsNone(self.row.ratio("another"))

    def test_table(self):
        lines = report.table([self.row], "peer").splitlines()
        self.assertEqual(
            lines[-1], "| backward/f32/nc/channel/1000x100 | 100 us, 12 GB/s, auto | 300 us, 4 GB/s, 1 | 3.00x |")

    def test_summary_names_losses(self):
        self.assertIn("slower in none", report.summary([self.row], "peer"))
        slower = report.Row(
            case(), "peer", [result("prelu", 1, 2), result("peer", 1, 1)], None, 0.0)
        self.assertIn("slower in backward/f32/nchw/channel/2x3x4x5", report.summary([slower], "peer"))

    def test_worse_with_threads(self):
        self.assertEqual(report.worse_with_threads([self.row]), [])
        worse = report.Row(
            case(), "peer", [result("prelu", 1, 1), result("prelu", "automatic", 1.2)], None, 0.0)
        self.assertEqual(report.worse_with_threads([worse]), [worse.case.name])

    def test_record(self):
        record = self.row.record()
        self.assertEqual(len(record["contenders"]), 4)
        self.assertAlmostEqual(record["contenders"][1]["gigabytes_per_second"], 12)
        self.assertEqual(list(record["times_faster"]), ["peer"])

    def test_duration(self):
        self.assertEqual(
            [report.duration(t) for t in (2, 0.0125, 3.456e-6, 5e-8)], ["2 s", "12.5 ms", "3.46 us", "50 ns"])


class OthersTests(unittest.TestCase):
    def test_share(self):
        """Of 4 seconds on every processor, all were busy half of the time, and this program for one second."""
        processors = os.cpu_count()

        class Scripted(machine.Others):
            readings = [(10.0, 100.0, 5.0), (14.0, 100.0 + 2 * processors, 6.0)]

            def _read(self):
                return self.readings.pop(0)

        self.assertAlmostEqual(Scripted().share(), (2 * processors - 1) / (4 * processors))

    def test_reads_this_machine(self):
        moment, busy, own = machine.Others()._read()
        self.assertTrue(moment > 0 and busy > own > 0)


if __name__ == "__main__":
    unittest.main()
