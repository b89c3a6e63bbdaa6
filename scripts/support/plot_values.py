"""Writes what the library's rectifiers compute, as tables for gnuplot: plot_values.py LIBRARY DIRECTORY."""

import ctypes
import math
import sys
from dataclasses import dataclass
from pathlib import Path

SELU_ALPHA, SELU_GAMMA = 1.6732632423543772848, 1.0507009873554804934
STEPS = 16  # to a unit of x


@dataclass(frozen=True)
class Rectifier:
    title: str
    function: str  # of prelu.h, between prelu_ and _forward_f64
    constants: tuple = ()


RELU = Rectifier("ReLU", "relu_")


def leaky_relu(slope):
    return Rectifier(f"Leaky ReLU, slope {slope}", "leaky_relu_", (slope,))


def prelu(slope):
    return Rectifier(f"PReLU, slope {slope}", "", (slope,))


ELU = Rectifier("ELU, alpha 1", "elu_", (1.0,))
SELU = Rectifier("SELU", "selu_", (SELU_ALPHA, SELU_GAMMA))


class Library:
    def __init__(self, path):
        self.library = ctypes.CDLL(path)
        self.library.prelu_status_message.restype = ctypes.c_char_p

    def forward(self, rectifier, x):
        return self.call(rectifier, "forward", x)

    def derivative(self, rectifier, x):
        """The gradient to x where the one from above is 1."""
        return self.call(rectifier, "backward", x, [1.0] * len(x))

    def call(self, rectifier, direction, *inputs):
        numbers = ctypes.c_double * len(inputs[0])
        x, *upstream = [numbers(*values) for values in inputs]
        result = numbers()
        constants = [ctypes.c_double(constant) for constant in rectifier.constants]
        size = ctypes.c_size_t(len(x))
        if rectifier.function:
            arguments = [size, x, *constants, *upstream, result]
        else:
            one = ctypes.c_size_t(1)
            slope = (ctypes.c_double * 1)(*rectifier.constants)
            # The slopes' gradient of backward is not wanted.
            arguments = [one, one, size, x, slope, *upstream, result, *[None for _ in upstream]]
        status = self.library[f"prelu_{rectifier.function}{direction}_f64"](*arguments)
        if status != 0:
            sys.exit(self.library.prelu_status_message(status).decode())
        return list(result)


def up_to_zero(first):
    return [i / STEPS for i in range(first * STEPS, 1)]


def above_zero(last):
    """Begins at the least number above 0, so that what jumps there is drawn as far as it goes."""
    return [math.ulp(0.0)] + [i / STEPS for i in range(1, last * STEPS + 1)]


def write(path, rectifiers, compute, pieces):
    """A table with a line of titles, then x and a column for each rectifier. Curves break between pieces."""
    lines = [" ".join(f'"{title}"' for title in ["x", *(r.title for r in rectifiers)])]
    for x in pieces:
        columns = [x, *(compute(rectifier, x) for rectifier in rectifiers)]
        lines += [" ".join(map(repr, row)) for row in zip(*columns)] + [""]
    path.write_text("\n".join(lines), encoding="utf-8")


def main(library, directory):
    library, directory = Library(library), Path(directory)
    # Of the usual slope, 0.01, nothing would be seen beside ReLU.
    five = [RELU, leaky_relu(0.1), prelu(0.25), ELU, SELU]
    two = [leaky_relu(0.01), prelu(0.05)]
    negative, positive = up_to_zero(-4), above_zero(4)
    write(directory / "rectifiers.txt", five, library.forward, [negative + positive])
    write(directory / "derivatives.txt", five, library.derivative, [negative, positive])
    write(directory / "leaky-and-prelu.txt", two, library.forward, [negative + positive])


if __name__ == "__main__":
    main(*sys.argv[1:])
