"""libprelu.so: its functions, called with numbers as float64."""

import ctypes
import itertools

import numpy

from elements import Array, Element

# What stands in outputs before a call, so that one that is not written shows.
UNWRITTEN = 0x5A

# The element types of activations and, where they differ, of slopes.
PURE = ("f32", "f64", "f16", "bf16")
MIXED = ("f16_f32", "bf16_f32")

INSTRUCTION_SETS = ("portable", "v2", "v3", "v4")

NAMES = [
    *(f"prelu_{name}_{types}"
      for name in ("forward", "backward", "forward_broadcast", "backward_broadcast")
      for types in PURE + MIXED),
    *(f"prelu_double_backward_{types}" for types in PURE),
    *(f"prelu_{name}_{direction}_{types}"
      for name, direction, types in itertools.product(
          ("relu", "leaky_relu", "elu", "selu"), ("forward", "backward"), PURE)),
]


class Refused(Exception):
    """A call that returned another status than success."""


class Unusable(Exception):
    """A library that nothing can be run against, and what to do."""


class Tensor:
    """Numbers of a type as they stand in memory; or memory for them, where only their count is given."""

    def __init__(self, element: Element, values: Array | int):
        self.element = element
        if isinstance(values, int):
            self.stored = numpy.full(values * numpy.dtype(element.storage).itemsize, UNWRITTEN, numpy.uint8)
            self.stored = self.stored.view(element.storage)
        else:
            self.stored = element.encode(numpy.ravel(values))

    @property
    def values(self) -> Array:
        return self.element.decode(self.stored)


class Library:
    def __init__(self, path: str):
        self.functions = ctypes.CDLL(path)
        self.functions.prelu_isa.restype = ctypes.c_char_p
        self.functions.prelu_status_message.restype = ctypes.c_char_p
        for name in NAMES:
            if not hasattr(self.functions, name):
                raise Unusable(f"{path} has no {name}: build it from the sources here")
        if self.instruction_set not in INSTRUCTION_SETS:
            raise Unusable(f"set PRELU_ISA otherwise: {self.instruction_set}")

    @property
    def instruction_set(self) -> str:
        return self.functions.prelu_isa().decode()

    def call(self, name: str, *arguments) -> None:
        """Calls a function with numbers, tensors and tuples of dimensions, in the order of prelu.h."""
        status = self.functions[name](*map(_argument, arguments))
        if status != 0:
            raise Refused(f"{name}: {self.functions.prelu_status_message(status).decode()}")


def _argument(value):
    if isinstance(value, Tensor):
        # No elements need no memory.
        return ctypes.c_void_p(value.stored.ctypes.data if value.stored.size else None)
    if isinstance(value, tuple):
        return (ctypes.c_size_t * len(value))(*value)
    if isinstance(value, float):
        return ctypes.c_double(value)
    return ctypes.c_size_t(value) if isinstance(value, int) else value
