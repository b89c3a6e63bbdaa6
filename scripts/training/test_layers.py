"""Tests of the comparison of layers, without PyTorch and without the program."""

import contextlib
import io
import json
import sys
import types
import unittest

import gradients
import layer_cases
import layers
import speeds
from process import Process

# Answers like a program that times: so many seconds for each piece of work.
FAKE = """
import json, sys
print(json.dumps({"ready": "fake"}), flush=True)
seconds = json.loads(sys.argv[1])
for line in sys.stdin:
    work, discarded, counted = line.split()
    print(json.dumps({"seconds": 9.0 * seconds[work], "processorSeconds": seconds[work], "calls": 1}), flush=True)
"""


class RatioTests(unittest.TestCase):
    def test_ratio_is_of_the_greatest_magnitude(self):
        self.assertEqual(gradients.ratio([1.0, -4.0, 2.5], [1.0, -4.0, 2.0]), 0.125)

    def test_no_numbers_are_far(self):
        self.assertEqual(gradients.ratio([float("nan"), 1.0], [1.0, 1.0]), float("inf"))
        self.assertEqual(gradients.ratio([1.0, float("nan")], [1.0, 1.0]), float("inf"))

    def test_zeros_and_other_counts_prove_nothing(self):
        for actual, expected in (([0.0], [0.0]), ([], []), ([1.0], [1.0, 2.0]), ([1.0], [float("nan")])):
            with self.assertRaises(RuntimeError):
                gradients.ratio(actual, expected)

    def test_every_gradient_is_asked_for(self):
        self.assertEqual(gradients.ratios({"y": [2.0], "dx": [1.0]}, {"dx": [2.0], "y": [2.0]}), {"dx": 0.5, "y": 0.0})
        with self.assertRaises(RuntimeError):
            gradients.ratios({"y": [1.0]}, {"y": [1.0], "dslope": [1.0]})


class VerdictTests(unittest.TestCase):
    def result(self, **ratios):
        return {"number": "float", "layer": "dense", "activation": "prelu", "ratios": ratios, "allowed": 1e-5}

    def test_bounds(self):
        near, far = self.result(y=1e-5, dx=0.0), self.result(y=0.0, dx=1.1e-5)
        never = self.result(y=float("inf"))
        self.assertEqual(gradients.failed([near, far, never]), [far, never])

    def test_table(self):
        results = [{"number": number, "layer": "dense", "activation": activation, "ratios": {"y": 2e-4, "dx": 3e-4},
                    "allowed": bound}
                   for number, bound in gradients.BOUNDS.items() for activation in layer_cases.ACTIVATIONS]
        with contextlib.redirect_stdout(io.StringIO()) as text:
            gradients.show(results)
        self.assertIn("| dense |" + " 3.0e-04 |" * len(layer_cases.ACTIVATIONS), text.getvalue())
        self.assertIn("float: y 2.0e-04, dx 3.0e-04", text.getvalue())
        self.assertIn("TOO FAR: dense, selu, float: dx 3.00e-04", text.getvalue())


class CaseTests(unittest.TestCase):
    def test_titles_tell_cases_apart(self):
        self.assertEqual(len({case.title() for case in layer_cases.ALL}), len(layer_cases.ALL))

    def test_every_setting_is_there(self):
        windows = [case.windows for case in layer_cases.CONVOLUTIONS]
        plain = layer_cases.Windows()
        for name in ("size", "stride", "padding", "dilation", "groups"):
            self.assertTrue(any(getattr(one, name) != getattr(plain, name) for one in windows), name)

    def test_shapes(self):
        case = layer_cases.LayerCase(2, (6, 5, 5), 4, layer_cases.Windows((3, 2), groups=2))
        self.assertEqual(case.weight_shape(), (4, 3, 3, 2))
        self.assertEqual([case.slopes(name) for name in ("relu", "prelu above 0", "prelu-shared")], [0, 4, 1])
        self.assertEqual(case.description("prelu above 0")["activation"], "prelu")
        self.assertEqual(layer_cases.LayerCase(2, (6,), 4).weight_shape(), (4, 6))


class FakeSpeeds(speeds.SpeedComparison):
    def __init__(self, ours, theirs, threads=1):
        super().__init__(types.SimpleNamespace(rounds=3), (2, 3, 4), threads, "momentum")
        self.seconds = {"ours": ours, "PyTorch": theirs}

    def processes(self):
        return {name: Process(name, [sys.executable, "-c", FAKE, json.dumps(seconds)])
                for name, seconds in self.seconds.items()}


class SpeedTests(unittest.TestCase):
    def test_quotients(self):
        result = FakeSpeeds(
            {"product": 2.0, "forward": 2.5, "step": 4.0, "step-dx": 4.0},
            {"product": 1.0, "forward": 5.0, "step": 4.8, "step-dx": 4.0}).run()
        found = {one["name"]: (one["ratio"], one["holds"]) for one in result["quotients"]}
        self.assertEqual(found, {
            "forward / product": (1.25, False), "PyTorch's forward / ours": (2.0, True),
            "PyTorch's step / ours": (1.2, True), "PyTorch's step with dx / ours": (1.0, False),
            "product / PyTorch's": (2.0, True)})
        self.assertEqual(result["seconds"]["PyTorch step"], 4.8)

    def test_clocks(self):
        seconds = dict.fromkeys(speeds.WORK, 2.0)
        for threads, expected in ((1, 2.0), (2, 18.0)):
            result = FakeSpeeds(seconds, seconds, threads).run()
            self.assertEqual(result["seconds"]["ours step"], expected)

    def test_bounds(self):
        self.assertTrue(speeds.holds(1.05, "at most", 1.05) and speeds.holds(1.1, "at least", 1.1))
        self.assertFalse(speeds.holds(1.0, "above", 1.0) or speeds.holds(float("nan"), "at most", 1.0))


class ArgumentTests(unittest.TestCase):
    def parse(self, *arguments):
        sys.argv = ["layers.py", *arguments]
        return layers.arguments()

    def test_defaults(self):
        options = self.parse()
        self.assertTrue(options.gradients and options.speeds)
        self.assertEqual(options.shape, [(256, 1024, 1024), (4096, 512, 784)])
        self.assertEqual(options.threads[-1], 1)
        self.assertFalse(self.parse("--gradients").speeds)

    def test_shapes(self):
        self.assertEqual(self.parse("--shape", "1x2x3", "--shape", "4x5x6").shape, [(1, 2, 3), (4, 5, 6)])

    def test_wrong_arguments(self):
        for arguments in (["--threads", "0"], ["--rounds", "0"], ["--shape", "1x2"], ["--shape", "1x0x3"], ["--fast"]):
            with self.assertRaises(SystemExit) as caught, contextlib.redirect_stderr(io.StringIO()):
                self.parse(*arguments)
            self.assertEqual(caught.exception.code, 64)


if __name__ == "__main__":
    unittest.main()
