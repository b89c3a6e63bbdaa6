"""PyTorch's side of scripts/compare-layers --speeds: does what `train-fashion-mnist times` does, told in the same way."""

import argparse
import json
import sys
import time

import torch
from torch import nn


class DenseWork:
    def __init__(self, options):
        generator = torch.Generator().manual_seed(1)
        self.x = torch.randn(options.batch, options.inputs, generator=generator)
        self.watched = self.x.clone().requires_grad_()
        self.g = torch.randn(options.batch, options.outputs, generator=generator)
        self.model = nn.Sequential(nn.Linear(options.inputs, options.outputs), nn.PReLU(options.outputs))
        self.y = torch.empty(options.batch, options.outputs)
        weights, slopes = self.model[0].parameters(), self.model[1].parameters()
        # So small a rate leaves the weights near where they are, however long is timed.
        self.optimiser = torch.optim.SGD(
            [{"params": weights, "weight_decay": options.weight_decay}, {"params": slopes, "weight_decay": 0.0}],
            lr=1e-7, momentum=options.momentum)

    def product(self):
        with torch.inference_mode():
            torch.mm(self.x, self.model[0].weight.t(), out=self.y)

    def forward(self):
        with torch.inference_mode():
            self.model(self.x)

    def step(self, x=None):
        self.optimiser.zero_grad()
        self.model(self.x if x is None else x).backward(self.g)
        self.optimiser.step()

    def step_dx(self):
        self.watched.grad = None
        self.step(self.watched)

    def run(self, work, seconds):
        """Works for at least so many seconds, and at least once."""
        call = getattr(self, work.replace("-", "_"))
        start, processor_start, calls = time.perf_counter(), time.process_time(), 0
        while calls == 0 or time.perf_counter() - start < seconds:
            call()
            calls += 1
        return {"seconds": (time.perf_counter() - start) / calls,
                "processorSeconds": (time.process_time() - processor_start) / calls, "calls": calls}


def main():
    parser = argparse.ArgumentParser()
    for name in ("batch", "outputs", "inputs", "threads"):
        parser.add_argument("--" + name, type=int, required=True)
    for name in ("momentum", "weight-decay"):
        parser.add_argument("--" + name, type=float, required=True)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    work = DenseWork(options)
    print(json.dumps({"ready": f"PyTorch {torch.__version__}"}), flush=True)
    for line in sys.stdin:
        name, discarded, counted = line.split()
        work.run(name, float(discarded))
        print(json.dumps(work.run(name, float(counted))), flush=True)


if __name__ == "__main__":
    main()
