"""Trains the networks of Examples/FashionMNIST beside PyTorch. See scripts/compare-training."""

import contextlib
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

import json_file
from process import Process

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import machine  # noqa: E402
from arguments import Parser  # noqa: E402

FOLDER = pathlib.Path(__file__).resolve().parent
# Relative, over so many first steps.
LOSSES = {"double": (100, 1e-9), "float": (10, 1e-4)}
# Steps of a block; those it begins with are not counted, while the other's threads may still be awake.
BLOCK, DISCARDED = 60, 15
SETTINGS = {"batch": 64, "learning-rate": 0.02, "momentum": 0.9, "weight-decay": 0.0005}
DATA = "/usr/share/datasets/fashion-mnist"
ACTIVATIONS = ("relu", "leaky", "prelu", "prelu-shared", "elu", "selu")


def arguments():
    parser = Parser("compare-training")
    # These are the shell script's.
    parser.add_argument("--program")
    parser.add_argument("--revision", default="unknown")
    parser.add_argument("--only-arguments", action="store_true")
    parser.add_argument("--network", choices=("conv", "dense"))
    parser.add_argument("--activation", choices=ACTIVATIONS, default="prelu")
    parser.add_argument("--threads", type=int, default=machine.processors())
    parser.add_argument("--steps", type=int, default=900)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json")
    parser.add_argument("--losses-only", action="store_true")
    options = parser.parse_args()
    if not 1 <= options.threads <= machine.processors():
        parser.error(f"--threads is a number from 1 to {machine.processors()}, the processors here")
    if options.steps < 1:
        parser.error("--steps is a number from 1 on")
    if not 0 <= options.seed < 2**64:
        parser.error("--seed is a number from 0 to 2^64 - 1")
    return options


class Contender(Process):
    """A process that trains when it is told to."""

    def __init__(self, name, command):
        self.samples = []  # seconds a step, one a block
        super().__init__(name, command)

    def run_block(self):
        self.ask(f"step {DISCARDED}")
        counted = BLOCK - DISCARDED
        self.samples.append(self.ask(f"step {counted}")["seconds"] / counted)

    def images_per_second(self):
        return SETTINGS["batch"] / statistics.median(self.samples)


class Comparison:
    """One network with one activation."""

    def __init__(self, options, network, directory):
        self.options, self.network, self.directory = options, network, directory

    def weights(self, activation):
        path = f"{self.directory}/{self.network}-{activation}.safetensors"
        if not os.path.exists(path):
            subprocess.run(
                [self.options.program, "train", "--data", DATA, "--network", self.network, "--activation", activation,
                 "--seed", str(self.options.seed), "--epochs", "0", "--save", path],
                check=True, stdout=subprocess.DEVNULL)
        return path

    def contender(self, name, activation, number):
        arguments = [
            "--network", self.network, "--activation", activation, "--number", number, "--data", DATA,
            "--weights", self.weights(activation), "--threads", str(self.options.threads)]
        for setting, value in SETTINGS.items():
            arguments += ["--" + setting, str(value)]
        if name == "PyTorch":
            return Contender(name, [sys.executable, FOLDER / "torch_steps.py", *arguments])
        return Contender(name, [self.options.program, "steps", *arguments])

    def losses(self, number):
        """The greatest relative difference of losses over the first steps, and what it may be."""
        count, allowed = LOSSES[number]
        pair = [self.contender(name, self.options.activation, number) for name in ("prelu", "PyTorch")]
        ours, theirs = ([float(loss) for loss in contender.ask(f"step {count}")["losses"]] for contender in pair)
        for contender in pair:
            contender.close()
        if len(ours) != count or len(theirs) != count:
            raise RuntimeError("a contender left out steps")
        differences = [abs(a - b) / abs(b) for a, b in zip(ours, theirs)]
        # NaN is no small difference.
        greatest = max(differences) if all(d == d for d in differences) else float("inf")
        return {"number": number, "steps": count, "difference": greatest, "allowed": allowed,
                "first": theirs[0], "last": theirs[-1]}

    def times(self):
        """Images a second and test accuracies: ours, PyTorch's, and ours with ReLU."""
        activation = self.options.activation
        contenders = {"ours": self.contender("prelu", activation, "float")}
        contenders["PyTorch"] = self.contender("PyTorch", activation, "float")
        if activation != "relu":
            contenders["ours with ReLU"] = self.contender("prelu", "relu", "float")
        watched = machine.Others([contender.process.pid for contender in contenders.values()])
        for index in range(max(3, -(-self.options.steps // BLOCK))):
            turn = list(contenders.values())
            for contender in turn if index % 2 == 0 else reversed(turn):
                contender.run_block()
        share = watched.share()
        rows = {
            name: {"images_per_second": contender.images_per_second(), "blocks": len(contender.samples),
                   "accuracy": contender.ask("test")["accuracy"], "title": contender.title}
            for name, contender in contenders.items()}
        for contender in contenders.values():
            contender.close()
        return {"rows": rows, "others": share}


def show_losses(network, result):
    verdict = "same" if result["difference"] <= result["allowed"] else "DIFFERENT"
    print(f"{network}, {result['number']}: losses of {result['steps']} steps ({result['first']:.4f} to "
          f"{result['last']:.4f}) differ by {result['difference']:.2g}, {result['allowed']:.0e} allowed: {verdict}")


def show_times(network, result):
    ours = result["rows"]["ours"]["images_per_second"]
    print(f"\n| {network} | images/s | ours, times as fast | test accuracy |\n|---|---:|---:|---:|")
    for name, row in result["rows"].items():
        speed = row["images_per_second"]
        print(f"| {name} | {speed:.0f} | {ours / speed:.3f} | {row['accuracy']:.2%} |")
    print()
    machine.warn(result["others"])


def main():
    options = arguments()
    if options.only_arguments:
        return 0
    facts = {"machine": machine.description(), "revision": options.revision, "threads": options.threads,
             "activation": options.activation, "settings": SETTINGS, "networks": {}}
    for name in ("machine", "revision", "activation", "threads"):
        print(f"{name}: {facts[name]}")
    machine.warn_before()
    failed = False
    with contextlib.ExitStack() as stack:
        file = json_file.opened(options.json, stack)
        directory = stack.enter_context(tempfile.TemporaryDirectory())
        for network in [options.network] if options.network else ["conv", "dense"]:
            comparison = Comparison(options, network, directory)
            results = facts["networks"][network] = {"losses": [comparison.losses(number) for number in LOSSES]}
            for result in results["losses"]:
                show_losses(network, result)
                failed |= not result["difference"] <= result["allowed"]
            if not options.losses_only:
                results["times"] = comparison.times()
                show_times(network, results["times"])
        json_file.write(facts, file)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
        print(f"scripts/compare-training: {error}", file=sys.stderr)
        sys.exit(1)
