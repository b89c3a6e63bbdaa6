"""PyTorch's side of scripts/compare-training: does what `train-fashion-mnist steps` does, told in the same way.

Commands are lines of standard input, answers are lines of JSON:
  step N   trains with the next N batches; {"losses": [...], "seconds": ...}
  test     {"accuracy": ...} on the test images
"""

import argparse
import gzip
import json
import sys
import time

import numpy
import torch
from safetensors.torch import load_file
from torch.nn import functional

from networks import network


def idx(path, header):
    with gzip.open(path) as file:
        return numpy.frombuffer(file.read(), dtype=numpy.uint8, offset=header)


def data(directory, name, dtype):
    pixels = idx(f"{directory}/{name}-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28)
    labels = idx(f"{directory}/{name}-labels-idx1-ubyte.gz", 8)
    # The numbers of the program's Pixels, computed in float64 and then rounded.
    table = torch.from_numpy((numpy.arange(256) / 255 - 0.2860) / 0.3530).to(dtype)
    return table[torch.from_numpy(pixels.astype(numpy.int64))], torch.from_numpy(labels.astype(numpy.int64))


class Steps:
    def __init__(self, options):
        dtype = {"float": torch.float32, "double": torch.float64}[options.number]
        self.batch = options.batch
        self.model = network(options.network, options.activation).to(dtype)
        self.model.load_state_dict({name: value.to(dtype) for name, value in load_file(options.weights).items()})
        decaying = [value for name, value in self.model.named_parameters() if decays(name)]
        others = [value for name, value in self.model.named_parameters() if not decays(name)]
        self.optimiser = torch.optim.SGD(
            [{"params": decaying, "weight_decay": options.weight_decay}, {"params": others, "weight_decay": 0.0}],
            lr=options.learning_rate, momentum=options.momentum)
        self.images, self.labels = data(options.data, "train", dtype)
        self.test_images, self.test_labels = data(options.data, "t10k", dtype)
        self.batches = len(self.labels) // self.batch
        self.next = 0

    def step(self, count):
        losses = []
        start = time.perf_counter()
        for _ in range(count):
            first = self.next % self.batches * self.batch
            self.next += 1
            self.optimiser.zero_grad()
            logits = self.model(self.images[first:first + self.batch])
            loss = functional.cross_entropy(logits, self.labels[first:first + self.batch])
            loss.backward()
            self.optimiser.step()
            losses.append(loss.item())
        return {"losses": losses, "seconds": time.perf_counter() - start}

    def test(self):
        with torch.no_grad():
            correct = sum(
                int((self.model(images).argmax(1) == labels).sum())
                for images, labels in zip(self.test_images.split(500), self.test_labels.split(500)))
        return {"accuracy": correct / len(self.test_labels)}


def decays(name):
    """Slopes do not, in activations."""
    return not name.startswith("act")


def main():
    parser = argparse.ArgumentParser()
    for name in ("network", "activation", "number", "weights", "data"):
        parser.add_argument("--" + name, required=True)
    for name in ("threads", "batch"):
        parser.add_argument("--" + name, type=int, required=True)
    for name in ("learning-rate", "momentum", "weight-decay"):
        parser.add_argument("--" + name, type=float, required=True)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    steps = Steps(options)
    print(json.dumps({"ready": f"PyTorch {torch.__version__}"}), flush=True)
    for line in sys.stdin:
        command, *rest = line.split()
        answer = steps.step(int(rest[0])) if command == "step" else steps.test()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
