"""Tests of the comparison of trainings, without PyTorch and without the program."""

import io
import json
import sys
import types
import unittest

import compare
import json_file

# Answers like a program that trains, with losses that fall by half, or are not numbers.
FAKE = """
import json, sys
print(json.dumps({"ready": "fake"}), flush=True)
loss = float(sys.argv[1])
for line in sys.stdin:
    if line.startswith("test"):
        answer = {"accuracy": 0.5}
    else:
        count = int(line.split()[1])
        losses = [loss / 2 ** step for step in range(count)]
        answer = {"losses": [str(x) if x != x else x for x in losses], "seconds": count * 0.25}
    print(json.dumps(answer), flush=True)
"""


class FakeComparison(compare.Comparison):
    """The program and PyTorch begin with these losses."""

    def __init__(self, ours, theirs, activation="prelu"):
        super().__init__(types.SimpleNamespace(activation=activation, steps=1), "conv", None)
        self.start = {"prelu": ours, "PyTorch": theirs}

    def contender(self, name, activation, number):
        return compare.Contender(name, [sys.executable, "-c", FAKE, str(self.start[name])])


class LossTests(unittest.TestCase):
    def test_same(self):
        result = FakeComparison(2.0, 2.0).losses("double")
        self.assertEqual((result["difference"], result["steps"], result["first"]), (0, 100, 2.0))

    def test_difference_is_relative(self):
        result = FakeComparison(2.5, 2.0).losses("float")
        self.assertEqual((result["difference"], result["steps"]), (0.25, 10))

    def test_losses_that_are_no_numbers_differ(self):
        self.assertEqual(FakeComparison(float("nan"), 2.0).losses("float")["difference"], float("inf"))
        self.assertEqual(FakeComparison(2.0, float("nan")).losses("float")["difference"], float("inf"))


class TimeTests(unittest.TestCase):
    def test_contenders(self):
        rows = FakeComparison(2.0, 2.0).times()["rows"]
        self.assertEqual(list(rows), ["ours", "PyTorch", "ours with ReLU"])
        self.assertEqual(list(FakeComparison(2.0, 2.0, "relu").times()["rows"]), ["ours", "PyTorch"])

    def test_images_per_second(self):
        row = FakeComparison(2.0, 2.0).times()["rows"]["ours"]
        # A quarter of a second a step.
        self.assertEqual(row["images_per_second"], compare.SETTINGS["batch"] * 4)
        self.assertEqual((row["accuracy"], row["blocks"]), (0.5, 3))

    def test_contender_that_ends(self):
        with self.assertRaises(RuntimeError):
            compare.Contender("ours", [sys.executable, "-c", ""])


class JSONTests(unittest.TestCase):
    def test_what_diverged_is_in_quotes(self):
        file = io.StringIO()
        json_file.write({"a": [1.5, float("inf")], "b": {"c": float("nan"), "d": "x"}}, file)
        self.assertEqual(
            json.loads(file.getvalue(), parse_constant=self.fail), {"a": [1.5, "inf"], "b": {"c": "nan", "d": "x"}})


class ArgumentTests(unittest.TestCase):
    def parse(self, *arguments):
        sys.argv = ["compare.py", *arguments]
        return compare.arguments()

    def test_defaults(self):
        options = self.parse()
        self.assertEqual((options.network, options.activation), (None, "prelu"))

    def test_wrong_arguments(self):
        for arguments in (["--threads", "0"], ["--steps", "0"], ["--network", "x"], ["--seed", "-1"]):
            with self.assertRaises(SystemExit) as caught, open("/dev/null", "w") as sys.stderr:
                self.parse(*arguments)
            sys.stderr = sys.__stderr__
            self.assertEqual(caught.exception.code, 64)


if __name__ == "__main__":
    unittest.main()
