"""Times dense layers beside PyTorch and beside the bare product. See scripts/compare-layers --speeds."""

import pathlib
import statistics
import sys

from process import Process

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import machine  # noqa: E402

FOLDER = pathlib.Path(__file__).resolve().parent
# Batch, outputs, inputs.
SHAPES = ((256, 1024, 1024), (4096, 512, 784))
# What blocks begin with is not counted: threads of whoever came before may still be awake, and caches are theirs.
DISCARDED, COUNTED = 0.04, 0.08
# Gradient descent as it stands in books, and as the example's networks learn.
OPTIMISERS = {"plain": (0.0, 0.0), "momentum": (0.9, 0.0005)}
# What is divided by what, and what the quotient of their times may be: by at most, or by at least.
BOUNDS = (
    ("forward / product", ("ours", "forward"), ("ours", "product"), "at most", 1.05),
    ("PyTorch's forward / ours", ("PyTorch", "forward"), ("ours", "forward"), "above", 1.0),
    ("PyTorch's step / ours", ("PyTorch", "step"), ("ours", "step"), "at least", 1.2),
    ("PyTorch's step with dx / ours", ("PyTorch", "step-dx"), ("ours", "step-dx"), "at least", 1.1),
    ("product / PyTorch's", ("ours", "product"), ("PyTorch", "product"), None, None),
)
WORK = ("product", "forward", "step", "step-dx")


def holds(ratio, relation, bound):
    """Whether a quotient is what was asked for; those without a relation are only told."""
    if relation is None:
        return True
    return {"at most": ratio <= bound, "at least": ratio >= bound, "above": ratio > bound}[relation]


class SpeedComparison:
    def __init__(self, options, shape, threads, optimiser):
        self.options, self.shape, self.threads = options, shape, threads
        self.momentum, self.decay = OPTIMISERS[optimiser]
        self.optimiser = optimiser

    def processes(self):
        batch, outputs, inputs = self.shape
        arguments = ["--batch", batch, "--outputs", outputs, "--inputs", inputs, "--threads", self.threads,
                     "--momentum", self.momentum, "--weight-decay", self.decay]
        arguments = list(map(str, arguments))
        return {
            "ours": Process("train-fashion-mnist", [self.options.program, "times", *arguments]),
            "PyTorch": Process("PyTorch", [sys.executable, FOLDER / "torch_times.py", *arguments])}

    def run(self):
        """Medians of all work, and quotients: medians of those of the same round."""
        processes = self.processes()
        others = machine.Others([process.process.pid for process in processes.values()])
        rounds = [self.round(processes, index) for index in range(self.options.rounds)]
        share = others.share()
        titles = {name: process.title for name, process in processes.items()}
        for process in processes.values():
            process.close()
        times = {contender: statistics.median(one[contender] for one in rounds) for contender in rounds[0]}
        quotients = []
        for name, upper, lower, relation, bound in BOUNDS:
            ratio = statistics.median(one[upper] / one[lower] for one in rounds)
            quotients.append({"name": name, "ratio": ratio, "relation": relation, "bound": bound,
                              "holds": holds(ratio, relation, bound)})
        return {"shape": self.shape, "threads": self.threads, "optimiser": self.optimiser, "titles": titles,
                "seconds": {" ".join(key): value for key, value in times.items()}, "quotients": quotients, "others": share}

    def round(self, processes, index):
        """A block of each, every second round in the opposite order.

        On one thread time is that of the processor, of which others take none; it passes like any other where there are none.
        """
        clock = "processorSeconds" if self.threads == 1 else "seconds"
        turn = [(name, work) for work in WORK for name in processes]
        return {(name, work): processes[name].ask(f"{work} {DISCARDED} {COUNTED}")[clock]
                for name, work in (turn if index % 2 == 0 else reversed(turn))}


def show(result):
    title = "x".join(map(str, result["shape"]))
    print(f"\n| {title}, {result['threads']} threads, {result['optimiser']} | ours, ms | PyTorch, ms |\n|---|---:|---:|")
    for work in WORK:
        ours, theirs = (result["seconds"][f"{name} {work}"] * 1e3 for name in ("ours", "PyTorch"))
        print(f"| {work} | {ours:.3f} | {theirs:.3f} |")
    print("\n| quotient | measured | asked for | |\n|---|---:|---|---|")
    for quotient in result["quotients"]:
        asked = f"{quotient['relation']} {quotient['bound']:.2f}" if quotient["relation"] else ""
        verdict = "" if quotient["relation"] is None else "met" if quotient["holds"] else "MISSED"
        print(f"| {quotient['name']} | {quotient['ratio']:.3f} | {asked} | {verdict} |", flush=True)
