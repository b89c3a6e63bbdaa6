"""Holds single layers against PyTorch's. See scripts/compare-layers."""

import contextlib
import pathlib
import subprocess
import sys

import gradients
import json_file
import speeds

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import machine  # noqa: E402
from arguments import Parser  # noqa: E402


def shape(text):
    numbers = tuple(map(int, text.split("x")))
    if len(numbers) != 3 or not all(1 <= number <= 100_000 for number in numbers):
        raise ValueError
    return numbers


def arguments():
    parser = Parser("compare-layers")
    # These are the shell script's.
    parser.add_argument("--program")
    parser.add_argument("--revision", default="unknown")
    parser.add_argument("--only-arguments", action="store_true")
    parser.add_argument("--gradients", action="store_true")
    parser.add_argument("--speeds", action="store_true")
    parser.add_argument("--shape", type=shape, action="append")
    parser.add_argument("--threads", type=int, action="append")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json")
    options = parser.parse_args()
    if not options.gradients and not options.speeds:
        options.gradients = options.speeds = True
    processors = machine.processors()
    options.threads = options.threads or sorted({1, processors}, reverse=True)
    if not all(1 <= threads <= processors for threads in options.threads):
        parser.error(f"--threads is a number from 1 to {processors}, the processors here")
    if options.rounds < 1:
        parser.error("--rounds is a number from 1 on")
    options.shape = options.shape or list(speeds.SHAPES)
    return options


def compare_gradients(options, facts):
    """Whether all are as near as they should be."""
    results = gradients.GradientComparison(options.program, options.threads[0]).run()
    gradients.show(results)
    facts["gradients"] = results
    return not gradients.failed(results)


def compare_speeds(options, facts):
    machine.warn_before()
    facts["speeds"] = []
    for threads in options.threads:
        for one in options.shape:
            for optimiser in speeds.OPTIMISERS:
                result = speeds.SpeedComparison(options, one, threads, optimiser).run()
                speeds.show(result)
                facts["speeds"].append(result)
                machine.warn(result["others"])


def main():
    options = arguments()
    if options.only_arguments:
        return 0
    facts = {"machine": machine.description(), "revision": options.revision}
    for name, fact in facts.items():
        print(f"{name}: {fact}", flush=True)
    with contextlib.ExitStack() as stack:
        file = json_file.opened(options.json, stack)
        near = compare_gradients(options, facts) if options.gradients else True
        if options.speeds:
            compare_speeds(options, facts)
        json_file.write(facts, file)
    return 0 if near else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
        print(f"scripts/compare-layers: {error}", file=sys.stderr)
        sys.exit(1)
