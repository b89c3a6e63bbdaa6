"""oneDNN's PReLU primitive, through the driver in native/onednn.cpp."""

import json
import subprocess

import blocks
from checks import Comparison

NAME = "oneDNN"


class Driver:
    """The driver's process, which answers a case at a time."""

    def __init__(self, path, most_threads, min_time):
        times = [str(round(t * 1e9)) for t in (blocks.BLOCK, blocks.DISCARDED, blocks.PIECE)]
        self.process = subprocess.Popen(
            [path, str(most_threads), str(blocks.rounds(min_time)), *times],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.version = self._line()

    def _line(self):
        line = self.process.stdout.readline().strip()
        if not line:
            raise RuntimeError(f"the oneDNN driver ended with status {self.process.wait()}")
        return line

    def description(self):
        return f"oneDNN {self.version}, called from C++"

    def compare(self, case):
        """Checks and times a case. Returns contenders, the comparison of results, and a remark."""
        if case.number == "f64":
            return [], None, "oneDNN has no PReLU in double"
        if case.number == "f16":
            return [], None, "the driver has numbers of float and bfloat16 alone"
        shape = "x".join(map(str, case.dimensions))
        request = [case.direction, case.number, case.layout, case.slopes, shape, *map(str, case.reduced)]
        print(*request, file=self.process.stdin, flush=True)
        answer = json.loads(self._line())
        if "missing" in answer:
            return [], None, f"oneDNN: {answer['missing']}"
        comparison = Comparison(case)
        output = "y" if case.direction == "forward" else "dx"
        comparison.equal(output, answer["equal"], answer["does_something"])
        if case.direction == "backward":
            comparison.slope_gradient(answer["ours"], answer["theirs"])
        return answer["results"], comparison, answer["implementation"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()
